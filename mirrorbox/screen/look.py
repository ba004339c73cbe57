"""How pages look for one patient: side, size, language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirrorbox.screen.theme import LARGE, Sizes
from mirrorbox.words import Side

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirrorbox.screen.page import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How pages look for this patient.

    Attributes:
        side: where words and signs stand: on the healthy side unless prescribed
            otherwise, for neglect or a lost half of sight.
        anchor: whether a line marks the other edge, for neglect.
        large: larger text.
        picture_first: signs before words, so that nothing must be read.
        rtl: whether the language runs from right to left; the column's inside flips,
            the clinical sides never do.
        translate: an English sentence, in the patient's language.
        limb_side: the side that drawn limbs show: the affected one.
    """

    side: Side
    anchor: bool = False
    large: bool = False
    picture_first: bool = False
    rtl: bool = False
    translate: Callable[[str], str] = str
    limb_side: Side = Side.LEFT

    @property
    def sizes(self) -> Sizes:
        """The lengths that go with it."""
        return LARGE if self.large else Sizes()

    def said(self, row: Row) -> str:
        """A row's sentence in the patient's language, with its number."""
        numbers = dict(row.numbers)
        one = next(iter(numbers.values()), 1) == 1
        said = self.translate(row.text if one or not row.many else row.many)
        return said.format(**numbers) if numbers else said
