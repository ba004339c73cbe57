"""The pages of a unit that cannot draw: "Please wait", "Please tell your therapist".

Whose unit this is stands in the journal, which nobody has opened; so all languages.
They are drawn once, here, for both pixel formats a framebuffer may have; the unit's
`boot-page` lays them into the middle of whatever screen there is.
"""

from __future__ import annotations

import gzip
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mirrorbox.language import NAMES, SOURCE, Language
from mirrorbox.screen.look import Look
from mirrorbox.screen.page import Sign
from mirrorbox.screen.signs import sign
from mirrorbox.screen.theme import BACKGROUND, TEXT
from mirrorbox.words import Side

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pygame
    from numpy.typing import NDArray

SCALES = (1.0, 1.6)
"""Of 640×400: for the smallest panel we know, 800×480, and from 1280×720 up; each
leaves a margin of 40 pixels above and below."""

_WIDTH, _HEIGHT, _SIGN, _GAP, _CAPITALS, _LINE = 640, 400, 120, 24, 22, 48


@dataclass(frozen=True, slots=True)
class Told:
    """What a page says: a sign, a sentence in every language, a code for the phone."""

    sign: Sign
    sentence: str
    code: int | None = None


WAIT = Told(Sign.CLOCK, "starting.title")
BROKEN = Told(Sign.PHONE, "fault.tell", code=3)
"""An installation that does not even begin; the codes before it are the screen's."""

PAGES = {"wait": WAIT, "broken": BROKEN}


def draw(folder: Path) -> None:
    """Write PAGE/WIDTHxHEIGHT.BITS.gz for 32 bits (blue first) and 16 (5, 6, 5)."""
    for name, told in PAGES.items():
        (folder / name).mkdir(parents=True)
        for scale in SCALES:
            _write(folder / name, picture(scale, told))


def _write(folder: Path, page: pygame.Surface) -> None:
    size = "{}x{}".format(*page.get_size())
    pixels = _pixels(page)
    for bits, raw in ((32, _xrgb(pixels)), (16, _rgb565(pixels))):
        packed = gzip.compress(raw, 9, mtime=0)
        (folder / f"{size}.{bits}.gz").write_bytes(packed)


def picture(scale: float, told: Told = WAIT) -> pygame.Surface:
    """The page itself."""
    os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    import pygame  # noqa: PLC0415 - the environment first

    def px(length: int) -> int:
        return round(length * scale)

    page = pygame.Surface((px(_WIDTH), px(_HEIGHT)), 0, 32)
    page.fill(BACKGROUND)
    mark = sign(told.sign, px(_SIGN))
    page.blit(mark, ((page.get_width() - mark.get_width()) // 2, 0))
    lines = list(_lines(told))
    line_px = min(_LINE, (_HEIGHT - _SIGN - _GAP) // len(lines))
    for number, (language, text) in enumerate(lines):
        writer = Look(side=Side.LEFT, language=language).writer()
        line = writer.render(text, px(_CAPITALS), TEXT)
        top = px(_SIGN + _GAP + number * line_px)
        page.blit(line, ((page.get_width() - line.get_width()) // 2, top))
    return page


def _lines(told: Told) -> Iterator[tuple[Language, str]]:
    for language in map(Language, NAMES):
        yield language, language.sentence(told.sentence)
    if told.code is not None:
        english = Language(SOURCE)
        yield english, english.sentence("fault.code", n=told.code)


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
