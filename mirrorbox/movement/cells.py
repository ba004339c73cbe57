"""A picture as a few brightnesses: one pixel of many of the healthy half."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mirrorbox.mirror.plan import turn

if TYPE_CHECKING:
    from mirrorbox.camera.base import Pixels

Luma = NDArray[np.float32]
"""N brightnesses, 0 to 255, one per cell."""

CELLS = 1800
"""About so many cells, whatever the camera's size: every 16th pixel of half a
1280×720 picture."""

_RED, _GREEN, _BLUE = 77, 150, 29  # of 256 (ITU-R BT.601)


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
        self._channel = np.empty_like(self._words)
        self._sum = np.empty_like(self._words)

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
        self._take(0, _BLUE, self._sum)
        for shift, weight in ((8, _GREEN), (16, _RED)):
            self._take(shift, weight, self._channel)
            self._sum += self._channel
        np.right_shift(self._sum, np.uint32(8), out=self._sum)
        out[...] = self._sum.reshape(-1)

    def _take(self, shift: int, weight: int, out: NDArray[np.uint32]) -> None:
        np.right_shift(self._words, np.uint32(shift), out=out)
        np.bitwise_and(out, np.uint32(0xFF), out=out)
        np.multiply(out, np.uint32(weight), out=out)
