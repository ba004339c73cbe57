"""A picture as a few brightnesses: one pixel of many of the healthy half."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mirrorbox.mirror.plan import turn

if TYPE_CHECKING:
    from mirrorbox.camera.base import Pixels

Luma = NDArray[np.int16]
"""N brightnesses, 0 to 255, one per cell; signed, so that they can be subtracted."""

CELLS = 1800
"""About so many cells, whatever the camera's size: every 16th pixel of half a
1280×720 picture."""

_GREEN = 1
"""The byte of a BGRX pixel that is read: green is more than half of all brightness
(ITU-R BT.601), the colour a sensor sees most often, and one byte to fetch, not three
to weigh."""


class Cells:
    """Reads brightnesses into its own memory; a frame is never copied."""

    def __init__(
        self, *, shape: tuple[int, int], columns: slice, rotation_deg: int = 0
    ) -> None:
        """Set the memory aside.

        Args:
            shape: rows and columns of the camera's picture.
            columns: the healthy ones, of the picture turned by `rotation_deg`.
            rotation_deg: the clockwise turn the camera's picture needs.

        Raises:
            ValueError: no cell fits into those columns.
        """
        turned = turn(np.broadcast_to(np.uint32(0), shape), rotation_deg)[:, columns]
        if not turned.size:
            raise ValueError(f"A picture of {shape} has no columns {columns}.")
        step = max(1, math.isqrt(turned.size // CELLS))
        part = slice(step // 2, None, step)
        self._rotation_deg = rotation_deg
        self._columns = columns
        self._part = (part, part)
        self._shape = shape
        self._words = np.empty(turned[self._part].shape, np.uint32)
        self._green = self._words.reshape(-1).view(np.uint8)[_GREEN::4]

    @property
    def count(self) -> int:
        """How many cells there are."""
        return self._words.size

    def read(self, pixels: Pixels, out: Luma) -> None:
        """Write the brightness of every cell.

        Args:
            pixels: H×W as planned; rows may be padded; only read.
            out: `count` numbers, 0 to 255.

        Raises:
            ValueError: the picture has another shape than planned.
        """
        if pixels.shape != self._shape:
            raise ValueError(
                f"The picture is {pixels.shape}, but the meter is for {self._shape}."
            )
        turned = turn(pixels, self._rotation_deg)[:, self._columns]
        np.copyto(self._words, turned[self._part])
        np.copyto(out, self._green)
