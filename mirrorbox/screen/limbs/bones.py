"""What a limb is built of: round cones, each belonging to a named part."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mirrorbox.screen.limbs.space import Vector


class Part(StrEnum):
    """Every part that a drawing tells apart."""

    ARM = "arm"
    PALM = "palm"
    THUMB = "thumb"
    INDEX = "index"
    MIDDLE = "middle"
    RING = "ring"
    LITTLE = "little"
    LEG = "leg"
    FOOT = "foot"
    BIG_TOE = "big_toe"
    TOE_2 = "toe_2"
    TOE_3 = "toe_3"
    TOE_4 = "toe_4"
    LITTLE_TOE = "little_toe"
    NAIL = "nail"
    KNUCKLE = "knuckle"
    CREASE = "crease"
    CLOTH = "cloth"
    TROUSERS = "trousers"
    HAIR = "hair"
    THING = "thing"


@dataclass(frozen=True, slots=True, eq=False)
class Bone:
    """Two balls and the hull between them.

    Attributes:
        start: centre of the first ball, mm.
        end: centre of the second ball, mm.
        radius_start: mm.
        radius_end: mm.
        part: what it is drawn as.
    """

    start: Vector
    end: Vector
    radius_start: float
    radius_end: float
    part: Part


def chain(part: Part, balls: list[tuple[Vector, float]]) -> list[Bone]:
    """Bones from ball to ball, each a centre and a radius."""
    return [Bone(a, b, ra, rb, part) for (a, ra), (b, rb) in itertools.pairwise(balls)]
