"""Signs for what helps: a cable to check, shade, a camera that works, tomorrow."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mirrorbox.screen.pen import Pen

if TYPE_CHECKING:
    from mirrorbox.screen.pen import Point


def lens(pen: Pen) -> None:
    """A camera, as in the sign of a missing one but not crossed out."""
    pen.box(0.05, 0.28, 0.9, 0.56)
    pen.box(0.34, 0.16, 0.32, 0.2)
    pen.hole((0.5, 0.56), 0.2)
    pen.disc((0.5, 0.56), 0.12)


def cable(pen: Pen) -> None:
    """A connector being pushed into its socket."""
    pen.stroke([(0.04, 0.5), (0.18, 0.5)], 0.1)
    pen.box(0.16, 0.34, 0.26, 0.32)
    for y in (0.41, 0.53):
        pen.box(0.42, y, 0.12, 0.06)
    pen.box(0.7, 0.14, 0.14, 0.72)
    pen.cut(0.7, 0.36, 0.07, 0.28)
    pen.polygon([(0.66, 0.88), (0.46, 0.74), (0.46, 1.0)])
    pen.stroke([(0.2, 0.87), (0.48, 0.87)], 0.08)


def sun(pen: Pen) -> None:
    """A sun, crossed out."""
    pen.disc((0.5, 0.5), 0.2)
    for i in range(8):
        pen.stroke([_round(i / 8, 0.3), _round(i / 8, 0.44)], 0.08)
    line = [(0.1, 0.92), (0.9, 0.08)]
    Pen(pen.surface, None).stroke(line, 0.25)
    pen.stroke(line, 0.09)


def tomorrow(pen: Pen) -> None:
    """A night: the moon, and the sun that comes up after it."""
    pen.disc((0.3, 0.32), 0.26)
    pen.hole((0.42, 0.24), 0.22)
    pen.stroke([(0.04, 0.9), (0.96, 0.9)], 0.07)
    pen.disc((0.6, 0.86), 0.18)
    pen.cut(0.4, 0.935, 0.6, 0.065)
    for turn in (-0.2, -0.1, 0.0, 0.1, 0.2):
        near, far = (_round(turn, r, (0.6, 0.86)) for r in (0.26, 0.36))
        pen.stroke([near, far], 0.06)


def _round(turn: float, radius: float, centre: Point = (0.5, 0.5)) -> Point:
    """A point on a circle, in turns clockwise from the top."""
    angle = 2 * math.pi * turn
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)
