from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pygame
import pytest

from mirrorbox.screen.draw import Artist, Layer
from mirrorbox.screen.look import Look
from mirrorbox.screen.page import Page, Row, Sign
from mirrorbox.screen.signs import sign
from mirrorbox.screen.text import capitals, font, wrap
from mirrorbox.screen.theme import (
    BACKGROUND,
    CHOSEN,
    MIN_CAPITALS_MM,
    MIN_CONTRAST,
    MIN_EDGE_MM,
    RING,
    RING_BED,
    TEXT,
    Sizes,
    contrast,
)
from mirrorbox.words import Side
from tests.screen.test_pages import every_page

if TYPE_CHECKING:
    from numpy.typing import NDArray

PANELS = [
    pytest.param((1920, 1080), 345.0, id="15.6 inches, full HD"),
    pytest.param((1366, 768), 345.0, id="15.6 inches, old"),
    pytest.param((1280, 720), 345.0, id="the demo's window"),
    pytest.param((1920, 1200), 518.0, id="24 inches"),
]
SMALL_PANELS = [
    pytest.param((800, 480), 155.0, id="7 inches"),
    pytest.param((1024, 600), 222.0, id="10 inches"),
    pytest.param((720, 1280), 194.0, id="15.6 inches, upright"),
    pytest.param((720, 1280), 62.0, id="5 inches, upright"),
    pytest.param((320, 180), 345.0, id="a coarse window"),
]


def artist(size: tuple[int, int], width_mm: float, side: Side = Side.RIGHT) -> Artist:
    return Artist(size, mm_per_px=width_mm / size[0], look=Look(side=side))


def pixels(layer: Layer) -> NDArray[np.int64]:
    """H×W×3 of what is drawn."""
    return pygame.surfarray.array3d(layer.surface).swapaxes(0, 1).astype(np.int64)


def inked(layer: Layer) -> NDArray[np.bool_]:
    red, green, blue = BACKGROUND
    grid = pygame.surfarray.array2d(layer.surface).T & 0xFFFFFF
    ink: NDArray[np.bool_] = grid != (red << 16 | green << 8 | blue)
    return ink


def flat_colours(layer: Layer) -> set[tuple[int, ...]]:
    """The colours of areas, not of the soft edges between them."""
    grid = pygame.surfarray.array2d(layer.surface) & 0xFFFFFF
    flat = np.ones(grid.shape, dtype=bool)
    for axis in (0, 1):
        for shift in (-1, 1):
            flat &= grid == np.roll(grid, shift, axis)
    colours = np.unique(grid[flat])
    return {tuple(int(c) >> shift & 255 for shift in (16, 8, 0)) for c in colours}


