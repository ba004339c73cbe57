"""The fourth byte of a pixel: a screen's texture multiplies by it, so it is 255."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mirrorbox.camera.base import Pixels

BLACK = np.uint32(0xFF000000)

_OPAQUE = np.array(BLACK)  # an array saves numpy making one at every call


def make_opaque(pixels: Pixels) -> None:
    """Set every X byte to 255; `pixels` must be one unbroken line of memory.

    Over padded or turned rows numpy computes through hidden buffers, slowly. There
    the way is: copy to unbroken memory, compute, copy back.
    """
    np.bitwise_or(pixels, _OPAQUE, out=pixels)


class OpaqueCopier:
    """Copies pixels and sets their X bytes to 255; a camera may deliver 0 there."""

    def __init__(self, *, rows: int, width: int) -> None:
        """Set memory aside for up to `rows` rows at a time."""
        self._scratch: Pixels = np.empty((rows, width), np.uint32)

    def copy(self, source: Pixels, out: Pixels) -> None:
        """Copy `source` to `out`, which is as large; either may have any strides."""
        if not out.flags.c_contiguous:
            scratch = self._scratch[: len(out)]
            self.copy(source, scratch)
            out[...] = scratch
        elif source.flags.c_contiguous:
            np.bitwise_or(source, _OPAQUE, out=out)  # as fast as a plain copy
        else:
            out[...] = source
            make_opaque(out)
