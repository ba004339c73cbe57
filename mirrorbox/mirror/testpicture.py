"""A drawn picture that proves side and scale from the pixels on the screen.

A big L stands on the left, a big R on the right, and under them a ruler with a tick
every 10 mm. Each has a pure colour of its own, so that whatever lies between camera
and screen can be judged by `find` and `measure_tick_px`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mirrorbox.errors import GeometryError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mirrorbox.camera.base import Pixels

BACKGROUND = np.uint32(0xFF202020)
LEFT_COLOUR = np.uint32(0xFFFF0000)
RIGHT_COLOUR = np.uint32(0xFF0000FF)
RULER_COLOUR = np.uint32(0xFF00FF00)
TICK_MM = 10

_LETTER_L = ("#....", "#....", "#....", "#....", "#....", "#....", "#####")
_LETTER_R = ("####.", "#...#", "#...#", "####.", "#.#..", "#..#.", "#...#")
_CELLS_WIDE, _CELLS_HIGH = 16, 14  # the grid on which letters and ruler stand
_LETTER_TOP, _TICK_TOP, _BASE_TOP, _BASE_BOTTOM = 2, 11, 12, 13  # in cells
_MIN_TICK_PX = 6  # nearer ticks run together once the picture is scaled
_TICK_PARTS = 6  # a tick is this fraction of their distance wide
_TOLERANCE = 96  # a scaled or blended edge counts to its colour up to here


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a letter was found.

    Attributes:
        left: its first column.
        top: its first row.
        width: columns.
        height: rows.
        mirrored: whether its stem, left in both letters, stands on the right.
    """

    left: int
    top: int
    width: int
    height: int
    mirrored: bool


def draw_test_picture(width: int, height: int, mm_per_px: float) -> Pixels:
    """Draw it.

    The ticks stand symmetrically about the middle of the picture, the first pair
    10 mm apart, so a mirror at the middle leaves the ruler whole.

    Args:
        width: pixels in a row.
        height: rows.
        mm_per_px: what one pixel covers on the table, in mm.

    Returns:
        height×width opaque pixels.

    Raises:
        GeometryError: letters or ticks do not fit, or run together.
    """
    cell = min(width // _CELLS_WIDE, height // _CELLS_HIGH)
    if cell < 1:
        raise GeometryError(
            f"A test picture of {width}×{height} pixels is too small; it needs"
            f" {_CELLS_WIDE}×{_CELLS_HIGH}."
        )
    picture = np.full((height, width), BACKGROUND)
    for letter, colour, centre in (
        (_LETTER_L, LEFT_COLOUR, width // 4),
        (_LETTER_R, RIGHT_COLOUR, width - width // 4),
    ):
        _draw_letter(picture, letter, colour, centre, cell)
    _draw_ruler(picture, mm_per_px, cell)
    return picture


def find(pixels: Pixels, colour: np.uint32) -> Mark | None:
    """Find the letter of a colour; None where there is none.

    Args:
        pixels: H×W, or the part of a picture in which to look.
        colour: `LEFT_COLOUR` or `RIGHT_COLOUR`.
    """
    ink = _is_near(pixels, colour)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not rows.size:
        return None
    left, top = int(columns[0]), int(rows[0])
    letter = ink[top : rows[-1] + 1, left : columns[-1] + 1]
    height, width = letter.shape
    stem = max(1, width // len(_LETTER_L[0]))
    mirrored = letter[:, -stem:].sum() > letter[:, :stem].sum()
    return Mark(left, top, width, height, bool(mirrored))


def measure_tick_px(pixels: Pixels) -> float | None:
    """Measure the ruler: pixels from tick to tick, so for each 10 mm of the table.

    Args:
        pixels: H×W, or the part of a picture in which to look.

    Returns:
        the mean distance of the ticks' middles, or None with fewer than two.
    """
    ink = _is_near(pixels, RULER_COLOUR)
    steps = np.diff(ink.astype(np.int8), axis=1, prepend=0, append=0)
    row = int(np.argmax((steps == 1).sum(axis=1)))
    middles = (np.flatnonzero(steps[row] == 1) + np.flatnonzero(steps[row] == -1)) / 2
    if len(middles) < 2:  # noqa: PLR2004 -- a distance has two ends
        return None
    return float((middles[-1] - middles[0]) / (len(middles) - 1))


def _draw_letter(
    picture: Pixels, letter: tuple[str, ...], colour: np.uint32, centre: int, cell: int
) -> None:
    dots = np.array([[dot == "#" for dot in line] for line in letter])
    ink = np.kron(dots, np.ones((cell, cell), bool))
    top, left = _LETTER_TOP * cell, centre - ink.shape[1] // 2
    picture[top : top + ink.shape[0], left : left + ink.shape[1]][ink] = colour


def _draw_ruler(picture: Pixels, mm_per_px: float, cell: int) -> None:
    width = picture.shape[1]
    distance = TICK_MM / mm_per_px if mm_per_px > 0 else 0.0
    if not _MIN_TICK_PX <= distance <= width / 2:
        raise GeometryError(
            f"At {mm_per_px} mm per pixel no ruler with a tick every {TICK_MM} mm"
            f" fits a picture {width} pixels wide."
        )
    thick = max(2, int(distance / _TICK_PARTS))
    pairs = int((width - thick) / 2 / distance + 0.5)
    ticks = slice(_TICK_TOP * cell, _BASE_TOP * cell)
    for nth in range(pairs):
        from_middle = distance * (nth + 0.5)
        right = round(width / 2 + from_middle - thick / 2)
        left = width - right - thick  # the exact mirror image, whatever was rounded
        for start in (left, right):
            picture[ticks, start : start + thick] = RULER_COLOUR
    picture[_BASE_TOP * cell : _BASE_BOTTOM * cell] = RULER_COLOUR


def _is_near(pixels: Pixels, colour: np.uint32) -> NDArray[np.bool_]:
    near = np.ones(pixels.shape, bool)
    for shift in (0, 8, 16):
        channel = (pixels >> np.uint32(shift)).astype(np.uint8).astype(np.int16)
        near &= np.abs(channel - ((int(colour) >> shift) & 0xFF)) <= _TOLERANCE
    return near
