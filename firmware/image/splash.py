"""The kernel's own splash: the boot page as a TGA, a second before anything else runs.

python -m firmware.image.splash FILE. The kernel wants 24 bits, uncompressed, at most
1920×1080 and fewer than 224 colours (rpi-splash-screen of rpi-image-gen).
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from firmware.deb.boot_picture import SCALES, picture
from mirrorbox.screen.theme import BACKGROUND, TEXT

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZE = (1920, 1080)
SHADES = 32
"""From the background to the letters; the smooth edges need no more."""


def tga() -> bytes:
    """The splash, ready for a file."""
    header = struct.pack("<BBBHHBHHHHBB", 0, 0, 2, 0, 0, 0, 0, 0, *SIZE, 24, 0x20)
    return header + _page()[..., ::-1].tobytes()  # blue first; 0x20: top row first


def _page() -> NDArray[np.uint8]:
    """Height × width × (red, green, blue): the boot page in the middle."""
    import pygame  # noqa: PLC0415 - picture() sets its environment

    drawn = picture(SCALES[-1])
    raw = pygame.image.tobytes(drawn, "RGB")
    width, height = drawn.get_size()
    small = np.frombuffer(raw, np.uint8).reshape(height, width, 3)
    left, top = (SIZE[0] - width) // 2, (SIZE[1] - height) // 2
    page = np.empty((SIZE[1], SIZE[0], 3), np.uint8)
    page[:] = BACKGROUND
    page[top : top + height, left : left + width] = _few_colours(small)
    return page


def _few_colours(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Each dot by how far it is from the background to the letters, in few steps."""
    dark, light = np.array(BACKGROUND, float), np.array(TEXT, float)
    share = (picture.astype(float) - dark).mean(axis=2) / (light - dark).mean()
    steps = np.round(np.clip(share, 0, 1) * (SHADES - 1)) / (SHADES - 1)
    made: NDArray[np.float64] = np.round(dark + steps[..., None] * (light - dark))
    return made.astype(np.uint8)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(tga())
