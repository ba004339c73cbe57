from __future__ import annotations

import itertools

import numpy as np
import pytest

from mirrorbox.screen.faces import HEAD, INK, face, unpleasant
from mirrorbox.screen.theme import BACKGROUND, MIN_CONTRAST, contrast
from mirrorbox.words import Unpleasant
from tests.screen.test_limbs import pixels

SIZE = 96


def test_eleven_numbers_share_six_faces_in_order() -> None:
    faces = [pixels(face(level, SIZE)).tobytes() for level in range(11)]
    kinds = [len(list(group)) for _, group in itertools.groupby(faces)]
    assert kinds == [1, 2, 2, 2, 2, 2]
    assert len(set(faces)) == 6


@pytest.mark.parametrize("level", [-1, 11])
def test_there_is_no_face_beside_the_scale(level: int) -> None:
    with pytest.raises(ValueError, match="the scale is 0 to 10"):
        face(level, SIZE)


def test_every_answer_has_its_own_picture() -> None:
    pictures = [pixels(unpleasant(which, SIZE)).astype(int) for which in Unpleasant]
    for picture in pictures:
        assert picture.shape == (SIZE, SIZE, 4)
        assert (picture[..., 3] > 128).mean() > 0.15
    for one, other in itertools.combinations(pictures, 2):
        assert (np.abs(one - other).max(axis=2) > 60).mean() > 0.02


def test_answers_differ_without_colour() -> None:
    grey = [pixels(unpleasant(w, SIZE))[..., :3].mean(axis=2) for w in Unpleasant]
    for one, other in itertools.combinations(grey, 2):
        assert (np.abs(one - other) > 40).mean() > 0.02


def test_pictures_are_drawn_once_and_at_any_size() -> None:
    assert face(4, SIZE) is face(4, SIZE)
    assert unpleasant(Unpleasant.SICK, 300).get_size() == (300, 300)


def test_faces_stand_out() -> None:
    assert contrast(HEAD, BACKGROUND) >= MIN_CONTRAST
    assert contrast(HEAD, INK) >= MIN_CONTRAST
