"""A right forearm and hand, palm down: where the bones are, in every bend.

Millimetres; x to the right, y towards the fingertips, z up from the table; the
origin is the middle of the wrist. Sizes are those of an adult hand of 190 mm.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple


class Point(NamedTuple):
    """A place in space, in mm."""

    x: float
    y: float
    z: float


class Bone(NamedTuple):
    """A rounded cone with its flesh, from `a` to `b`, slimmer half-way by `waist`."""

    a: Point
    b: Point
    radius_a: float
    radius_b: float
    waist: float = 0.0


@dataclass(frozen=True, slots=True)
class Digit:
    """A finger or the thumb.

    Attributes:
        base: its knuckle (the thumb's: the joint beside the palm).
        splay_deg: where it points in the picture, clockwise from straight up.
        lengths: of its phalanges, the first nearest to the palm.
        radii: at the base, at the joints and at the tip.
        pitch_deg: how far each phalange points down (up: negative) at rest.
        curl_deg: added to each pitch when the hand is closed.
        sweep_deg: added to the splay when the hand is closed.
        bends: how many bends to draw between lifted and closed.
    """

    base: Point
    splay_deg: float
    lengths: tuple[float, ...]
    radii: tuple[float, ...]
    pitch_deg: tuple[float, ...] = (-6.0, 8.0, 16.0)
    curl_deg: tuple[float, ...] = (-18.0, 35.0, 46.0)
    sweep_deg: float = 0.0
    bends: int = 28


THUMB = Digit(
    Point(-41, 46, 15),
    -31,
    (35, 29),
    (11.0, 10.2, 8.0),
    pitch_deg=(4.0, 10.0),
    curl_deg=(6.0, 10.0),
    sweep_deg=12,
    bends=16,
)
INDEX = Digit(Point(-26, 88, 18), -7, (45, 26, 20), (10.6, 9.2, 8.0, 6.6), sweep_deg=5)
MIDDLE = Digit(Point(-5, 92, 19), -1, (49, 30, 21), (10.8, 9.5, 8.2, 6.8), sweep_deg=1)
RING = Digit(Point(15, 87, 18), 6, (46, 29, 21), (10.2, 8.9, 7.8, 6.5), sweep_deg=-3)
LITTLE = Digit(Point(32, 76, 16), 15, (36, 21, 19), (9.2, 7.9, 6.9, 5.7), sweep_deg=-4)
FINGERS = (INDEX, MIDDLE, RING, LITTLE)
DIGITS = (THUMB, *FINGERS)

LIFTED, RESTING, CLOSED = -0.3, 0.0, 1.0
"""Bends: raised for a tap, lying on the table, drawn in."""

_LIFT_DEG = 62.0
"""A bend of -1 would raise the whole finger so far; `LIFTED` is part of it."""


def digit_bones(digit: Digit, bend: float) -> tuple[Bone, ...]:
    """The phalanges of a digit, from the palm outwards.

    Args:
        digit: which one.
        bend: between `LIFTED` and `CLOSED`.
    """
    lift, curl = min(bend, 0.0), max(bend, 0.0)
    splay = math.radians(digit.splay_deg + digit.sweep_deg * curl)
    bones = []
    start = digit.base
    for number, length in enumerate(digit.lengths):
        pitch = math.radians(
            digit.pitch_deg[number]
            + digit.curl_deg[number] * curl
            + _LIFT_DEG * lift / (1 + number)
        )
        reach = length * math.cos(pitch)
        end = Point(
            start.x + reach * math.sin(splay),
            start.y + reach * math.cos(splay),
            start.z - length * math.sin(pitch),
        )
        waist = 0.5 if number < len(digit.lengths) - 1 else -0.5
        radii = digit.radii[number : number + 2]
        bones.append(Bone(start, end, radii[0], radii[1], waist))
        start = end
    return tuple(bones)


def _between(a: Point, b: Point, share: float) -> Point:
    return Point(*(p + (q - p) * share for p, q in zip(a, b, strict=True)))


def _webs() -> list[Bone]:
    """The skin between neighbouring fingers, near the middle of the first phalange."""
    first = [digit_bones(finger, RESTING)[0] for finger in FINGERS]
    return [
        Bone(
            _between(left.a, left.b, 0.30)._replace(z=13),
            _between(right.a, right.b, 0.36)._replace(z=12),
            8.6,
            8.2,
        )
        for left, right in pairwise(first)
    ]


PALM = (
    Bone(Point(-12, 8, 14), Point(-26, 88, 18), 15.0, 11.0),
    Bone(Point(-4, 8, 16), Point(-5, 92, 19), 15.0, 11.2),
    Bone(Point(4, 8, 15), Point(15, 87, 18), 15.0, 10.8),
    Bone(Point(12, 8, 13), Point(32, 76, 16), 15.0, 10.0),
    Bone(Point(20, 16, 9), Point(33, 60, 10), 13.0, 11.5),  # heel of the little finger
    Bone(Point(-16, 14, 11), Point(-41, 46, 15), 14.0, 11.6),  # ball of the thumb
    Bone(Point(-22, 34, 10), Point(-30, 58, 11), 11.0, 9.0),  # web of the thumb
    *_webs(),
)

FOREARM = (
    Bone(Point(-10, 10, 14), Point(-25, -260, 22), 18.0, 29.0),
    Bone(Point(11, 8, 13), Point(22, -260, 20), 17.0, 27.0),
    Bone(Point(1, 6, 14), Point(-1, -260, 24), 19.0, 32.0),
    Bone(Point(20, -14, 19), Point(20.5, -20, 18), 9.0, 8.5),  # head of the ulna
)

SLEEVE_Y = -112.0
"""Where the sleeve ends on the forearm."""

SLEEVE = (
    Bone(Point(-15, -116, 24), Point(-30, -260, 26), 33.0, 40.0),
    Bone(Point(14, -115, 24), Point(26, -260, 25), 32.0, 38.0),
    Bone(Point(0, -113, 27), Point(-2, -260, 30), 28.0, 36.0),
)
