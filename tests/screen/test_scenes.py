"""Pictures of one's own limb: told apart by shape, true to the patient's sides."""

from __future__ import annotations

import itertools

import numpy as np
import pygame
import pytest

from mirrorbox.screen.belonging import belonging
from mirrorbox.screen.faces import unpleasant
from mirrorbox.screen.page import Scene
from mirrorbox.screen.scenes import scene
from mirrorbox.screen.theme import BACKGROUND, GO, MIN_CONTRAST, WARN, contrast
from mirrorbox.screen.tiles import CLOTH, SKIN, limb_picture
from mirrorbox.words import Limb, Side, Unpleasant

SIZE = 120
OF_A_LIMB = [which for which in Scene if which is not Scene.PAIN]


def shape(picture: pygame.Surface) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Where there is ink: rows by columns."""
    return np.asarray(pygame.surfarray.array_alpha(picture).T > 127)


def greys(picture: pygame.Surface) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """How light each pixel is on black, 0 to 255."""
    flat = pygame.Surface(picture.get_size(), 0, 32)
    flat.blit(picture, (0, 0))
    return np.asarray(pygame.surfarray.array3d(flat).mean(axis=2).T)


def greens(picture: pygame.Surface) -> list[int]:
    """The columns in which something moves."""
    colours = pygame.surfarray.array3d(picture).astype(int)
    near = np.abs(colours - GO).max(axis=2) < 12
    return [int(x) for x in np.flatnonzero(near.any(axis=1))]


@pytest.mark.parametrize("limb", Limb)
def test_scenes_of_a_limb_look_different_without_colour(limb: Limb) -> None:
    drawn = [scene(which, limb, Side.LEFT, SIZE) for which in OF_A_LIMB]
    for one, other in itertools.combinations(drawn, 2):
        if one.get_size() == other.get_size():
            apart = np.abs(greys(one) - greys(other)) > 40
            assert apart.mean() > 0.03


@pytest.mark.parametrize("which", OF_A_LIMB)
def test_a_scene_shows_the_limb_that_is_treated(which: Scene) -> None:
    drawn = [scene(which, limb, Side.LEFT, SIZE) for limb in Limb]
    for one, other in itertools.combinations(drawn, 2):
        assert (shape(one) != shape(other)).mean() > 0.005


@pytest.mark.parametrize("limb", Limb)
def test_only_the_healthy_side_moves(limb: Limb) -> None:
    for affected in Side:
        picture = scene(Scene.ONE, limb, affected, SIZE)
        middle = picture.get_width() / 2
        moving = greens(picture)
        right = affected is Side.LEFT
        assert moving
        assert all((x > middle) is right for x in moving)


@pytest.mark.parametrize("limb", Limb)
def test_both_sides_do_the_same(limb: Limb) -> None:
    picture = scene(Scene.BOTH, limb, Side.LEFT, SIZE)
    moving = np.array(greens(picture))
    middle = picture.get_width() / 2

    assert (moving < middle).sum() == pytest.approx((moving > middle).sum(), abs=2)


@pytest.mark.parametrize("limb", Limb)
def test_nothing_moves_in_a_scene_of_rest(limb: Limb) -> None:
    assert not greens(scene(Scene.STILL, limb, Side.LEFT, SIZE))
    assert not greens(scene(Scene.PLACE, limb, Side.LEFT, SIZE))


@pytest.mark.parametrize("limb", Limb)
def test_a_left_limb_is_the_mirror_of_a_right_one(limb: Limb) -> None:
    left, right = (shape(limb_picture(limb, side, SIZE)) for side in Side)

    assert (left[:, ::-1] != right).mean() < 0.02
    assert (left != right).mean() > 0.02


@pytest.mark.parametrize("limb", Limb)
def test_the_healthy_limb_lies_under_the_camera(limb: Limb) -> None:
    for affected in Side:
        drawn = shape(scene(Scene.PLACE, limb, affected, SIZE))
        alone = shape(limb_picture(limb, affected.other, round(SIZE * 0.6)))
        place = drawn[-alone.shape[0] :]
        first = (SIZE - alone.shape[1]) // 2
        found = place[:, first : first + alone.shape[1]]
        assert (found != alone).mean() < 0.05


def test_a_limb_that_is_not_one_s_own_stands_apart() -> None:
    for limb, affected in itertools.product(Limb, Side):
        own, apart = (
            shape(belonging(limb, affected, own=one, side_px=SIZE))
            for one in (True, False)
        )
        columns = np.flatnonzero((apart & ~own).any(axis=0))
        assert columns.size
        assert bool(columns.mean() < SIZE / 2) is (affected is Side.LEFT)


def test_a_stuck_limb_is_the_one_that_is_treated() -> None:
    hand, foot = (
        shape(unpleasant(Unpleasant.STUCK, SIZE, limb))
        for limb in (Limb.HAND, Limb.FOOT)
    )
    assert (hand != foot).mean() > 0.02


def test_what_moves_and_what_is_forbidden_stand_out() -> None:
    for colour in (GO, WARN, SKIN):
        assert contrast(colour, BACKGROUND) >= MIN_CONTRAST
    assert contrast(CLOTH, BACKGROUND) >= 3  # WCAG 2.2, 1.4.11: parts of a picture
