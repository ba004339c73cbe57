"""Bones seen from +z become a relief: how high each pixel stands, and which bone it is.

Hidden parts hide by themselves, in every posture and from every side. Each bone is
solved in closed form over its own box: no triangles, no ray march.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mirrorbox.screen.limbs.bones import Bone

_FLAT = 1e-3
"""mm² of projected length below which a bone counts as pointing at the viewer."""

NOWHERE = -1e4
"""Height of the empty background, mm."""


@dataclass(frozen=True, slots=True)
class Window:
    """The square of space that a picture shows, in mm; y upwards."""

    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True, eq=False)
class Relief:
    """What is seen.

    Attributes:
        height: (side, side) float32, mm towards the viewer; NOWHERE where empty.
        bone: (side, side) int16, index of the bone seen; -1 where empty.
    """

    height: NDArray[np.float32]
    bone: NDArray[np.int16]


def relief(bones: Sequence[Bone], window: Window, side_px: int) -> Relief:
    """Look at bones straight from +z.

    Args:
        bones: in viewing coordinates, mm.
        window: what the picture shows.
        side_px: of the square picture; row 0 is the top.
    """
    height = np.full((side_px, side_px), NOWHERE, dtype=np.float32)
    index = np.full((side_px, side_px), -1, dtype=np.int16)
    for i, bone in enumerate(bones):
        _press(height, index, i, bone, window)
    return Relief(height, index)


def _press(
    height: NDArray[np.float32],
    index: NDArray[np.int16],
    number: int,
    bone: Bone,
    window: Window,
) -> None:
    """Raise the relief where this bone is highest."""
    side = height.shape[0]
    step = window.size / side
    columns = _span(bone, 0, window.x, step, side)
    rows = _span(bone, 1, window.y, step, side)
    if columns.start >= columns.stop or rows.start >= rows.stop:
        return
    flipped = slice(side - rows.stop, side - rows.start)
    x = window.x + (np.arange(columns.start, columns.stop) + 0.5) * step
    y = window.y + (np.arange(rows.stop, rows.start, -1) - 0.5) * step
    found = _surface(bone, x.astype(np.float32), y.astype(np.float32)[:, None])
    there = height[flipped, columns]
    higher = found > there
    there[higher] = found[higher]
    index[flipped, columns][higher] = number


def _span(bone: Bone, axis: int, low: float, step: float, side: int) -> slice:
    a, b = float(bone.start[axis]), float(bone.end[axis])
    least = min(a - bone.radius_start, b - bone.radius_end)
    most = max(a + bone.radius_start, b + bone.radius_end)
    first = max(0, math.floor((least - low) / step))
    return slice(first, min(side, math.ceil((most - low) / step)))


def _surface(
    bone: Bone, x: NDArray[np.float32], y: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Height of a round cone over each pixel; NOWHERE beside it.

    A ball slides from start to end as t goes from 0 to 1. Over a pixel its top is
    z(t) + sqrt(g(t)) with a quadratic g: concave, so the best t clips to its range.
    """
    dx, dy, dz = (float(v) for v in bone.end - bone.start)
    dr = bone.radius_end - bone.radius_start
    qx = x - float(bone.start[0])
    qy = y - float(bone.start[1])
    a = max(dx * dx + dy * dy - dr * dr, _FLAT)
    middle = (qx * dx + qy * dy + bone.radius_start * dr) / a
    best = bone.radius_start**2 - (qx * qx + qy * qy) + a * middle * middle
    root = np.sqrt(np.maximum(best, 0))
    t = np.clip(middle + root * (dz / math.sqrt(a * (a + dz * dz))), 0, 1)
    g = best - a * (t - middle) ** 2
    top = float(bone.start[2]) + dz * t + np.sqrt(np.maximum(g, 0))
    return np.where(g > 0, top, np.float32(NOWHERE)).astype(np.float32)
