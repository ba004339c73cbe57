"""A right leg: hip, knee, ankle, foot and toes. Sizes in mm, joints in degrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirrorbox.screen.limbs.bones import Bone, Part, chain
from mirrorbox.screen.limbs.space import (
    Frame,
    turn_x,
    turn_y,
    turn_z,
    vector,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SHANK_MM = 390.0
THIGH_MM = 400.0
_STUMP_MM = 96.0


@dataclass(frozen=True, slots=True)
class _Toe:
    part: Part
    root: tuple[float, float, float]
    yaw: float  # towards the little toe
    lengths: tuple[float, float]
    radius: float


_TOES = (
    _Toe(Part.BIG_TOE, (-27, 112, -56), 2, (28, 25), 14.5),
    _Toe(Part.TOE_2, (-5, 119, -60), 1, (25, 18), 10.2),
    _Toe(Part.TOE_3, (11, 114, -61), 3, (22, 17), 9.8),
    _Toe(Part.TOE_4, (25, 106, -61.5), 6, (19, 15), 9.4),
    _Toe(Part.LITTLE_TOE, (37, 94, -62), 9, (16, 13), 9.0),
)

TOES = tuple(toe.part for toe in _TOES)

_SPLAY = (-1.4, -0.4, 0.3, 1.0, 1.7)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegPose:
    """How a leg is held; angles in degrees, places in mm.

    Attributes:
        ankle: place of the ankle's centre; the sole is 72 mm below it.
        yaw: of the foot, towards the big toe's side positive.
        pitch: of the foot, toes upwards positive.
        roll: of the foot, the sole turned towards the other foot positive.
        lean: of the shin, its upper end backwards positive.
        toe_bends: of the five toes, downwards positive.
        toe_splay: between the toes.
        thigh: its angle above the level, from the knee backwards; none: a cuff.
    """

    ankle: tuple[float, float, float]
    yaw: float
    pitch: float
    roll: float
    lean: float
    toe_bends: tuple[float, float, float, float, float]
    toe_splay: float
    thigh: tuple[float, ...]


def leg(pose: LegPose) -> Iterator[Bone]:
    """All bones of a leg."""
    ankle = vector(*pose.ankle)
    turned = turn_z(pose.yaw) @ turn_x(pose.pitch) @ turn_y(pose.roll)
    yield from _foot(Frame(ankle, turned))
    for toe, bend, splay in zip(_TOES, pose.toe_bends, _SPLAY, strict=True):
        yield from _toe(Frame(ankle, turned), toe, bend, splay * pose.toe_splay)
    shank = Frame(ankle, turn_x(pose.lean))
    if pose.thigh:
        yield from _whole(shank, pose.thigh[0])
    else:
        yield from _stump(shank)


_FOOT = (
    ((0, -36, -46), (0, -16, -42), 25, 28),
    ((0, -16, -42), (0, 2, -10), 28, 29),
    ((0, 4, -12), (-4, 48, -40), 29, 27),
    ((8, -24, -50), (27, 55, -57), 21, 14),
    ((27, 55, -57), (36, 92, -61), 14, 11),
    ((-8, -20, -50), (-10, 50, -46), 20, 20),
    ((-26, 108, -57), (36, 92, -62), 12, 9.5),
)
_ANKLE_BONES = (((-26, 2, -2), (-26, 2, 8), 8), ((26, -5, -8), (26, -5, 4), 8))
_INSTEP = ((-14, 46, -42, 22), (-6, 48, -40, 23), (1, 48, -42, 22), (8, 46, -45, 20))


def _foot(foot: Frame) -> Iterator[Bone]:
    for start, end, r_start, r_end in _FOOT:
        yield Bone(foot.at(*start), foot.at(*end), r_start, r_end, Part.FOOT)
    for start, end, r in _ANKLE_BONES:
        yield Bone(foot.at(*start), foot.at(*end), r, r, Part.FOOT)
    for (x, y, z, r), toe in zip(_INSTEP, _TOES, strict=False):
        yield Bone(foot.at(x, y, z), foot.at(*toe.root), r, toe.radius + 1, Part.FOOT)
    yield from _sole(foot)


_SOLE = (
    ((-36, 88), (-20, 82), (2, 82), (22, 78), (36, 68)),
    ((-22, 66), (-8, 40), (-6, 10)),
)


def _sole(foot: Frame) -> Iterator[Bone]:
    """Lines on the sole, as a palm has them."""
    for line in _SOLE:
        balls = [(foot.at(x, y, -71.0), 1.3) for x, y in line]
        yield from chain(Part.CREASE, balls)


def _toe(foot: Frame, toe: _Toe, bend: float, splay: float) -> Iterator[Bone]:
    base = foot.child(*toe.root, turn_z(-toe.yaw - splay) @ turn_x(-bend * 0.6))
    first, second = toe.lengths
    tip = base.child(0, first, 0, turn_x(-bend))
    r = toe.radius
    balls = [(base.origin, r), (tip.origin, r * 0.95), (tip.at(0, second, 0), r * 0.9)]
    yield from chain(toe.part, balls)
    z, n = r * 0.5, r * 0.52
    start, end = tip.at(0, second * 0.55, z), tip.at(0, second * 1.05, z)
    yield Bone(start, end, n, n, Part.NAIL)


def _stump(shank: Frame) -> Iterator[Bone]:
    end = shank.at(0, 0, _STUMP_MM)
    yield Bone(shank.origin, end, 29, 36, Part.LEG)
    yield Bone(end, shank.at(0, 0, _STUMP_MM + 22), 45, 46, Part.TROUSERS)


def _whole(shank: Frame, thigh_deg: float) -> Iterator[Bone]:
    knee = shank.at(0, 0, SHANK_MM)
    calf = shank.at(0, -16, SHANK_MM * 0.66)
    yield Bone(shank.origin, calf, 29, 50, Part.LEG)
    yield Bone(calf, knee, 50, 52, Part.LEG)
    back = Frame(knee, turn_x(-thigh_deg))
    hip = back.at(0, -THIGH_MM, 0)
    yield Bone(knee, back.at(0, -90, 0), 54, 62, Part.LEG)
    yield Bone(back.at(0, -70, 0), hip, 68, 84, Part.TROUSERS)
