"""The boot page: an hourglass and "Please wait" in every language.

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
from mirrorbox.screen.theme import BACKGROUND, QUIET, TEXT
from mirrorbox.words import Side

if TYPE_CHECKING:
    from pathlib import Path

    import pygame
    from numpy.typing import NDArray

SIZE = (640, 400)
"""Small enough for every panel we know: the smallest is 800×480."""

_SIGN_PX, _CAPITALS_PX, _LINE_PX = 120, 22, 48


def draw(folder: Path) -> None:
    """Write WIDTHxHEIGHT.BITS.gz for 32 bits (blue first) and 16 (5, 6, 5)."""
    folder.mkdir(parents=True)
    pixels = _pixels(picture())
    name = f"{SIZE[0]}x{SIZE[1]}"
    for bits, raw in ((32, _xrgb(pixels)), (16, _rgb565(pixels))):
        (folder / f"{name}.{bits}.gz").write_bytes(gzip.compress(raw, 9, mtime=0))


def picture() -> pygame.Surface:
    """The page itself."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    import pygame  # noqa: PLC0415 - the environment first

    page = pygame.Surface(SIZE, 0, 32)
    page.fill(BACKGROUND)
    mark = sign(Sign.CLOCK, _SIGN_PX)
    page.blit(mark, ((SIZE[0] - mark.get_width()) // 2, 0))
    for number, code in enumerate(NAMES):
        language = Language(code)
        writer = Look(side=Side.LEFT, language=language).writer()
        said = language.sentence("starting.title")
        line = writer.render(said, _CAPITALS_PX, QUIET if number else TEXT)
        top = _SIGN_PX + 24 + number * _LINE_PX
        page.blit(line, ((SIZE[0] - line.get_width()) // 2, top))
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
