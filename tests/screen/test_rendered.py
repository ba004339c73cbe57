"""Every page as it is drawn, in every language and layout: can it be read?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pygame
import pytest

from mirrorbox.gallery import layouts, pages
from mirrorbox.language import NAMES, Language
from mirrorbox.screen.draw import SHRINKINGS, Artist, Layer
from mirrorbox.screen.theme import (
    HIGH,
    MIN_CAPITALS_MM,
    MIN_CONTRAST,
    MIN_STANDARD_CONTRAST,
    contrast,
)
from mirrorbox.words import Side
from tests.screen.test_draw import flat_colours

if TYPE_CHECKING:
    from mirrorbox.screen.look import Look
    from mirrorbox.screen.page import Page

PANELS = [(1280, 720), (1366, 768)]
WIDTH_MM = 345.0
EVERY = list(pages())
LOOKS = [
    pytest.param(code, name, id=f"{code}-{name}")
    for code in NAMES
    for name in layouts()
]


def look_of(code: str, name: str) -> Look:
    return replace(layouts()[name], language=Language(code))


def words(artist: Artist, page: Page) -> Layer:
    layer: Layer = artist.layers(page)[0]
    return layer


def least(look: Look) -> float:
    return MIN_CONTRAST if look.theme is HIGH else MIN_STANDARD_CONTRAST


def check(artist: Artist, look: Look, page: Page, size: tuple[int, int]) -> None:
    """Nothing is cut, the text is tall enough, its colours stand out."""
    layer = words(artist, page)
    theme = look.theme
    red, green, blue = theme.background
    grid = pygame.surfarray.array2d(layer.surface).T & 0xFFFFFF
    ink = grid != (red << 16 | green << 8 | blue)
    assert ink.any()
    assert not ink[[0, -1], :].any(), (page.name, "cut above or below")
    assert not ink[:, [0, -1]].any(), (page.name, "cut at a side")

    rest = SHRINKINGS[artist._shrunk[page.name, page.title]]
    assert look.sizes.shrunk(*rest).text_mm >= MIN_CAPITALS_MM, page.name

    colours = flat_colours(layer) - {theme.background}
    assert theme.text in colours
    assert contrast(theme.text, theme.background) >= least(look)
    if not (
        page.ask or page.exercise or page.deal
    ):  # pictures have dark ink on light skin
        for colour in colours:
            assert contrast(colour, theme.background) >= least(look), page.name

    if page.live:
        middle = size[0] / 2
        right = layer.x + layer.surface.get_width()
        assert layer.x >= middle if look.side is Side.RIGHT else right <= middle
    else:
        across = np.flatnonzero(ink.any(axis=0)) / size[0]
        if look.side is Side.LEFT:
            across = 1 - across
        if look.anchor:
            assert across.min() >= (0.4 if page.ask or page.deal else 0.5), page.name
            assert across.max() > 0.5


def drawn(code: str, name: str, size: tuple[int, int], step: int) -> int:
    look = look_of(code, name)
    artist = Artist(size, mm_per_px=WIDTH_MM / size[0], look=look)
    chosen = [page for _, page in EVERY if not page.bare]
    if look.picture_first:  # a movement alone has no words
        chosen = [page for page in chosen if page.name != "exercise"]
    start = (list(NAMES).index(code) + 2 * list(layouts()).index(name)) % step
    for page in chosen[start::step]:
        check(artist, look, page, size)
    return len(chosen[start::step])


@pytest.mark.parametrize(("code", "name"), LOOKS)
def test_some_pages_can_be_read(code: str, name: str) -> None:
    assert drawn(code, name, PANELS[0], 9) >= 3


@pytest.mark.slow
@pytest.mark.parametrize("size", PANELS, ids=str)
@pytest.mark.parametrize(("code", "name"), LOOKS)
def test_every_page_can_be_read(code: str, name: str, size: tuple[int, int]) -> None:
    assert drawn(code, name, size, 1) >= 25
