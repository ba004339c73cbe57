from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.errors import GeometryError
from mirrorbox.mirror.plan import plan
from mirrorbox.mirror.testpicture import (
    LEFT_COLOUR,
    RIGHT_COLOUR,
    draw_test_picture,
    find,
    measure_tick_px,
)
from mirrorbox.words import Side, View
from tests.mirror.pictures import make_geometry

WIDTH, HEIGHT, MM_PER_PX = 640, 480, 0.5
PICTURE = draw_test_picture(WIDTH, HEIGHT, MM_PER_PX)
PICTURE.flags.writeable = False


def test_l_stands_on_the_left_and_r_on_the_right() -> None:
    left, right = find(PICTURE, LEFT_COLOUR), find(PICTURE, RIGHT_COLOUR)
    assert left is not None
    assert right is not None
    assert left.left + left.width < WIDTH / 2 < right.left
    assert not left.mirrored
    assert not right.mirrored


def test_letters_are_big() -> None:
    left = find(PICTURE, LEFT_COLOUR)
    assert left is not None
    assert left.height > HEIGHT / 3


def test_the_other_way_round_every_letter_is_mirrored() -> None:
    flipped = PICTURE[:, ::-1]
    left, right = find(flipped, LEFT_COLOUR), find(flipped, RIGHT_COLOUR)
    assert left is not None
    assert right is not None
    assert left.mirrored
    assert right.mirrored
    assert right.left < WIDTH / 2 < left.left


def test_every_pixel_is_opaque() -> None:
    assert (PICTURE >> np.uint32(24) == 255).all()


@given(st.integers(64, 700), st.integers(40, 400), st.floats(6.1, 30))
def test_a_tick_stands_every_ten_millimetres(
    width: int, height: int, tick_px: float
) -> None:
    picture = draw_test_picture(width, height, 10 / tick_px)
    measured = measure_tick_px(picture)
    assert measured is not None
    assert measured == pytest.approx(tick_px, abs=1.01)


def test_many_ticks_measure_the_scale_within_one_per_cent() -> None:
    assert measure_tick_px(PICTURE) == pytest.approx(10 / MM_PER_PX, rel=0.01)


@pytest.mark.parametrize("factor", [0.5, 1.5, 2.25])
def test_the_scale_can_be_measured_after_scaling(factor: float) -> None:
    columns = (np.arange(int(WIDTH * factor)) / factor).astype(int)
    rows = (np.arange(int(HEIGHT * factor)) / factor).astype(int)
    scaled = PICTURE[np.ix_(rows, columns)]
    measured = measure_tick_px(scaled)
    assert measured == pytest.approx(10 / MM_PER_PX * factor, rel=0.01)


@pytest.mark.parametrize(
    ("affected", "seen", "hidden"),
    [
        (Side.RIGHT, LEFT_COLOUR, RIGHT_COLOUR),
        (Side.LEFT, RIGHT_COLOUR, LEFT_COLOUR),
    ],
)
def test_the_mirror_shows_the_healthy_letter_twice(
    affected: Side, seen: np.uint32, hidden: np.uint32
) -> None:
    geometry = make_geometry(
        source_width=WIDTH, source_height=HEIGHT, view=View.BOTH, affected=affected
    )
    out = np.zeros((HEIGHT, WIDTH), np.uint32)
    plan(geometry).render(PICTURE, out)
    healthy = find(out[:, geometry.healthy_columns], seen)
    reflected = find(out[:, geometry.affected_columns], seen)
    assert healthy is not None
    assert reflected is not None
    assert (healthy.mirrored, reflected.mirrored) == (False, True)
    assert (healthy.top, healthy.width) == (reflected.top, reflected.width)
    assert find(out, hidden) is None
    assert measure_tick_px(out) == measure_tick_px(PICTURE)


def test_an_empty_picture_has_neither_letter_nor_ruler() -> None:
    empty = np.zeros((20, 20), np.uint32)
    assert find(empty, LEFT_COLOUR) is None
    assert measure_tick_px(empty) is None


@pytest.mark.parametrize(
    ("size", "mm_per_px", "sentence"),
    [
        ((15, 480), 0.5, "A test picture of 15×480 pixels is too small"),
        ((640, 13), 0.5, "A test picture of 640×13 pixels is too small"),
        ((640, 480), 2.0, "At 2.0 mm per pixel no ruler"),
        ((640, 480), 0.01, "At 0.01 mm per pixel no ruler"),
        ((640, 480), 0.0, "At 0.0 mm per pixel no ruler"),
        ((640, 480), math.nan, "At nan mm per pixel no ruler"),
    ],
)
def test_what_cannot_be_drawn_is_one_clear_sentence(
    size: tuple[int, int], mm_per_px: float, sentence: str
) -> None:
    with pytest.raises(GeometryError, match=sentence):
        draw_test_picture(*size, mm_per_px)
