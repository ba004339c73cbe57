"""Signs for what a button does: held, a step on, a step back, skipped."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mirrorbox.screen.pen import Pen, Point


def hold(pen: Pen) -> None:
    """PAUSE's two bars in a ring that fills: press, and stay."""
    _ring(pen, 1.0, 0.035)
    _ring(pen, 0.75, 0.11)
    pen.box(0.33, 0.3, 0.13, 0.4)
    pen.box(0.54, 0.3, 0.13, 0.4)


def step_on(pen: Pen) -> None:
    """From this box to the next one, as the choice goes on the line."""
    pen.box(0.04, 0.24, 0.26, 0.52)
    pen.stroke([(0.42, 0.5), (0.74, 0.5)], 0.12)
    pen.polygon([(0.98, 0.5), (0.68, 0.26), (0.68, 0.74)])


def step_back(pen: Pen) -> None:
    """The same the other way."""
    pen.box(0.7, 0.24, 0.26, 0.52)
    pen.stroke([(0.58, 0.5), (0.26, 0.5)], 0.12)
    pen.polygon([(0.02, 0.5), (0.32, 0.26), (0.32, 0.74)])


def skip(pen: Pen) -> None:
    """Over a box to what comes after it."""
    pen.box(0.34, 0.6, 0.28, 0.3)
    pen.stroke(_arc((0.46, 0.62), 0.36, 0.4, -0.25, 0.2), 0.1)
    pen.polygon([(0.66, 0.54), (0.98, 0.44), (0.9, 0.78)])


def then(pen: Pen) -> None:
    """A thin arrow head from what is done to what comes of it."""
    pen.stroke([(0.36, 0.22), (0.66, 0.5), (0.36, 0.78)], 0.13)


def _ring(pen: Pen, share: float, width: float) -> None:
    """Clockwise from the top."""
    pen.stroke(_arc((0.5, 0.5), 0.43, 0.43, 0, share), width)


def _arc(
    centre: Point, half: float, height: float, first: float, last: float
) -> list[Point]:
    """Part of an ellipse, in turns clockwise from the top."""
    turns = [first + (last - first) * i / 48 for i in range(49)]
    return [
        (
            centre[0] + half * math.sin(2 * math.pi * turn),
            centre[1] - height * math.cos(2 * math.pi * turn),
        )
        for turn in turns
    ]