@pytest.mark.parametrize(("size", "width_mm"), PANELS)
def test_words_can_be_read_at_60_cm(size: tuple[int, int], width_mm: float) -> None:
    mm_per_px = width_mm / size[0]
    sizes = Sizes()

    for mm in (sizes.text_mm, sizes.title_mm, sizes.number_mm):
        which = font(-(-round(mm * 1000 / mm_per_px) // 1000))
        assert capitals(which) * mm_per_px >= MIN_CAPITALS_MM


def test_a_capital_is_as_tall_on_the_page_as_it_says() -> None:
    size, mm_per_px = (1920, 1080), 345 / 1920
    (layer,) = artist(size, 345).layers(Page(name="test", title="H"))

    rows = np.flatnonzero(inked(layer).any(axis=1))
    tall_mm = (rows[-1] - rows[0] + 1) * mm_per_px

    assert Sizes().title_mm <= tall_mm <= Sizes().title_mm + 1


@pytest.mark.parametrize("page", every_page(), ids=str)
def test_every_colour_of_a_page_stands_out(page: Page) -> None:
    if page.bare:
        assert contrast(RING, RING_BED) >= MIN_CONTRAST
        return
    if (
        page.ask or page.exercise or (page.deal and page.deal.card)
    ):  # pictures have dark ink on light skin
        assert contrast(TEXT, BACKGROUND) >= MIN_CONTRAST
        assert contrast(BACKGROUND, CHOSEN) >= MIN_CONTRAST
        return
    (layer,) = artist((1280, 720), 345).layers(page)
    colours = flat_colours(layer) - {BACKGROUND}

    assert colours
    for colour in colours:
        assert contrast(colour, BACKGROUND) >= MIN_CONTRAST


@pytest.mark.parametrize(("size", "width_mm"), PANELS)
def test_nothing_touches_the_edges(size: tuple[int, int], width_mm: float) -> None:
    margin = int(MIN_EDGE_MM * size[0] / width_mm)
    for page in every_page():
        if page.bare:
            continue
        layer, *_ = artist(size, width_mm).layers(page)
        ink = inked(layer)
        inner = ink[margin:-margin, margin:-margin]
        assert inner.sum() == ink.sum(), page


@pytest.mark.parametrize(("size", "width_mm"), SMALL_PANELS)
def test_nothing_is_cut_on_a_small_panel(
    size: tuple[int, int], width_mm: float
) -> None:
    drawer = artist(size, width_mm)
    for page in every_page():
        if page.bare:
            continue
        layer, *_ = drawer.layers(page)
        ink = inked(layer)
        assert ink.any()
        assert not ink[[0, -1], :].any(), page
        assert not ink[:, [0, -1]].any(), page


@pytest.mark.parametrize(("size", "width_mm"), PANELS)
def test_nothing_is_shrunk_on_a_fair_panel(
    size: tuple[int, int], width_mm: float
) -> None:
    drawer = artist(size, width_mm)
    for page in every_page():
        if page.deal and page.deal.card:
            continue  # a card takes the room that is left
        drawer.layers(page)

    assert set(drawer._shrunk.values()) == {0}


def test_a_page_does_not_shrink_for_another_of_its_name() -> None:
    """Before "left or right?" more is said than before the mirror."""
    crowded = Page(
        name="ready",
        title="Press START",
        rows=(Row("Sentence"),) * 12,
    )
    plain = Page(name="ready", live=True, title="Press START", rows=(Row("Sentence"),))
    alone = artist((1280, 720), 345).layers(plain)
    drawer = artist((1280, 720), 345)
    drawer.layers(crowded)
    after = drawer.layers(plain)

    boxes = [[piece.box for piece in layer.pieces] for (layer,) in (alone, after)]
    assert boxes[0] == boxes[1]


def test_even_a_single_pixel_draws() -> None:
    for page in every_page():
        assert artist((1, 1), 345).layers(page) or page.bare


@pytest.mark.parametrize("page", every_page(), ids=str)
def test_words_stand_on_the_healthy_side(page: Page) -> None:
    if page.bare and page.ring is None:
        return  # the mirror is alone
    size = (1280, 720)
    right, *_ = artist(size, 345, Side.RIGHT).layers(page)
    left, *_ = artist(size, 345, Side.LEFT).layers(page)

    if page.live:
        assert right.x >= size[0] / 2
        assert left.x + left.surface.get_width() <= size[0] / 2
    else:
        columns = [np.flatnonzero(inked(x).any(axis=0)) + x.x for x in (right, left)]
        assert columns[0].mean() > columns[1].mean()


def test_a_dark_page_covers_everything() -> None:
    (layer,) = artist((800, 480), 200).layers(Page(name="paused", title="Paused"))

    assert (layer.x, layer.y, layer.surface.get_size()) == (0, 0, (800, 480))
    assert not layer.surface.get_flags() & pygame.SRCALPHA


def test_the_ring_shrinks_clockwise() -> None:
    def lit(left: float) -> int:
        (layer,) = artist((1280, 720), 345).layers(Page(name="m", live=True, ring=left))
        return int((pixels(layer).min(axis=2) > 190).sum())

    assert lit(0.0) == 0
    assert lit(0.25) == pytest.approx(lit(1.0) / 4, rel=0.1)
    assert lit(0.5) == pytest.approx(lit(1.0) / 2, rel=0.1)


@pytest.mark.parametrize("one", Sign)
def test_signs_differ_by_shape_not_by_colour(one: Sign) -> None:
    shape = pygame.surfarray.array_alpha(sign(one, 64)) > 127
    assert 0.05 < shape.mean() < 0.95
    for other in Sign:
        if other is not one:
            different = shape != (pygame.surfarray.array_alpha(sign(other, 64)) > 127)
            assert different.mean() > 0.04, f"{one} looks like {other}"


def test_wrapping_keeps_every_word_and_the_width() -> None:
    which = font(20)
    text = "The mirror works. Please tell your therapist."

    lines = wrap(text, which, 260)

    assert " ".join(lines) == text
    assert len(lines) > 1
    assert all(which.size(line)[0] <= 260 for line in lines)


def test_a_number_is_not_left_alone_on_a_line() -> None:
    which = font(20)
    text = "Sessions this week: 3 of 10"
    width = which.size("Sessions this week: 3 of")[0] + 4

    assert wrap(text, which, width) == ["Sessions this week: 3", "of 10"]
    held = text.replace("3 of 10", "3\u00a0of\u00a010")
    assert wrap(held, which, width) == ["Sessions this week:", "3\u00a0of\u00a010"]
