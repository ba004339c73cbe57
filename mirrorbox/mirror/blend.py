"""Weighing two pictures against each other, in whole numbers and fixed memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mirrorbox.mirror.opaque import BLACK, make_opaque

if TYPE_CHECKING:
    from mirrorbox.camera.base import Pixels

Weights = NDArray[np.uint16]
"""One weight for each column, 0 (only the under picture) to `FULL` (only the over)."""

FULL = 256
_CHANNELS = 4  # B, G, R and X, one byte each
_HALF = np.array(FULL // 2, np.uint16)
_SHIFT = np.array(8, np.uint16)  # divides by FULL


def ramp(columns: int, full: int) -> Weights:
    """Rise from nothing to `full` in a straight line.

    Column i stands for its middle, so its weight is full·(i + ½)/columns. The first
    half of them is rounded half up, the second is its complement: the ramp looks the
    same from both ends, which makes a seam its own mirror image.

    Args:
        columns: an even number of columns.
        full: the weight at the far end, 0 to `FULL`.
    """
    middle = np.arange(columns // 2)
    first = (full * (2 * middle + 1) + columns) // (2 * max(columns, 1))
    return np.concatenate([first, full - first[::-1]]).astype(np.uint16)


class Blender:
    """Blends `over` onto `under`: (under·(256 - w) + over·w + 128) >> 8 per channel.

    Fill the first rows of `under` and `over`, then call `blend`. Each channel gets
    16 bits to compute in, and every array is one unbroken line of memory, which
    numpy works through with the widest instructions the processor has.
    """

    def __init__(self, weights: Weights, *, rows: int) -> None:
        """Set all memory aside.

        Args:
            weights: one for each column.
            rows: as many as will be blended at a time.
        """
        shape = (rows, len(weights))
        self.under: Pixels = np.full(shape, BLACK)
        self.over: Pixels = np.full(shape, BLACK)
        self._under_bytes = self.under.view(np.uint8).ravel()
        self._over_bytes = self.over.view(np.uint8).ravel()
        per_channel = np.tile(np.repeat(weights, _CHANNELS), rows)
        self._over_weights = per_channel
        self._under_weights = (FULL - per_channel).astype(np.uint16)
        self._under_wide = np.empty_like(per_channel)
        self._over_wide = np.empty_like(per_channel)

    def blend(self, rows: int) -> Pixels:
        """Blend the first `rows` rows.

        Returns:
            rows×columns opaque pixels; they are those of `under`, overwritten.
        """
        end = rows * self.under.shape[1] * _CHANNELS
        under, over = self._under_wide[:end], self._over_wide[:end]
        under[...] = self._under_bytes[:end]
        over[...] = self._over_bytes[:end]
        np.multiply(under, self._under_weights[:end], out=under)
        np.multiply(over, self._over_weights[:end], out=over)
        np.add(under, over, out=under)
        np.add(under, _HALF, out=under)
        np.right_shift(under, _SHIFT, out=under)
        self._under_bytes[:end] = under
        blended = self.under[:rows]
        make_opaque(blended)
        return blended
