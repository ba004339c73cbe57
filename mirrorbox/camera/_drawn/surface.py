"""From bones to a surface: how far every pixel is from the edge, and how high.

All arrays are float32, rows from the top of the picture, in mm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mirrorbox.camera._drawn.anatomy import Bone, Point

Field = NDArray[np.float32]
"""H×W values, one for each pixel."""

_FAR = np.float32(1e3)
_CLIFF = 50.0  # mm that a surface falls for each mm beyond its edge
_ROUNDNESS = 0.8  # a finger is flatter than a cylinder
_RELIEF_BLEND = 2.5  # relief runs together more softly than the outline


class Grid(NamedTuple):
    """Where the pixels of a rectangle lie: `x` is 1×W, `y` is H×1, in mm."""

    x: Field
    y: Field
    mm_per_px: float

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.y.shape[0], self.x.shape[1]

    def around(self, a: Point, b: Point, margin_mm: float) -> tuple[slice, slice]:
        """The rows and columns that come within `margin_mm` of the line a-b."""
        columns = self._span(
            (min(a.x, b.x) - margin_mm - self.x[0, 0]),
            (max(a.x, b.x) + margin_mm - self.x[0, 0]),
            self.shape[1],
        )
        rows = self._span(
            (self.y[0, 0] - max(a.y, b.y) - margin_mm),
            (self.y[0, 0] - min(a.y, b.y) + margin_mm),
            self.shape[0],
        )
        return rows, columns

    def part(self, where: tuple[slice, slice]) -> Grid:
        """A rectangle of it."""
        rows, columns = where
        return Grid(self.x[:, columns], self.y[rows], self.mm_per_px)

    def _span(self, low_mm: float, high_mm: float, size: int) -> slice:
        first = int(low_mm / self.mm_per_px)
        last = int(high_mm / self.mm_per_px) + 2
        return slice(min(max(first, 0), size), min(max(last, 0), size))


class Surface(NamedTuple):
    """A body's outline and relief.

    Attributes:
        edge: signed distance to the outline, negative inside.
        height: of the surface over the table.
    """

    edge: Field
    height: Field


def along(grid: Grid, a: Point, b: Point) -> tuple[Field, Field]:
    """For each pixel: the nearest place on the line a-b (0 to 1), distance squared."""
    step_x, step_y = b.x - a.x, b.y - a.y
    length2 = max(step_x * step_x + step_y * step_y, 1e-6)
    x: Field = grid.x - np.float32(a.x)
    y: Field = grid.y - np.float32(a.y)
    share: Field = x * np.float32(step_x / length2) + y * np.float32(step_y / length2)
    np.clip(share, 0.0, 1.0, out=share)
    off_x: Field = x - share * np.float32(step_x)
    off_y = y - share * np.float32(step_y)
    off_x *= off_x
    off_y *= off_y
    off_x += off_y
    return share, off_x


def body(grid: Grid, bones: Iterable[Bone], blend_mm: float) -> Surface:
    """The flesh over some bones, run together softly over `blend_mm`."""
    surface = Surface(
        np.full(grid.shape, _FAR, np.float32), np.full(grid.shape, -_FAR, np.float32)
    )
    for bone in bones:
        reach_mm = max(bone.radius_a, bone.radius_b) + 2 * blend_mm + 4
        where = grid.around(bone.a, bone.b, reach_mm)
        part = Surface(surface.edge[where], surface.height[where])
        if part.edge.size:
            merged = merge(part, _flesh(grid.part(where), bone), blend_mm)
            part.edge[...], part.height[...] = merged
    return surface


def shadow_edge(
    grid: Grid, bones: Iterable[Bone], away: tuple[float, float], blend_mm: float
) -> Field:
    """Signed distance to the shadow that bones cast on the table.

    Args:
        grid: the pixels.
        bones: what casts it.
        away: how far right and up a shadow moves, for each mm of height.
        blend_mm: how softly the shadows of neighbouring bones run together.
    """
    edge = np.full(grid.shape, _FAR, np.float32)
    for bone in bones:
        a, b = (
            end._replace(x=end.x + end.z * away[0], y=end.y + end.z * away[1])
            for end in (bone.a, bone.b)
        )
        reach_mm = max(bone.radius_a, bone.radius_b) + 2 * blend_mm + 12
        where = grid.around(a, b, reach_mm)
        part = edge[where]
        if part.size:
            share, distance2 = along(grid.part(where), a, b)
            radius = bone.radius_a + (bone.radius_b - bone.radius_a) * share
            part[...] = soft_min(part, np.sqrt(distance2) - radius, blend_mm)
    return edge


def merge(one: Surface, other: Surface, blend_mm: float) -> Surface:
    """Two surfaces run together softly."""
    return Surface(
        soft_min(one.edge, other.edge, blend_mm),
        -soft_min(-one.height, -other.height, _RELIEF_BLEND * blend_mm),
    )


def upper(one: Surface, other: Surface) -> Surface:
    """Two surfaces, each with its own edge: where they overlap, the higher is seen.

    Beyond its edge a surface is nowhere, however high it stands inside: a raised
    finger must not lend its height to a low one beside it.
    """
    one_top = one.height - np.float32(_CLIFF) * np.maximum(one.edge, 0)
    other_top = other.height - np.float32(_CLIFF) * np.maximum(other.edge, 0)
    return Surface(
        np.minimum(one.edge, other.edge),
        np.where(one_top > other_top, one.height, other.height),
    )


def soft_min(one: Field, other: Field, blend: float) -> Field:
    """The smaller of two, rounded where they are nearer than `blend`."""
    near = np.abs(one - other)
    near *= np.float32(-1 / blend)
    near += np.float32(1)
    np.maximum(near, 0, out=near)
    near *= near
    near *= np.float32(blend / 4)
    smaller: Field = np.minimum(one, other) - near
    return smaller


def _flesh(grid: Grid, bone: Bone) -> Surface:
    share, distance2 = along(grid, bone.a, bone.b)
    radius = bone.radius_a + (bone.radius_b - bone.radius_a) * share
    if bone.waist:
        radius -= np.float32(4 * bone.waist) * share * (1 - share)
    edge = np.sqrt(distance2) - radius
    height = bone.a.z + np.float32(bone.b.z - bone.a.z) * share
    dome = radius - np.minimum(distance2, radius * radius) / radius
    dome -= 2 * np.maximum(edge, 0)  # goes on as steep as the dome ends: no crease
    height += np.float32(_ROUNDNESS) * dome
    return Surface(edge, height)
