from __future__ import annotations

import itertools

import numpy as np
import pygame
import pytest

from mirrorbox.errors import ConfigError
from mirrorbox.exercises import Aspect, Card, library
from mirrorbox.exercises.laterality import postures as card_postures
from mirrorbox.screen.limbs import draw, draw_card, exercise_frames
from mirrorbox.screen.limbs.arrows import arrows
from mirrorbox.screen.limbs.ink import LINE, SKIN
from mirrorbox.screen.limbs.paint import ARROW
from mirrorbox.screen.limbs.postures import packaged, postures
from mirrorbox.screen.theme import BACKGROUND, MIN_CONTRAST, contrast
from mirrorbox.words import Limb, Side

SIZE = 96

CARDS = [
    (name, view)
    for limb in (Limb.HAND, Limb.FOOT)
    for name in card_postures(limb)
    for view in Aspect
]


def pixels(picture: pygame.Surface) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """(rows, columns, RGBA)."""
    raw = pygame.image.tobytes(picture, "RGBA")
    return np.frombuffer(raw, np.uint8).reshape((*picture.get_size()[::-1], 4))


def _filled(picture: pygame.Surface) -> float:
    return float((pixels(picture)[..., 3] > 128).mean())


@pytest.mark.parametrize("name", list(library()))
def test_every_exercise_is_drawn_with_limbs_and_arrows(name: str) -> None:
    frames = exercise_frames(name, Side.RIGHT, SIZE)

    assert len(frames) == len(library()[name].frames)
    for i, picture in enumerate(frames):
        assert picture.get_size() == (SIZE, SIZE)
        assert _filled(picture) > 0.04
        assert arrows(name, i, len(frames))
        green = np.abs(pixels(picture)[..., :3].astype(int) - ARROW).max(axis=2) < 12
        assert green.sum() > 20


@pytest.mark.parametrize("name", list(library()))
def test_frames_of_an_exercise_differ_to_be_seen(name: str) -> None:
    frames = [pixels(p).astype(int) for p in exercise_frames(name, Side.RIGHT, SIZE)]

    for one, other in itertools.pairwise(frames):
        assert (np.abs(one - other).max(axis=2) > 60).mean() > 0.008


@pytest.mark.parametrize("name", list(library()))
def test_a_left_exercise_is_the_exact_mirror_of_a_right_one(name: str) -> None:
    right = exercise_frames(name, Side.RIGHT, SIZE)
    left = exercise_frames(name, Side.LEFT, SIZE)

    for one, other in zip(right, left, strict=True):
        assert np.array_equal(pixels(one)[:, ::-1], pixels(other))


@pytest.mark.parametrize(("name", "view"), CARDS)
def test_a_left_card_is_the_mirror_of_a_right_one(name: str, view: Aspect) -> None:
    right = draw(name, Side.RIGHT, SIZE, view=view, turn_deg=30)
    left = draw(name, Side.LEFT, SIZE, view=view, turn_deg=-30)

    assert _filled(right) > 0.06
    assert np.array_equal(pixels(right)[:, ::-1], pixels(left))


def test_every_card_looks_different() -> None:
    pictures = [
        pixels(draw(name, Side.RIGHT, SIZE, view=view)).astype(int)
        for name, view in CARDS
    ]
    for one, other in itertools.combinations(pictures, 2):
        assert (np.abs(one - other).max(axis=2) > 60).mean() > 0.002


def test_a_turned_card_stays_whole() -> None:
    areas = [
        _filled(
            draw_card(
                Card(
                    posture="spread",
                    view=Aspect.BACK,
                    rotation_deg=turn,
                    side=Side.LEFT,
                ),
                SIZE,
            )
        )
        for turn in range(0, 360, 15)
    ]
    assert max(areas) - min(areas) < 0.012


@pytest.mark.parametrize("name", [n for n, p in postures().items() if not p.things])
def test_nothing_of_a_limb_is_cut_off(name: str) -> None:
    seen = pixels(draw(name, Side.RIGHT, SIZE))[..., 3]
    assert not seen[0].any()
    assert not seen[-1].any()
    assert not seen[:, 0].any()
    assert not seen[:, -1].any()


def test_the_same_picture_is_drawn_once() -> None:
    one = exercise_frames("pinch", Side.LEFT, SIZE)
    other = exercise_frames("pinch", Side.LEFT, SIZE)
    assert all(a is b for a, b in zip(one, other, strict=True))


def test_colours_are_told_apart_from_60_cm() -> None:
    assert contrast(SKIN, BACKGROUND) >= MIN_CONTRAST
    assert contrast(SKIN, LINE) >= MIN_CONTRAST
    assert contrast(ARROW, BACKGROUND) >= MIN_CONTRAST


def test_arrows_belong_to_exercises_and_shapes_have_whole_fingers() -> None:
    assert set(packaged("arrows.toml")) == set(library())
    for name, shape in packaged("shapes.toml").items():
        assert [len(bend) for bend in shape["bends"]] == [3, 3, 3, 3], name
        assert [len(bone) for bone in shape["thumb"]] == [2, 2, 2], name


def test_every_posture_is_used() -> None:
    used = {name for exercise in library().values() for name in exercise.frames}
    used |= {name for name, _ in CARDS}
    held = packaged("postures.toml")
    assert used >= {name for kind in ("arm", "leg", "figure") for name in held[kind]}


def test_an_unknown_picture_is_told_in_one_sentence() -> None:
    with pytest.raises(ConfigError, match=r"There is no posture 'tail' to draw\."):
        draw("tail", Side.LEFT, SIZE)
    with pytest.raises(ConfigError, match=r"There is no view 'below' to draw from\."):
        draw("open", Side.LEFT, SIZE, view="below")
    with pytest.raises(ConfigError, match=r"There is no exercise 'juggle' to draw\."):
        exercise_frames("juggle", Side.LEFT, SIZE)
