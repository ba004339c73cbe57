"""What makes a body look like a hand: knuckles, folds, tendons, veins and nails."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mirrorbox.camera._drawn.anatomy import FINGERS, THUMB, Point
from mirrorbox.camera._drawn.surface import along

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mirrorbox.camera._drawn.anatomy import Bone, Digit
    from mirrorbox.camera._drawn.surface import Field, Grid


class Mark(NamedTuple):
    """A soft stroke on the skin, from `a` to `b`.

    Attributes:
        a: one end.
        b: the other end.
        width_mm: where it has faded to a third.
        raised_mm: by so much it stands out (or, negative, lies deeper).
        tint: what it takes from red, green and blue, each 0 to 1.
    """

    a: Point
    b: Point
    width_mm: float
    raised_mm: float = 0.0
    tint: tuple[float, ...] = ()


class Nail(NamedTuple):
    """A nail: its middle, where it points, and half its width and length in mm."""

    middle: Point
    turn: float
    half_width: float
    half_length: float


_WARM = (0.02, 0.13, 0.12)
_FOLD = (0.09, 0.15, 0.16)
_VEIN = (0.045, 0.018, 0.004)


def back_of_hand_marks() -> list[Mark]:
    """What does not move: knuckles, tendons, veins, the folds at the wrist."""
    return [
        *(_tendon(finger.base) for finger in FINGERS),
        *(_knuckle(finger.base, finger.radii[0]) for finger in FINGERS),
        Mark(Point(-9, 26, 0), Point(-17, 60, 0), 2.4, 0.4, _VEIN),
        Mark(Point(-17, 60, 0), Point(-15, 76, 0), 1.5, 0.3, _VEIN),
        Mark(Point(-17, 60, 0), Point(-9, 22, 0), 2.0, 0.2, _VEIN),
        Mark(Point(12, 20, 0), Point(17, 44, 0), 2.4, 0.4, _VEIN),
        Mark(Point(17, 44, 0), Point(6, 70, 0), 2.2, 0.35, _VEIN),
        Mark(Point(17, 44, 0), Point(25, 70, 0), 2.2, 0.35, _VEIN),
        Mark(Point(12, 20, 0), Point(4, -26, 0), 2.2, 0.35, _VEIN),
        Mark(Point(4, -26, 0), Point(-8, -120, 0), 2.6, 0.35, _VEIN),
        Mark(Point(-20, -2, 0), Point(-14, -60, 0), 2.4, 0.25, _VEIN),
        Mark(Point(-15, 3, 0), Point(14, 1, 0), 1.1, -0.2, (0.02, 0.04, 0.04)),
        Mark(Point(-12, -1, 0), Point(10, -3, 0), 0.9, -0.15, (0.02, 0.03, 0.03)),
        Mark(Point(20, -16, 0), Point(20, -18, 0), 8.0, 1.5, (0.0, 0.04, 0.04)),
    ]


def digit_marks(digit: Digit, bones: Sequence[Bone]) -> list[Mark]:
    """The folds over the joints of a digit, and its warm tip."""
    marks = []
    closed = 1.0 - _flatness(bones)
    for joint, bone in enumerate(bones[:-1]):
        large = joint == 0
        size = bone.radius_b * (1.0 if large else 0.75)
        marks.append(Mark(bone.b, bone.b, size, 0.5 + closed, _WARM))
        depth = (-0.55 if large else -0.4) * (1 - 0.8 * closed)
        rows = (-2.7, 0.0, 2.7) if large else (-1.35, 1.35)
        marks += [_fold(bone, digit, row_mm, size, depth) for row_mm in rows]
    last = bones[-1]
    marks.append(Mark(last.b, last.b, last.radius_b * 1.1, 0.0, (0.0, 0.10, 0.08)))
    return marks


def nail(bones: Sequence[Bone]) -> Nail:
    """The nail at the end of a digit."""
    last = bones[-1]
    share = 0.78
    middle = Point(*(p + (q - p) * share for p, q in zip(last.a, last.b, strict=True)))
    reach_x, reach_y = last.b.x - last.a.x, last.b.y - last.a.y
    width = last.radius_b * 0.74
    flat = max(_flatness(bones[-1:]), 0.3)
    return Nail(middle, math.atan2(reach_x, reach_y), width, width * 1.18 * flat)


def press(height: Field, grid: Grid, marks: Iterable[Mark]) -> None:
    """Raise or deepen the surface where the marks are, in place."""
    for mark in marks:
        if mark.raised_mm:
            where = grid.around(mark.a, mark.b, 2.2 * mark.width_mm)
            if height[where].size:
                height[where] += mark.raised_mm * _strength(grid.part(where), mark)


def tint(colour: Field, grid: Grid, marks: Iterable[Mark]) -> None:
    """Colour the skin where the marks are, in place; `colour` is H×W×3."""
    for mark in marks:
        if any(mark.tint):
            where = grid.around(mark.a, mark.b, 2.2 * mark.width_mm)
            if colour[where].size:
                strength = _strength(grid.part(where), mark)[..., None]
                colour[where] *= 1 - strength * np.array(mark.tint, np.float32)


def paint_nail(colour: Field, grid: Grid, shape: Nail) -> None:
    """Lay a nail on the skin, in place; `colour` is H×W×3."""
    where = grid.around(shape.middle, shape.middle, 1.6 * shape.half_length + 3)
    part = grid.part(where)
    if not colour[where].size:
        return
    x, y = part.x - shape.middle.x, part.y - shape.middle.y
    cos, sin = math.cos(shape.turn), math.sin(shape.turn)
    across = (x * cos - y * sin) / shape.half_width
    ahead = (x * sin + y * cos) / shape.half_length
    out = np.abs(across) ** 2.6 + np.abs(ahead) ** 2.6
    soft = 1.2 * grid.mm_per_px / shape.half_width
    inside = np.clip((1 - out) / (2.6 * soft) + 0.5, 0, 1)[..., None]
    edge = np.clip((ahead - 0.74) * 6, 0, 1)[..., None]  # the free, pale end
    rim = np.exp(-(((out - 1.05) / 0.35) ** 2))[..., None] * (1 - edge)
    moon = np.clip(1 - ((across / 0.55) ** 2 + ((ahead + 1.0) / 0.45) ** 2), 0, 1)
    gleam = np.exp(-(((across + 0.35) / 0.22) ** 2 + ((ahead - 0.1) / 0.6) ** 2))
    skin = colour[where]
    plate = skin * np.array([1.04, 0.96, 0.98], np.float32) + 0.045
    plate += 0.10 * moon[..., None] + 0.13 * gleam[..., None]
    plate += edge * (np.array([0.93, 0.88, 0.83], np.float32) - plate) * 0.6
    skin *= 1 - rim * np.array([0.13, 0.20, 0.20], np.float32)
    skin += inside * (plate - skin)


def _strength(grid: Grid, mark: Mark) -> Field:
    _, distance2 = along(grid, mark.a, mark.b)
    distance2 *= np.float32(-1 / mark.width_mm**2)
    return np.exp(distance2, out=distance2)


def _tendon(knuckle: Point) -> Mark:
    start = Point(knuckle.x * 0.22, 22, 0)
    end = Point(knuckle.x * 0.94, knuckle.y - 8, 0)
    return Mark(start, end, 2.6, 0.7)


def _knuckle(base: Point, radius: float) -> Mark:
    return Mark(base, base._replace(y=base.y + 3), radius * 0.85, 2.6, _WARM)


def _fold(bone: Bone, digit: Digit, ahead_mm: float, size: float, depth: float) -> Mark:
    """One line across a joint, `ahead_mm` towards the tip."""
    length = math.hypot(bone.b.x - bone.a.x, bone.b.y - bone.a.y) or 1.0
    ux, uy = (bone.b.x - bone.a.x) / length, (bone.b.y - bone.a.y) / length
    x, y = bone.b.x + ux * ahead_mm, bone.b.y + uy * ahead_mm
    half = size * (0.42 if digit is THUMB else 0.5) * (1 - abs(ahead_mm) / 9)
    return Mark(
        Point(x - uy * half, y + ux * half, 0),
        Point(x + uy * half, y - ux * half, 0),
        0.75,
        depth,
        tuple(-2 * depth * share for share in _FOLD),
    )


def _flatness(bones: Sequence[Bone]) -> float:
    """How flat the end of a digit lies: 1 lying, 0 upright."""
    last = bones[-1]
    reach = math.hypot(last.b.x - last.a.x, last.b.y - last.a.y)
    return reach / math.hypot(reach, last.b.z - last.a.z)
