"""Every page as it is drawn, in every language and layout: can it be read?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pygame
import pytest

from mirrorbox.gallery import layouts, pages
from mirrorbox.language import NAMES, Language
from mirrorbox.screen.draw import Artist, Layer
from mirrorbox.screen.theme import (
    HIGH,
    MIN_CAPITALS_MM,
    MIN_CONTRAST,
    MIN_EDGE_MM,
    MIN_STANDARD_CONTRAST,
    contrast,
)
from mirrorbox.words import Limb, Side
from tests.screen.measuring import letters_px, near_the_edge, overlapping
from tests.screen.test_draw import flat_colours, inked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mirrorbox.screen.look import Look
    from mirrorbox.screen.page import Page

PANELS = [
    pytest.param((1280, 720), 345.0, id="the demo's window"),
    pytest.param((1366, 768), 345.0, id="15.6 inches, old"),
    pytest.param((1920, 1080), 345.0, id="15.6 inches, full HD"),
    pytest.param((1920, 1200), 518.0, id="24 inches"),
]
SIZE, WIDTH_MM = (1280, 720), 345.0
STEP = 13
"""The quick tests draw every thirteenth page of a layout, each layout others."""

LOOKS = [
    pytest.param(code, name, id=f"{code}-{name}")
    for code in NAMES
    for name in layouts()
]


def look_of(code: str, name: str) -> Look:
    return replace(layouts()[name], language=Language(code))


def said_pages(limb: Limb) -> list[Page]:
    """Those with anything on them."""
    return [page for _, page in pages(limb) if not page.bare]


def a_few(code: str, name: str) -> list[Page]:
    start = (list(NAMES).index(code) + 2 * list(layouts()).index(name)) % STEP
    return said_pages(look_of(code, name).limb)[start::STEP]


def drawn(
    look: Look, size: tuple[int, int], width_mm: float, chosen: list[Page]
) -> Iterator[tuple[Page, tuple[Layer, ...]]]:
    artist = Artist(size, mm_per_px=width_mm / size[0], look=look)
    for page in chosen:
        yield page, artist.layers(page)


def measure(
    page: Page, layers: tuple[Layer, ...], size: tuple[int, int], width_mm: float
) -> int:
    """Nothing overlaps, nothing is near an edge; say how many texts were measured."""
    mm = width_mm / size[0]
    letters = letters_px(layers)
    small = {text: px for text, px in letters.items() if px * mm < MIN_CAPITALS_MM}
    assert not small, page.name
    assert not overlapping(layers), page.name
    assert not near_the_edge(layers, size, MIN_EDGE_MM / mm - 1), page.name
    return len(letters)


@pytest.mark.slow
@pytest.mark.parametrize(("size", "width_mm"), PANELS)
@pytest.mark.parametrize(("code", "name"), LOOKS)
def test_every_page_keeps_apart_and_is_large(
    code: str, name: str, size: tuple[int, int], width_mm: float
) -> None:
    look = look_of(code, name)
    every = said_pages(look.limb)
    texts = [
        measure(page, layers, size, width_mm)
        for page, layers in drawn(look, size, width_mm, every)
    ]
    assert sum(texts) >= len(every) / 2


def least(look: Look) -> float:
    return MIN_CONTRAST if look.theme is HIGH else MIN_STANDARD_CONTRAST


def has_pictures(look: Look, page: Page) -> bool:
    """Whether limbs or faces are on it: these have dark ink on light skin."""
    scenes = page.scene or any(row.scene or row.leads for row in page.rows)
    shown = look.picture_first and scenes
    return bool(page.ask or page.exercise or page.deal or shown)


def check(look: Look, page: Page, layer: Layer) -> None:
    """Nothing is cut, the colours stand out, all keeps to its side."""
    theme = look.theme
    red, green, blue = theme.background
    grid = pygame.surfarray.array2d(layer.surface).T & 0xFFFFFF
    ink = grid != (red << 16 | green << 8 | blue)
    assert ink.any()
    assert not ink[[0, -1], :].any(), (page.name, "cut above or below")
    assert not ink[:, [0, -1]].any(), (page.name, "cut at a side")

    colours = flat_colours(layer) - {theme.background}
    assert theme.text in colours
    assert contrast(theme.text, theme.background) >= least(look)
    if not has_pictures(look, page):
        for colour in colours:
            assert contrast(colour, theme.background) >= least(look), page.name

    if page.live:
        middle = SIZE[0] / 2
        right = layer.x + layer.surface.get_width()
        assert layer.x >= middle if look.side is Side.RIGHT else right <= middle
    else:
        across = np.flatnonzero(ink.any(axis=0)) / SIZE[0]
        if look.side is Side.LEFT:
            across = 1 - across
        if look.anchor:
            assert across.min() >= (0.4 if page.ask or page.deal else 0.5), page.name
            assert across.max() > 0.5


@pytest.mark.parametrize(("code", "name"), LOOKS)
def test_some_pages_can_be_read(code: str, name: str) -> None:
    look, texts = look_of(code, name), 0
    for page, layers in drawn(look, SIZE, WIDTH_MM, a_few(code, name)):
        texts += measure(page, layers, SIZE, WIDTH_MM)
        check(look, page, layers[0])
    assert texts


@pytest.mark.slow
@pytest.mark.parametrize(("code", "name"), LOOKS)
def test_every_page_can_be_read(code: str, name: str) -> None:
    look = look_of(code, name)
    for page, layers in drawn(look, SIZE, WIDTH_MM, said_pages(look.limb)):
        check(look, page, layers[0])


@pytest.mark.parametrize("name", ["plain", "picture-first", "one-sided-left"])
def test_no_ink_stands_outside_the_boxes(name: str) -> None:
    """What the measurements rest on; and no box is empty."""
    look = look_of("ar", name)
    for page, (layer, *_) in drawn(look, SIZE, WIDTH_MM, said_pages(look.limb)[::4]):
        ink = inked(layer)
        for piece in layer.pieces:
            box = piece.box.move(-layer.x, -layer.y)
            assert ink[box.top : box.bottom, box.left : box.right].any(), piece.name
        for piece in layer.pieces:
            box = piece.box.move(-layer.x, -layer.y)
            ink[box.top : box.bottom, box.left : box.right] = False
        assert not ink.any(), page.name


def test_letters_that_are_too_small_are_found() -> None:
    """On a panel of 7 inches the text must shrink: the measurement says so."""
    size, width_mm = (800, 480), 155.0
    look = look_of("en", "plain")
    tall = [
        px * width_mm / size[0]
        for _, layers in drawn(look, size, width_mm, a_few("en", "plain"))
        for px in letters_px(layers).values()
    ]
    assert min(tall) < MIN_CAPITALS_MM
