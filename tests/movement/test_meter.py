from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mirrorbox.camera.film import FilmCamera
from mirrorbox.camera.synthetic import SyntheticCamera
from mirrorbox.clock import NS_PER_S, SimulatedClock
from mirrorbox.errors import FilmEnded
from mirrorbox.mirror.geometry import Geometry
from mirrorbox.movement import MovementMeter
from mirrorbox.words import Side, View
from tests.movement.pictures import (
    FPS,
    HEIGHT,
    WIDTH,
    Film,
    at_ns,
    opening,
    packed,
    reaching,
    show,
    turning,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mirrorbox.camera.base import Pixels


def watch(frames: Iterable[Pixels], healthy: Side | slice = Side.RIGHT) -> list[float]:
    """The activity after each frame, at 30 frames per second."""
    meter: MovementMeter | None = None
    activity = []
    for number, pixels in enumerate(frames):
        meter = meter or MovementMeter(healthy=healthy, shape=pixels.shape)
        meter.look(pixels, number * NS_PER_S // 30)
        activity.append(meter.movement)
    return activity


def desk(path: Path) -> list[Pixels]:
    """Every frame of a film."""
    camera = FilmCamera(path, clock=SimulatedClock(), every_frame_once=True)
    camera.start()
    frames = []
    try:
        while True:
            with camera.frame(1.0) as frame:
                frames.append(frame.pixels.copy())
    except FilmEnded:
        camera.close()
    return frames


def still(noise: float, *, seconds: float = 5.0) -> Film:
    return Film(
        shape=opening, period_s=1, repetitions=0, noise=noise, rest_s=seconds / 2
    )


def test_a_moving_limb_moves_and_a_resting_one_does_not() -> None:
    summary = Film(shape=turning, period_s=2.0, repetitions=5, rest_s=3).watched()
    assert summary.summary()["seconds_moving"] == pytest.approx(10, abs=1)
    assert summary.summary()["seconds_watched"] == pytest.approx(16, abs=0.2)


@pytest.mark.parametrize("noise", [0.0, 1.0, 4.0, 12.0])
def test_sensor_noise_is_not_movement(noise: float) -> None:
    meter = still(noise).watched()
    assert meter.summary()["seconds_moving"] == 0
    assert meter.movement == 0


def test_a_lamp_switched_on_is_not_movement() -> None:
    lamp = Film(
        shape=opening, period_s=1, repetitions=0, rest_s=3, lamp_s=2.0
    ).watched()
    assert lamp.summary()["seconds_moving"] == 0


def test_light_that_fades_is_not_movement() -> None:
    meter = MovementMeter(healthy=Side.RIGHT, shape=(HEIGHT, WIDTH))
    dice = np.random.default_rng(5)
    table = dice.uniform(60, 110, (HEIGHT, WIDTH))
    for number in range(5 * FPS):
        faded = table * (1 + 0.3 * number / (5 * FPS))
        pixels = packed(faded + dice.normal(0, 2, table.shape))
        show(meter, pixels, at_ns(number))
    assert meter.summary()["seconds_moving"] == 0


def test_only_the_healthy_half_counts() -> None:
    film = Film(shape=reaching, period_s=1.0, repetitions=3)
    meter = MovementMeter(healthy=Side.LEFT, shape=(HEIGHT, WIDTH))
    for pixels, now_ns in film.frames():
        show(meter, pixels, now_ns)
    assert meter.summary()["seconds_moving"] == 0


@pytest.mark.parametrize("rotation_deg", [90, 180, 270])
def test_a_turned_camera_measures_the_same(rotation_deg: int) -> None:
    film = Film(shape=turning, period_s=1.0, repetitions=3)
    camera = [np.rot90(pixels, rotation_deg // 90) for pixels, _ in film.frames()]
    meter = MovementMeter(
        healthy=Side.RIGHT, shape=camera[0].shape, rotation_deg=rotation_deg
    )
    for number, pixels in enumerate(camera):
        show(meter, pixels, at_ns(number))
    assert meter.summary() == film.watched().summary()


def test_padded_rows_and_fast_cameras_measure_the_same() -> None:
    film = Film(shape=turning, period_s=1.0, repetitions=3)
    meter = MovementMeter(healthy=Side.RIGHT, shape=(HEIGHT, WIDTH))
    buffer = np.zeros((HEIGHT, WIDTH + 32), np.uint32)
    for pixels, now_ns in film.frames():
        buffer[:, :WIDTH] = pixels
        for late in range(6):
            meter.look(buffer[:, :WIDTH], now_ns + late * NS_PER_S // (6 * FPS))
    assert meter.summary() == film.watched().summary()


@pytest.mark.parametrize("at_s", [100.0, -1.0])
def test_a_gap_counts_as_nothing(at_s: float) -> None:
    meter = still(2.0).watched()
    before = meter.summary()
    pixels, _ = next(iter(Film(shape=turning, period_s=1.0).frames()))
    show(meter, pixels, round(at_s * NS_PER_S))
    assert meter.summary() == before


def test_each_minute_has_its_own_number() -> None:
    meter = MovementMeter(healthy=Side.RIGHT, shape=(HEIGHT, WIDTH))
    cloth = np.full((HEIGHT, WIDTH), 80.0)
    arms = [packed(np.where(turning(p), 190.0, cloth)) for p in (0.0, 0.3, 0.6, 0.3)]
    for number in range(150 * FPS):
        arm = arms[number % 4 if number < 60 * FPS else 0]
        show(meter, arm, at_ns(number))
    first, second, third = meter.summary()["movement_per_minute"]
    assert first > 0.3
    assert second < 0.05
    assert third == 0


def test_the_summary_is_numbers_only() -> None:
    meter = still(2.0).watched()
    assert json.loads(json.dumps(meter.summary())) == meter.summary()


def test_nothing_watched_is_an_empty_summary() -> None:
    meter = MovementMeter(healthy=Side.RIGHT, shape=(HEIGHT, WIDTH))
    assert meter.summary() == {
        "seconds_watched": 0,
        "seconds_moving": 0.0,
        "movement_per_minute": [],
        "repetitions": 0,
    }


def test_another_picture_than_planned_is_refused() -> None:
    meter = MovementMeter(healthy=Side.RIGHT, shape=(HEIGHT, WIDTH))
    with pytest.raises(ValueError, match="the meter is for"):
        meter.look(np.zeros((10, 10), np.uint32), 0)


def test_no_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="no columns"):
        MovementMeter(healthy=slice(5, 5), shape=(HEIGHT, WIDTH))


@pytest.mark.parametrize(
    ("view", "moves"), [(View.REFLECTION, True), (View.BOTH, False)]
)
def test_the_geometry_says_where_to_look(view: View, *, moves: bool) -> None:
    geometry = Geometry(
        source_width=WIDTH,
        source_height=HEIGHT,
        rotation_deg=0,
        affected=Side.RIGHT,  # so the hand of the film, on the right, is the hidden one
        view=view,
        midline=0.5,
        seam_px=0,
        opacity=0.5,
    )
    meter = MovementMeter.of(geometry)
    for pixels, now_ns in Film(shape=opening, period_s=1, repetitions=2).frames():
        show(meter, pixels, now_ns)
    assert (meter.summary()["seconds_moving"] > 0) is moves


def test_the_drawn_hand_of_the_synthetic_camera_moves() -> None:
    clock = SimulatedClock()
    camera = SyntheticCamera(clock=clock, width=320, height=240, fps=30)
    camera.start()
    meter = MovementMeter(healthy=Side.RIGHT, shape=(240, 320))
    for _ in range(14 * 30):
        with camera.frame(1.0) as frame:
            meter.look(frame.pixels, frame.timestamp_ns)
    camera.close()
    assert meter.summary()["seconds_moving"] > 8
    assert 2 <= meter.repetitions <= 14  # two grasps and some taps of the fingers


def test_a_real_hand_moves_and_then_hardly(desk_film: Path) -> None:
    frames = desk(desk_film)
    moving = watch(frames[36:132], slice(0, 640))
    calm = watch(frames[222:318], slice(0, 640))
    assert np.mean(moving[30:]) > 1.8 * np.mean(calm[30:])


def test_a_real_hand_held_still_before_a_real_sensor(desk_film: Path) -> None:
    picture = desk(desk_film)[220]
    dice = np.random.default_rng(2)
    levels = (picture >> 8 & 0xFF).astype(float)
    held = (packed(levels + dice.normal(0, 3, levels.shape)) for _ in range(90))
    assert max(watch(held, slice(0, 640))) == 0


def test_looking_leaves_the_picture_alone() -> None:
    meter = MovementMeter(healthy=Side.RIGHT, shape=(HEIGHT, WIDTH))
    frames = [pixels for pixels, _ in still(2.0, seconds=1).frames()]
    for number, (one, other) in enumerate(pairwise(frames)):
        kept = one.copy()
        other.flags.writeable = False
        show(meter, one, at_ns(number))
        assert np.array_equal(kept, one)
