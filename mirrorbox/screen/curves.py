"""Curves to draw with, in unit coordinates, y downwards."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mirrorbox.screen.pen import Point


def bow(x: float, y: float, half: float, lift: float) -> list[Point]:
    """A parabola whose ends stand `lift` above its middle."""
    steps = [i / 10 - 1 for i in range(21)]
    return [(x + half * t, y + lift * (0.5 - t * t)) for t in steps]


def arch(centre: Point, half: float, height: float) -> list[Point]:
    """Half an ellipse over its centre, from left to right."""
    angles = [math.pi + math.pi * i / 12 for i in range(13)]
    return [
        (centre[0] + half * math.cos(a), centre[1] + height * math.sin(a))
        for a in angles
    ]


def spiral(centre: Point, radius: float, turns: float) -> list[Point]:
    """From near its centre outwards."""
    steps = [i / 40 for i in range(4, 41)]
    angles = [2 * math.pi * turns * t for t in steps]
    return [
        (centre[0] + radius * t * math.cos(a), centre[1] + radius * t * math.sin(a))
        for t, a in zip(steps, angles, strict=True)
    ]


def wave(
    left: float, right: float, y: float, height: float, periods: int
) -> list[Point]:
    """A wavy line from left to right."""
    steps = [i / 48 for i in range(49)]
    return [
        (
            left + (right - left) * t,
            y + height * math.sin(2 * math.pi * periods * t),
        )
        for t in steps
    ]


def star(centre: Point, radius: float) -> list[Point]:
    """Five points, the first one upwards."""
    return [
        (
            centre[0] + (radius if i % 2 == 0 else radius * 0.45) * math.sin(a),
            centre[1] - (radius if i % 2 == 0 else radius * 0.45) * math.cos(a),
        )
        for i, a in enumerate(math.pi * k / 5 for k in range(10))
    ]
