"""Arrows that show a movement: which ones, and their outlines."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mirrorbox.screen.limbs.postures import packaged

if TYPE_CHECKING:
    from collections.abc import Mapping

Point = tuple[float, float]

STEPS = 24
"""Points along an arrow's curve."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A curve from a start by way of a point that it bends towards to its tip, mm."""

    start: Point
    bend: Point
    tip: Point

    def reversed(self) -> Arrow:
        """The way back."""
        return Arrow(self.tip, self.bend, self.start)

    def curve(self) -> list[Point]:
        """Points from start to tip."""
        return [self._at(i / STEPS) for i in range(STEPS + 1)]

    def _at(self, t: float) -> Point:
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        x, y = (
            a * p + b * q + c * r
            for p, q, r in zip(self.start, self.bend, self.tip, strict=True)
        )
        return x, y


def head(curve: list[Point], size: float) -> list[Point]:
    """The triangle at the end of a curve."""
    (x0, y0), (x1, y1) = curve[-5], curve[-1]
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    dx, dy = (x1 - x0) / length * size, (y1 - y0) / length * size
    return [
        (x1 + dx * 0.9, y1 + dy * 0.9),
        (x1 - dx * 0.5 - dy * 0.85, y1 - dy * 0.5 + dx * 0.85),
        (x1 - dx * 0.5 + dy * 0.85, y1 - dy * 0.5 - dx * 0.85),
    ]


def arrows(exercise_id: str, frame: int, frames: int) -> tuple[Arrow, ...]:
    """The arrows of one frame: the way there, in the last frame the way back."""
    row = _arrows().get(exercise_id, {})
    if "each" in row:
        return tuple(_arrow(numbers) for numbers in row["each"][frame])
    there = tuple(_arrow(numbers) for numbers in row.get("way", ()))
    if frame == frames - 1 and not row.get("same"):
        return tuple(arrow.reversed() for arrow in there)
    return there


def reach(exercise_id: str, frames: int) -> list[float]:
    """All points of an exercise's arrows, x and y, mm."""
    every = [a for i in range(frames) for a in arrows(exercise_id, i, frames)]
    return [value for arrow in every for point in arrow.curve() for value in point]


def _arrow(numbers: list[float]) -> Arrow:
    x0, y0, x1, y1, x2, y2 = numbers
    return Arrow((x0, y0), (x1, y1), (x2, y2))


@lru_cache(maxsize=1)
def _arrows() -> Mapping[str, Mapping[str, Any]]:
    return packaged("arrows.toml")
