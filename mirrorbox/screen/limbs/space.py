"""Turns and steps in space, in mm. A right limb: x thumb-away, y distal, z dorsal.

Seen from +z with y upwards this is a right hand lying palm down, fingers away from
its owner: x points to the little finger. A right foot the same way stands on the
floor, x pointing to the little toe.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
"""(3,), mm or a direction."""

Matrix = NDArray[np.float64]
"""(3, 3), a proper rotation."""


def vector(x: float, y: float, z: float) -> Vector:
    """A point or direction."""
    return np.array((x, y, z), dtype=np.float64)


def turn_x(deg: float) -> Matrix:
    """About x; a positive turn lifts y towards z."""
    c, s = _cos_sin(deg)
    return np.array(((1, 0, 0), (0, c, -s), (0, s, c)))


def turn_y(deg: float) -> Matrix:
    """About y; a positive turn takes z towards x."""
    c, s = _cos_sin(deg)
    return np.array(((c, 0, s), (0, 1, 0), (-s, 0, c)))


def turn_z(deg: float) -> Matrix:
    """About z; a positive turn takes x towards y."""
    c, s = _cos_sin(deg)
    return np.array(((c, -s, 0), (s, c, 0), (0, 0, 1)))


def unit(direction: Vector) -> Vector:
    """The same direction, of length 1."""
    return direction / float(np.linalg.norm(direction))


def _cos_sin(deg: float) -> tuple[float, float]:
    return math.cos(math.radians(deg)), math.sin(math.radians(deg))


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Where a part of the body is and how it is turned."""

    origin: Vector
    axes: Matrix

    def at(self, x: float, y: float, z: float) -> Vector:
        """A point given in this frame."""
        moved: Vector = self.origin + self.axes @ vector(x, y, z)
        return moved

    def along(self, x: float, y: float, z: float) -> Vector:
        """A direction given in this frame."""
        turned: Vector = self.axes @ vector(x, y, z)
        return turned

    def child(self, x: float, y: float, z: float, axes: Matrix) -> Frame:
        """A part that begins at a point of this one, turned against it."""
        return Frame(self.at(x, y, z), self.axes @ axes)


WORLD = Frame(vector(0, 0, 0), np.eye(3))
