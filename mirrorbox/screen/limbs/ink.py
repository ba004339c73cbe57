"""A relief becomes a drawing: flat friendly colours, soft roundness, dark lines."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from mirrorbox.screen.limbs.bones import Part
from mirrorbox.screen.theme import BACKGROUND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mirrorbox.screen.limbs.bones import Bone
    from mirrorbox.screen.limbs.relief import Relief
    from mirrorbox.screen.theme import Colour

SKIN: Colour = (240, 196, 160)
LINE: Colour = (74, 40, 26)

COLOURS: dict[Part, Colour] = dict.fromkeys(Part, SKIN) | {
    Part.NAIL: (255, 236, 226),
    Part.KNUCKLE: (150, 98, 70),
    Part.CREASE: (176, 96, 70),
    Part.CLOTH: (96, 150, 196),
    Part.TROUSERS: (96, 150, 196),
    Part.HAIR: (128, 92, 66),
    Part.THING: (120, 130, 142),
}

JUMP_MM = 3.0
"""A step of this height between neighbours is an edge, and gets a line."""

MARK_JUMP_MM = 8.0
"""The same beside a mark on the skin, which is a line itself."""

_BODIES = (
    {Part.PALM, Part.ARM, Part.THUMB, Part.INDEX, Part.MIDDLE, Part.RING, Part.LITTLE},
    {Part.LEG, Part.FOOT, Part.BIG_TOE, Part.TOE_2, Part.TOE_3, Part.TOE_4}
    | {Part.LITTLE_TOE},
)
_ROOTS = (Part.PALM, Part.ARM, Part.FOOT, Part.LEG)
_MARKS = (Part.KNUCKLE, Part.CREASE)


def ink(
    seen: Relief, bones: Sequence[Bone], mm_per_px: float, line_px: int
) -> NDArray[np.uint8]:
    """Colour a relief.

    Args:
        seen: what is to be drawn.
        bones: that it was made of.
        mm_per_px: of the relief.
        line_px: width of the lines.

    Returns:
        (side, side, 4) uint8, RGBA, the empty background transparent.
    """
    picture = np.zeros((*seen.bone.shape, 4), dtype=np.uint8)
    rows, columns = _occupied(seen.bone >= 0)
    height = seen.height[rows, columns]
    numbers = [*(_NUMBER[bone.part] for bone in bones), len(_NUMBER)]
    part = np.array(numbers, dtype=np.uint8)[seen.bone[rows, columns]]
    down, across = np.diff(height, axis=0), np.diff(height, axis=1)
    inside = picture[rows, columns]
    shade = _roundness(down, across, mm_per_px)
    for channel in range(3):
        np.multiply(
            _PALETTE[channel].take(part),
            shade,
            out=inside[..., channel],
            casting="unsafe",
        )
    inside[_widened(_lines(part, down, across), line_px), :3] = LINE
    inside[..., 3] = (part < len(_NUMBER)) * np.uint8(255)
    return picture


def _occupied(there: NDArray[np.bool_]) -> tuple[slice, slice]:
    """Rows and columns that hold anything, with one of background around."""
    slices = []
    for axis in (1, 0):
        found = np.flatnonzero(there.any(axis=axis))
        last = there.shape[1 - axis]
        low, high = (int(found[0]), int(found[-1])) if found.size else (0, 1)
        slices.append(slice(max(0, low - 1), min(last, high + 2)))
    return slices[0], slices[1]


def _roundness(
    down: NDArray[np.float32], across: NDArray[np.float32], mm_per_px: float
) -> NDArray[np.float32]:
    """Darker where the surface turns away, 0.72 to 1."""
    steep = np.ones((down.shape[0] + 1, across.shape[1] + 1), dtype=np.float32)
    scale = np.float32(0.6 / mm_per_px**2)
    steep[:-1] += down * down * scale
    steep[:, :-1] += across * across * scale
    np.sqrt(steep, out=steep)
    np.divide(np.float32(0.28), steep, out=steep)
    steep += np.float32(0.72)
    return steep


def _lines(
    part: NDArray[np.uint8], down: NDArray[np.float32], across: NDArray[np.float32]
) -> NDArray[np.bool_]:
    """Where two parts meet, or one stands clear above the other."""
    lines = np.zeros(part.shape, dtype=np.bool_)
    lines[:-1] = np.abs(down) > _JUMPS.take(part[:-1] * _ROW + part[1:])
    lines[:, :-1] |= np.abs(across) > _JUMPS.take(part[:, :-1] * _ROW + part[:, 1:])
    return lines


def _widened(lines: NDArray[np.bool_], width_px: int) -> NDArray[np.bool_]:
    """The same lines, so many pixels wide."""
    for axis in (0, 1):
        lines = lines.copy() if axis else lines
        thin = lines.copy()
        for shift in range(1, width_px):
            away = (shift + 1) // 2 * (1 if shift % 2 else -1)
            lines |= np.roll(thin, away, axis)
    return lines


def _jump(one: Part | None, other: Part | None) -> float:
    """From which step in height on there is a line between two parts, mm."""
    if one is other and one is None:
        return math.inf
    if one in _MARKS or other in _MARKS:
        return MARK_JUMP_MM
    return JUMP_MM if one is other or _joined(one, other) else -1.0


def _joined(one: Part | None, other: Part | None) -> bool:
    """Whether skin runs on from one to the other."""
    body = any(one in parts and other in parts for parts in _BODIES)
    return body and (one in _ROOTS or other in _ROOTS)


_NUMBER = {part: number for number, part in enumerate(Part)}
_EVERY: tuple[Part | None, ...] = (*Part, None)
_ROW = np.uint16(len(_EVERY))
_JUMPS = np.array([_jump(a, b) for a in _EVERY for b in _EVERY], dtype=np.float32)
_PALETTE = np.array([*(COLOURS[p] for p in Part), BACKGROUND], dtype=np.float32).T
