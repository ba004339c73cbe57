"""What pages say beyond the session itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mirrorbox.words import Limb, Mode

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What pages say beyond the session itself.

    Attributes:
        limb: what is mirrored.
        mode: what moves; said beside each exercise.
        mode_alone: whether the mode is said where no exercise is prescribed, too.
        sentences: for each exercise, what to do.
        phone: the clinic's number.
        notice: a sentence on the ready page, for the therapist.
        week: sessions done this week and prescribed for it; None: not known.
    """

    limb: Limb = Limb.HAND
    mode: Mode = Mode.UNILATERAL
    mode_alone: bool = False
    sentences: Mapping[str, str] = field(default_factory=dict)
    phone: str = ""
    notice: str = ""
    week: tuple[int, int] | None = None
