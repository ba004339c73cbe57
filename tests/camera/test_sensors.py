"""The table of camera modules, against what rpicam-hello lists of them."""

from __future__ import annotations

import pytest

from mirrorbox.camera.sensors import (
    SENSORS,
    Focus,
    Sensor,
    choose_mode,
    find_sensor,
    name_of,
)
from tests.stand_in.libcamera.geometry import Rectangle
from tests.stand_in.libcamera.models import MODELS

every_sensor = pytest.mark.parametrize("sensor", SENSORS, ids=lambda s: s.model)


@every_sensor
def test_every_mode_is_listed_and_sees_the_whole_sensor(sensor: Sensor) -> None:
    model = MODELS[sensor.model]
    whole = Rectangle(0, 0, model.pixels.width, model.pixels.height)
    listed = {
        (mode.size.width, mode.size.height, mode.bit_depth): mode.fps
        for mode in model.modes
        if mode.crop == whole
    }
    for mode in sensor.modes:
        assert listed[mode.width, mode.height, mode.bit_depth] == mode.max_fps


@every_sensor
def test_only_a_sensor_with_a_motor_can_be_focused(sensor: Sensor) -> None:
    assert (sensor.focus is Focus.MOTOR) == MODELS[sensor.model].has_motor


@pytest.mark.parametrize(
    ("model", "fps", "size", "bit_depth", "reached"),
    [
        ("imx708", 60, (2304, 1296), 10, 56.03),
        ("imx708_wide", 30, (2304, 1296), 10, 30),
        ("imx219", 60, (1640, 1232), 10, 41.85),
        ("imx477", 60, (2028, 1520), 12, 40.01),
        ("imx296", 60, (1456, 1088), 10, 60),
        ("ov5647", 60, (1296, 972), 10, 43.25),
    ],
)
def test_mode_is_the_fastest_that_sees_everything(
    model: str, fps: float, size: tuple[int, int], bit_depth: int, reached: float
) -> None:
    sensor = find_sensor(model)
    assert sensor is not None
    mode, told_fps = choose_mode(sensor, fps)
    assert (mode.width, mode.height) == size
    assert mode.bit_depth == bit_depth
    assert told_fps == reached


def test_a_slow_wish_still_takes_the_mode_that_is_read_out_soonest() -> None:
    sensor = find_sensor("imx708")
    assert sensor is not None
    mode, fps = choose_mode(sensor, 10)
    assert (mode.width, mode.height, fps) == (2304, 1296, 10)


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("imx219", "Camera Module 2"),
        ("imx708", "Camera Module 3"),
        ("imx708_wide", "Camera Module 3 Wide"),
        ("imx708_noir", "Camera Module 3 NoIR"),
        ("imx708_wide_noir", "Camera Module 3 Wide NoIR"),
        ("imx477", "High Quality Camera"),
        ("imx296", "Global Shutter Camera"),
        ("imx999", "camera imx999"),
    ],
)
def test_names_are_those_on_the_box(model: str, name: str) -> None:
    assert name_of(model) == name


def test_a_sensor_we_do_not_know_is_not_guessed() -> None:
    assert find_sensor("imx999") is None


def test_a_view_is_given_where_the_lens_comes_with_the_sensor() -> None:
    for sensor in SENSORS:
        assert (sensor.view_deg is None) == (sensor.focus is Focus.RING)
