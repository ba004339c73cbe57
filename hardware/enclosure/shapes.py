"""Small shapes that every part is made of; mm, in the frame that the part names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from build123d import (
    Align,
    Axis,
    Box,
    Cone,
    Cylinder,
    GeomType,
    Plane,
    Pos,
    RectangleRounded,
    Rot,
    chamfer,
    extrude,
    fillet,
    mirror,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

Shape = Any
"""A build123d Part: the library carries no types."""

M3_INSERT, M3_BOSS, M3_DEEP = 4.0, 9.0, 7.0
"""Hole for a heat-set insert M3 × 5.7, the boss around it, and the hole's depth."""

M25_INSERT, M25_BOSS, M25_DEEP = 3.6, 8.0, 6.0
"""The same for M2.5 × 4 to 5."""

M2_TAP, M2_BOSS = 1.7, 6.0
"""A screw M2 cuts its own thread in this."""

M3_FREE, M5_FREE = 3.4, 5.5
"""Holes that a screw passes."""

_TURN = {"x": Rot(0, 90, 0), "y": Rot(-90, 0, 0), "z": Rot(0, 0, 0)}
_LOW = (Align.CENTER, Align.CENTER, Align.MIN)


def block(
    x: tuple[float, float], y: tuple[float, float], z: tuple[float, float]
) -> Shape:
    """A cuboid between two values of each axis."""
    middle = [(low + high) / 2 for low, high in (x, y, z)]
    return Pos(*middle) * Box(*(high - low for low, high in (x, y, z)))


def rod(
    diameter: float, start: tuple[float, float, float], length: float, axis: str = "z"
) -> Shape:
    """A cylinder from a point along the positive side of an axis."""
    return Pos(*start) * _TURN[axis] * Cylinder(diameter / 2, length, align=_LOW)


def cone(
    low: float, high: float, start: tuple[float, float, float], height: float
) -> Shape:
    """A cone along z, by its diameters at the bottom and on top."""
    return Pos(*start) * Cone(low / 2, high / 2, height, align=_LOW)


def slab(
    width: float, depth: float, z: tuple[float, float], radius: float = 6.0
) -> Shape:
    """A plate with round corners, its middle on the z axis."""
    plate = extrude(RectangleRounded(width, depth, radius), z[1] - z[0])
    return Pos(0, 0, z[0]) * plate


def soft(edges: Iterable[Any], radius: float) -> Shape:
    """Round edges that a hand touches."""
    return fillet(list(edges), radius)


def bevel(edges: Iterable[Any], length: float) -> Shape:
    """Cut edges at 45°, where a print lies on its bed."""
    return chamfer(list(edges), length)


def straight(part: Shape, axis: str) -> list[Any]:
    """Straight edges along an axis."""
    ways = {"x": Axis.X, "y": Axis.Y, "z": Axis.Z}
    return list(part.edges().filter_by(GeomType.LINE).filter_by(ways[axis]))


def at(edges: Iterable[Any], axis: str, value: float) -> list[Any]:
    """Those edges whose middle lies at a value of an axis."""
    return [
        edge
        for edge in edges
        if abs(getattr(edge.center(), axis.upper()) - value) < 1e-3
    ]


def flip_x(part: Shape) -> Shape:
    """The same for the other side."""
    return mirror(part, about=Plane.YZ)
