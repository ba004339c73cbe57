from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mirrorbox.movement.repetitions import Swings
from tests.movement.pictures import Film, opening, reaching, turning

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    Shape = Callable[[float], NDArray[np.bool_]]


@pytest.mark.parametrize(
    ("shape", "period_s"),
    [
        (reaching, 1.0),
        (reaching, 4.0),
        (opening, 0.8),
        (opening, 3.0),
        (turning, 1.0),
        (turning, 2.0),
        (turning, 6.0),
    ],
)
def test_twenty_repetitions_are_counted_within_one(
    shape: Shape, period_s: float
) -> None:
    assert abs(Film(shape=shape, period_s=period_s).watched().repetitions - 20) <= 1


@pytest.mark.parametrize("fps", [25, 30])
@pytest.mark.parametrize(("shape", "period_s"), [(reaching, 1.0), (turning, 0.7)])
def test_a_slow_camera_does_not_lose_count(
    shape: Shape, period_s: float, fps: int
) -> None:
    film = Film(shape=shape, period_s=period_s, fps=fps)
    assert abs(film.watched().repetitions - 20) <= 1


@pytest.mark.parametrize("shape", [reaching, opening, turning])
def test_uneven_repetitions_with_pauses_are_counted_within_one(shape: Shape) -> None:
    film = Film(shape=shape, period_s=2.5, uneven=0.3, pause_s=0.5, seed=3)
    assert abs(film.watched().repetitions - 20) <= 1


def test_a_noisy_sensor_does_not_lose_count() -> None:
    film = Film(shape=turning, period_s=2.0, noise=10.0)
    assert abs(film.watched().repetitions - 20) <= 1


@pytest.mark.parametrize("lamp_s", [1.0, 10.6])
def test_a_lamp_does_not_lose_count(lamp_s: float) -> None:
    film = Film(shape=turning, period_s=2.0, lamp_s=lamp_s)
    assert abs(film.watched().repetitions - 20) <= 1


def test_a_limb_at_rest_repeats_nothing() -> None:
    film = Film(shape=turning, period_s=1.0, repetitions=0, rest_s=10.0)
    assert film.watched().repetitions == 0


def test_a_tremor_within_a_swing_is_not_a_turn() -> None:
    swings = Swings()
    for _ in range(3):
        for place in (0, 40, 30, 70, 60, 100, 90, 60, 70, 30, 40, 0):
            swings.follow(float(place), noise=1.0, dt_s=0.1)
    assert swings.count == 3


def test_what_noise_can_do_is_not_a_turn() -> None:
    swings = Swings()
    for place in [0, 7, 0, 7, 0, 7]:
        swings.follow(float(place), noise=1.0, dt_s=0.1)
    assert swings.count == 0
