"""The Pi camera over the real picamera2: pictures, rates, controls.

What every camera does is tested in tests/contract.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import NS_PER_S, SystemClock
from tests.camera.pi_rig import QUICK_FPS, WAIT_S, filming, look
from tests.stand_in.install import installed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mirrorbox.camera.base import Pixels
    from tests.stand_in.libcamera.knobs import Knobs

pytestmark = pytest.mark.picamera2


@pytest.fixture
def knobs() -> Iterator[Knobs]:
    with installed() as knobs:
        yield knobs


def number_in(pixels: Pixels) -> int:
    """The frame's number, which every pixel shows under an opaque X byte."""
    assert (pixels == pixels[0, 0]).all()
    assert int(pixels[0, 0]) >> 24 == 0xFF
    return int(pixels[0, 0]) & 0xFFFFFF


@pytest.mark.usefixtures("knobs")
@pytest.mark.parametrize(
    ("size", "row_bytes"),
    [((320, 240), 1280), ((600, 450), 2432), ((1280, 720), 5120), ((322, 242), 1344)],
)
def test_every_pixel_is_of_one_frame_and_no_padding(
    size: tuple[int, int], row_bytes: int
) -> None:
    with (
        filming(width=size[0], height=size[1]) as camera,
        camera.frame(WAIT_S) as frame,
    ):
        assert frame.pixels.shape == (size[1], size[0])
        assert frame.pixels.strides == (row_bytes, 4)
        number_in(frame.pixels)


@pytest.mark.usefixtures("knobs")
def test_later_frames_show_later_numbers() -> None:
    numbers = []
    with filming() as camera:
        for _ in range(10):
            with camera.frame(WAIT_S) as frame:
                numbers.append(number_in(frame.pixels))
    assert all(earlier < later for earlier, later in pairwise(numbers))


def test_size_that_cannot_be_is_read_back(knobs: Knobs) -> None:
    knobs.cameras = ("imx296",)
    with filming(width=1920, height=1081) as camera, camera.frame(WAIT_S) as frame:
        assert (camera.format.width, camera.format.height) == (1456, 1080)
        assert frame.pixels.shape == (1080, 1456)


@pytest.mark.parametrize(
    ("model", "name", "mode", "fps"),
    [
        ("imx219", "Camera Module 2", (1640, 1232), 41.85),
        ("imx708", "Camera Module 3", (2304, 1296), 56.03),
        ("imx708_wide", "Camera Module 3 Wide", (2304, 1296), 56.03),
        ("imx708_wide_noir", "Camera Module 3 Wide NoIR", (2304, 1296), 56.03),
        ("imx477", "High Quality Camera", (2028, 1520), 40.01),
        ("imx296", "Global Shutter Camera", (1456, 1088), 60.0),
        ("ov5647", "Camera Module 1", (1296, 972), 43.25),
        ("imx500", "camera imx500", (4056, 3040), 10.0),
    ],
)
def test_every_sensor_sees_everything_as_fast_as_it_can(
    knobs: Knobs, model: str, name: str, mode: tuple[int, int], fps: float
) -> None:
    knobs.cameras = (model,)
    knobs.fastest_fps = None
    with filming(fps=60) as camera:
        assert camera.format.name == name
        assert camera.format.fps == pytest.approx(fps, rel=1e-3)
        told = camera._device.camera_configuration()
        assert told["sensor"]["output_size"] == mode
        assert told["raw"] is None
        look(camera, 1)
    assert knobs.told["FrameDuration"] == pytest.approx(1e6 / fps, rel=1e-3)


def test_a_kernel_that_allows_more_is_believed(knobs: Knobs) -> None:
    knobs.cameras = ("imx477",)
    knobs.fastest_fps = 75.36
    with filming(fps=60) as camera:
        assert camera.format.fps == pytest.approx(60, rel=1e-3)


def test_camera_on_the_first_ribbon_cable_is_taken(knobs: Knobs) -> None:
    knobs.cameras = ("imx219", "imx708")
    with filming() as camera:
        assert camera.format.name == "Camera Module 3"


