"""Mirroring pixels left to right, two at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mirrorbox.camera.base import Pixels


class Flipper:
    """Mirrors pixels by way of its own memory.

    numpy reverses a row one number at a time, so the fewer numbers the better. Eight
    bytes read backwards are two pixels in the other order, each with its bytes
    backwards. Therefore the bytes of each pixel are turned round on the way into our
    memory, and those of each pair on the way out.

    Without our memory numpy would take a hidden copy whenever both pictures lie in
    the same frame.
    """

    def __init__(self, *, rows: int, width: int) -> None:
        """Set memory aside for up to `rows` rows of exactly `width` pixels."""
        step = 4 if width % 2 else 8  # bytes; an odd row has no pairs
        scratch = np.empty((rows, width), ">u4")
        self._backwards = scratch
        self._mirrored = scratch.view(f">u{step}")[:, ::-1]
        self._step = np.dtype(f"<u{step}")

    def flip(self, source: Pixels, out: Pixels) -> None:
        """Mirror `source` into `out`; the pixels of a row lie side by side."""
        rows = len(source)
        self._backwards[:rows] = source
        out.view(self._step)[...] = self._mirrored[:rows]
