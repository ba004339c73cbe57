"""A person at a table, seen from behind, for movements of the shoulders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirrorbox.screen.limbs.bones import Bone, Part, chain
from mirrorbox.screen.limbs.space import vector

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePose:
    """How a person sits.

    Attributes:
        lift: of both shoulders, mm.
    """

    lift: float


def figure(pose: FigurePose) -> Iterator[Bone]:
    """All bones of a person; y upwards, seen from behind from +z."""
    up = pose.lift
    yield Bone(vector(0, 330, 10), vector(0, 350, 10), 92, 98, Part.HAIR)
    yield Bone(vector(0, 190, 0), vector(0, 300, 0), 52, 52, Part.PALM)
    for sign in (-1, 1):
        ear = vector(sign * 98, 325, 0)
        yield Bone(ear, ear + vector(0, 22, 0), 15, 16, Part.PALM)
        top = vector(sign * 165, 120 + up, 0)
        neck = vector(sign * 34, 178 + up * 0.35, 0)
        yield Bone(neck, top, 46, 62, Part.CLOTH)
        yield Bone(
            vector(sign * 80, 60, 0), vector(sign * 70, -190, 0), 105, 92, Part.CLOTH
        )
        elbow = vector(sign * 235, -110 + up * 0.9, 24)
        yield from chain(Part.CLOTH, [(top + vector(0, 0, 30), 60), (elbow, 48)])
        wrist = vector(sign * 205, -230 + up * 0.7, 0)
        yield Bone(elbow, wrist, 36, 30, Part.ARM)
    yield Bone(vector(0, 130, 0), vector(0, -190, 0), 92, 92, Part.CLOTH)
