"""The boot page: a clock and "Please wait" in every language.

Whose unit this is stands in the journal, which nobody has opened yet; so all languages.
It is drawn once, here, for both pixel formats a framebuffer may have; the unit's
`boot-page` lays it into the middle of whatever screen there is.
"""

from __future__ import annotations

import gzip
import os
from typing import TYPE_CHECKING

import numpy as np

from mirrorbox.language import NAMES, Language
from mirrorbox.screen.look import Look
from mirrorbox.screen.page import Sign
from mirrorbox.screen.signs import sign
from mirrorbox.screen.theme import BACKGROUND, TEXT
from mirrorbox.words import Side

if TYPE_CHECKING:
    from pathlib import Path

    import pygame
    from numpy.typing import NDArray

SCALES = (1.0, 1.6)
"""Of 640×400: for the smallest panel we know, 800×480, and from 1280×720 up; each
leaves a margin of 40 pixels above and below."""

_WIDTH, _HEIGHT, _SIGN, _CAPITALS, _LINE = 640, 400, 120, 22, 48


def draw(folder: Path) -> None:
    """Write WIDTHxHEIGHT.BITS.gz for 32 bits (blue first) and 16 (5, 6, 5)."""
    folder.mkdir(parents=True)
    for scale in SCALES:
        page = picture(scale)
        name = "{}x{}".format(*page.get_size())
        pixels = _pixels(page)
        for bits, raw in ((32, _xrgb(pixels)), (16, _rgb565(pixels))):
            packed = gzip.compress(raw, 9, mtime=0)
            (folder / f"{name}.{bits}.gz").write_bytes(packed)


def picture(scale: float) -> pygame.Surface:
    """The page itself."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    import pygame  # noqa: PLC0415 - the environment first

    def px(length: int) -> int:
        return round(length * scale)

    page = pygame.Surface((px(_WIDTH), px(_HEIGHT)), 0, 32)
    page.fill(BACKGROUND)
    mark = sign(Sign.CLOCK, px(_SIGN))
    page.blit(mark, ((page.get_width() - mark.get_width()) // 2, 0))
    for number, code in enumerate(NAMES):
        language = Language(code)
        writer = Look(side=Side.LEFT, language=language).writer()
        line = writer.render(language.sentence("starting.title"), px(_CAPITALS), TEXT)
        top = px(_SIGN + 24 + number * _LINE)
        page.blit(line, ((page.get_width() - line.get_width()) // 2, top))
    return page


def _pixels(surface: pygame.Surface) -> NDArray[np.uint16]:
    """Height × width × (red, green, blue)."""
    import pygame  # noqa: PLC0415 - see above

    raw = pygame.image.tobytes(surface, "RGB")
    width, height = surface.get_size()
    flat = np.frombuffer(raw, np.uint8).astype(np.uint16)
    return flat.reshape(height, width, 3)


def _xrgb(pixels: NDArray[np.uint16]) -> bytes:
    full = np.full((*pixels.shape[:2], 4), 255, np.uint8)
    full[..., :3] = pixels[..., ::-1]
    return full.tobytes()


def _rgb565(pixels: NDArray[np.uint16]) -> bytes:
    red, green, blue = (pixels[..., i] for i in range(3))
    return ((red >> 3 << 11) | (green >> 2 << 5) | (blue >> 3)).astype("<u2").tobytes()
