"""Which side a drawn limb is of, told from the limb itself: the L and R self-check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mirrorbox.errors import ConfigError
from mirrorbox.screen.limbs.bones import Bone, Part
from mirrorbox.screen.limbs.hand import FINGERS
from mirrorbox.screen.limbs.leg import TOES
from mirrorbox.words import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mirrorbox.screen.limbs.space import Vector


def side_of(limb: Sequence[Bone]) -> Side:
    """Tell a left limb from a right one.

    Every finger and toe that bears a nail is asked: along the digit, out of its nail,
    and from the little digit towards the thumb or big toe are three directions whose
    handedness no posture, view or turn can change, but a mirror does.

    Args:
        limb: bones in viewing coordinates, with a hand or a foot among them.

    Raises:
        ConfigError: there is no hand or foot, or its digits disagree.
    """
    votes = {_vote(limb, digits, i) for digits in (FINGERS, TOES) for i in range(4)}
    votes.discard(None)
    if len(votes) != 1:
        raise ConfigError("No one side can be told from this limb.")
    return Side.RIGHT if votes.pop() else Side.LEFT


def mirrored(limb: Sequence[Bone]) -> list[Bone]:
    """The limb of the other side, as a mirrored picture shows it."""
    flip = np.array((-1.0, 1.0, 1.0))
    return [
        Bone(b.start * flip, b.end * flip, b.radius_start, b.radius_end, b.part)
        for b in limb
    ]


def _vote(limb: Sequence[Bone], digits: tuple[Part, ...], which: int) -> bool | None:
    """Whether one digit belongs to a right limb; None where there is none."""
    own = [bone for bone in limb if bone.part is digits[which]]
    if not own:
        return None
    tip = own[-1]
    nail = min((b for b in limb if b.part is Part.NAIL), key=lambda b: _far(b, tip))
    inward = _root(limb, digits[0]) - _root(limb, digits[-1])
    along = tip.end - tip.start
    outward = (nail.start + nail.end) / 2 - tip.end
    return float(np.cross(inward, along) @ outward) < 0


def _root(limb: Sequence[Bone], part: Part) -> Vector:
    return next(bone.start for bone in limb if bone.part is part)


def _far(nail: Bone, tip: Bone) -> float:
    """How far a nail is from the end of a digit, mm."""
    return float(np.linalg.norm(nail.end - tip.end))
