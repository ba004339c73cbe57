"""What the Pi camera says when it cannot film, and that it films again afterwards."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from mirrorbox.camera import pi
from mirrorbox.camera.pi_device import opened
from mirrorbox.clock import SystemClock
from mirrorbox.errors import CameraFault, CameraMissing, CameraStalled, FaultKind
from tests.camera.pi_rig import (
    WAIT_S,
    filming,
    look,
    open_files,
    pi_camera,
    pi_config,
    run_dry,
)
from tests.stand_in.install import installed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.stand_in.libcamera.knobs import Knobs

pytestmark = pytest.mark.picamera2


@pytest.fixture
def knobs() -> Iterator[Knobs]:
    with installed() as knobs:
        yield knobs


def why_not() -> CameraFault:
    """The fault that a start ends in."""
    camera = pi_camera()
    with pytest.raises(CameraFault) as caught:
        camera.start()
    camera.close()
    return caught.value


def test_a_missing_camera_says_what_to_check(knobs: Knobs) -> None:
    knobs.cameras = ()
    fault = why_not()
    assert isinstance(fault, CameraMissing)
    assert fault.kind is FaultKind.CAMERA_MISSING
    assert "ribbon cable" in str(fault)
    assert "`rpicam-hello --list-cameras`" in str(fault)


def test_a_webcam_is_not_the_camera_on_the_ribbon_cable() -> None:
    found = [{"Id": "/base/axi/pcie@1000120000/rp1/usb@200000-1:1.0-046d:0825"}]
    picamera2 = SimpleNamespace(
        Picamera2=SimpleNamespace(global_camera_info=lambda: found)
    )
    with pytest.raises(CameraMissing):
        opened(picamera2, pi_config())


def test_a_camera_in_use_says_so(knobs: Knobs) -> None:
    knobs.taken = True
    fault = why_not()
    assert "in use by another program" in str(fault)
    assert fault.kind is FaultKind.CAMERA_FAILED


@pytest.mark.usefixtures("knobs")
def test_two_of_us_cannot_film() -> None:
    with filming() as camera:
        assert "in use" in str(why_not())
        look(camera, 3)
    with filming() as camera:
        look(camera, 1)


def test_a_start_that_fails_can_be_tried_again(knobs: Knobs) -> None:
    knobs.start_fails = True
    camera = pi_camera()
    with pytest.raises(CameraFault, match="Input/output error"):
        camera.start()
    knobs.start_fails = False
    camera.start()
    look(camera, 2)
    camera.stop()
    knobs.start_fails = True
    with pytest.raises(CameraFault, match="ribbon"):
        camera.start()
    knobs.start_fails = False
    camera.start()
    look(camera, 2)
    camera.close()


def test_pixels_the_house_cannot_use_are_refused(knobs: Knobs) -> None:
    knobs.formats = ()
    assert "delivers NV12, not XRGB8888" in str(why_not())


def test_failures_leave_nothing_open(knobs: Knobs) -> None:
    look_again = {"taken": True, "start_fails": True, "cameras": (), "formats": ()}
    with filming() as camera:
        look(camera, 1)
    gc.collect()
    before = open_files()
    for knob, value in look_again.items():
        knobs.reset()
        setattr(knobs, knob, value)
        for _ in range(3):
            why_not()
    gc.collect()
    assert open_files() <= before + 1  # the manager's own may just be going


def test_after_a_stall_a_rebuilt_camera_films(knobs: Knobs) -> None:
    with filming() as camera:
        look(camera, 2)
        knobs.stalled = True
        run_dry(camera)
        with pytest.raises(CameraStalled, match="ribbon cable"):
            camera.frame(0.02)
    knobs.stalled = False
    with filming() as camera:
        look(camera, 5)


def test_a_camera_pulled_out_stalls_and_is_then_missing(knobs: Knobs) -> None:
    with filming() as camera:
        look(camera, 2)
        knobs.stalled = True
        knobs.cameras = ()
        run_dry(camera)
    assert isinstance(why_not(), CameraMissing)


@pytest.mark.usefixtures("knobs")
def test_a_failure_inside_picamera2_is_a_camera_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def break_down(_: object) -> None:
        raise OSError("No such device")

    with filming() as camera:
        monkeypatch.setattr(camera._device, "process_requests", break_down)
        with pytest.raises(CameraFault, match="No such device"):
            camera.frame(WAIT_S)


class Broken:
    """A finder for a picamera2 that breaks while it is imported."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def find_spec(self, name: str, *_: object) -> None:
        if name == "picamera2":
            raise self._error


@pytest.mark.parametrize(
    "error",
    [
        ImportError("No module named 'libcamera'"),
        OSError("libbcm_host.so: cannot open shared object file"),
        ValueError("numpy.dtype size changed"),
    ],
)
def test_any_failure_to_import_says_where_it_comes_from(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.delitem(sys.modules, "picamera2", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(error), *sys.meta_path])
    fault = why_not()
    assert str(error) in str(fault)
    assert "apt install python3-picamera2" in str(fault)


def film_soon() -> None:
    """Film as soon as whoever held the camera has let it go."""
    clock = SystemClock()
    deadline_ns = clock.monotonic_ns() + round(WAIT_S * 1e9)
    while True:
        with suppress(CameraFault), filming() as camera:
            return look(camera, 1)
        assert clock.monotonic_ns() < deadline_ns


@pytest.mark.parametrize("end", ["stop", "close"])
def test_a_driver_that_hangs_is_left_behind(
    knobs: Knobs,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    end: str,
) -> None:
    monkeypatch.setattr(pi, "_STOP_S", 0.05)
    clock = SystemClock()
    camera = pi_camera()
    camera.start()
    look(camera, 1)
    knobs.hangs = True
    before_ns = clock.monotonic_ns()
    getattr(camera, end)()
    assert clock.monotonic_ns() - before_ns < 2e9
    assert "does not stop" in caplog.text
    told = {"stop": "in use by another program", "close": "hangs while it is closed"}
    assert told[end] in str(why_not())
    camera.close()
    knobs.hangs = False
    knobs.let_go.set()
    film_soon()


def test_a_driver_that_hangs_at_start_says_so(
    knobs: Knobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pi, "_OPEN_S", 0.2)
    knobs.hangs = True
    assert "driver hangs" in str(why_not())
    knobs.hangs = False
    knobs.let_go.set()
    film_soon()
