"""What a picture of the guest's screen shows."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

BARS = {
    "white": (192, 192, 192),
    "yellow": (192, 192, 0),
    "cyan": (0, 192, 192),
    "green": (0, 192, 0),
    "magenta": (192, 0, 192),
    "red": (192, 0, 0),
    "blue": (0, 0, 192),
    "black": (0, 0, 0),
}
"""The camera's colour bars, from its left to its right: 75 % (V4L2's vivid)."""

NEAR = 40
"""How far a bar's colour may be off: limited-range YUV and back."""


def read(png: Path) -> NDArray[np.uint8]:
    """A PNG as (height, width, 3) of red, green, blue."""
    with Image.open(png) as picture:
        return np.asarray(picture.convert("RGB"), dtype=np.uint8)


def bars(picture: NDArray[np.uint8], row: float = 0.6) -> list[str]:
    """The names of the colours met from left to right on one line, each once a run."""
    line = picture[round(row * picture.shape[0])].astype(int)
    names = list(BARS)
    known = np.array([BARS[name] for name in names])
    off = np.abs(line[:, None, :] - known[None]).max(axis=2)
    best = off.argmin(axis=1)
    seen: list[str] = []
    run = 0
    for at, index in enumerate(best):
        name = names[index] if off[at, index] <= NEAR else ""
        run = run + 1 if at and index == best[at - 1] else 1
        if run == 30 and name and (not seen or seen[-1] != name):
            seen.append(name)
    return seen


def shows(picture: NDArray[np.uint8], gzipped: Path) -> bool:
    """Whether a framebuffer's picture, `WxH.32.gz`, stands in the screen's middle."""
    width, height = map(int, gzipped.name.partition(".")[0].split("x"))
    dots = np.frombuffer(gzip.decompress(gzipped.read_bytes()), dtype=np.uint8)
    expected = dots.reshape(height, width, 4)[..., 2::-1]
    top, left = (picture.shape[0] - height) // 2, (picture.shape[1] - width) // 2
    return np.array_equal(picture[top : top + height, left : left + width], expected)


def is_mirrored(picture: NDArray[np.uint8]) -> bool:
    """Whether the bars run the other way than the camera's, and at least three do."""
    coloured = set(BARS) - {"white", "black"}  # text and the page are these too
    at = [list(BARS).index(name) for name in bars(picture) if name in coloured]
    return len(at) >= 3 and at == sorted(at, reverse=True)