@pytest.mark.parametrize(
    ("fps", "mains_hz", "longest_us"),
    [(60, 50, 10_000), (60, 60, 2 * 8_333 - 8_333), (30, 50, 30_000), (240, 50, 4_137)],
)
def test_no_exposure_outlasts_its_frame_or_cuts_the_lamps_flicker(
    knobs: Knobs, fps: float, mains_hz: int, longest_us: int
) -> None:
    knobs.dim_us = 50_000
    with filming(fps=fps, mains_hz=mains_hz) as camera:
        look(camera, 1)
    assert knobs.told["ExposureTime"] == longest_us
    assert knobs.told["FrameDuration"] == round(1e6 / fps)


def test_lens_stands_where_it_is_told(knobs: Knobs) -> None:
    with filming(lens_position=2.5) as camera:
        look(camera, 1)
    assert knobs.told["AfMode"] == 0
    assert knobs.told["LensPosition"] == 2.5


def test_flicker_is_left_to_a_camera_that_knows_none(knobs: Knobs) -> None:
    knobs.hidden_controls = frozenset({"AeFlickerMode", "AeFlickerPeriod"})
    with filming() as camera:
        look(camera, 1)


def test_sequence_tells_how_many_frames_were_missed(knobs: Knobs) -> None:
    with filming(fps=60) as camera:
        for lost in (0, 3, 1):
            with camera.frame(WAIT_S) as before:
                shown = number_in(before.pixels)
            knobs.drop = lost
            with camera.frame(WAIT_S) as after:
                gap = after.sequence - before.sequence
                assert gap == number_in(after.pixels) - shown
                assert gap > lost


def test_damaged_frames_are_not_shown(knobs: Knobs) -> None:
    with filming() as camera:
        look(camera, 1)
        knobs.bad = 5
        with camera.frame(WAIT_S) as frame:
            number_in(frame.pixels)
        look(camera, 5)
    assert knobs.bad == 0


@pytest.mark.usefixtures("knobs")
def test_after_a_pause_the_first_frame_is_new() -> None:
    clock = SystemClock()
    with filming() as camera:
        look(camera, 1)
        clock.sleep_until(clock.monotonic_ns() + NS_PER_S // 4)  # nobody looks
        asked_ns = clock.monotonic_ns()
        with camera.frame(WAIT_S) as frame:
            assert frame.timestamp_ns > asked_ns - NS_PER_S // 8


@pytest.mark.usefixtures("knobs")
def test_white_balance_settles_and_is_held() -> None:
    with filming() as camera:
        assert not camera.locked
        look(camera, 70)
        assert camera.locked


def test_other_light_does_not_recolour_the_limb(knobs: Knobs) -> None:
    with filming() as camera:
        look(camera, 70)
        held = knobs.told["ColourGains"]
        knobs.light = (1.4, 2.6)
        look(camera, 20)
        assert knobs.told["ColourGains"] == pytest.approx(held, rel=0.01)
        camera.unlock()
        look(camera, 80)
        assert camera.locked
        assert knobs.told["ColourGains"] == pytest.approx((1.4, 2.6), rel=0.01)


def test_white_balance_is_held_at_once_on_demand(knobs: Knobs) -> None:
    with filming() as camera:
        look(camera, 2)
        camera.lock()
        look(camera, 10)
        assert camera.locked
        knobs.light = (1.0, 3.0)
        held = knobs.told["ColourGains"]
        look(camera, 10)
        assert knobs.told["ColourGains"] == held


def test_white_balance_is_held_even_if_the_control_is_lost(knobs: Knobs) -> None:
    with filming() as camera:
        knobs.lose_controls = 1
        look(camera, 70)
        assert knobs.lose_controls == 0
        knobs.light = (1.0, 3.0)
        look(camera, 40)
        assert knobs.told["ColourGains"] == pytest.approx((2.1, 1.7), rel=0.02)


def test_white_balance_is_held_over_a_stop(knobs: Knobs) -> None:
    with filming() as camera:
        look(camera, 70)
        held = knobs.told["ColourGains"]
        camera.stop()
        knobs.light = (1.0, 3.0)
        camera.start()
        look(camera, 10)
        assert camera.locked
        assert knobs.told["ColourGains"] == pytest.approx(held)


def test_a_camera_without_colour_gains_is_never_locked(knobs: Knobs) -> None:
    knobs.hidden_controls = frozenset({"ColourGains", "AwbEnable"})
    with filming() as camera:
        camera.lock()
        look(camera, 70)
        assert not camera.locked
        assert camera.format.fps == pytest.approx(QUICK_FPS, rel=1e-2)
