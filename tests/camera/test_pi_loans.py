"""The Pi camera's buffers: none is lost, none is filled while it is lent."""

from __future__ import annotations

import gc
import threading
from collections import deque
from contextlib import ExitStack
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from mirrorbox.camera.pi_device import take_newest, words
from mirrorbox.errors import CameraFault, CameraStalled
from tests.camera.pi_rig import (
    WAIT_S,
    filming,
    look,
    open_files,
    pi_camera,
    run_dry,
)
from tests.stand_in.adapt import SYNC
from tests.stand_in.install import installed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mirrorbox.camera.base import Frame
    from mirrorbox.camera.pi import PiCamera
    from tests.stand_in.libcamera.knobs import Knobs

pytestmark = pytest.mark.picamera2


@pytest.fixture
def knobs() -> Iterator[Knobs]:
    with installed() as knobs:
        yield knobs


def assert_all_buffers_there(camera: PiCamera) -> None:
    """Three out at once leave one in the camera, and it still delivers."""
    with ExitStack() as loans:
        for _ in range(3):
            loans.enter_context(camera.frame(WAIT_S))
        look(camera, 5)
    assert camera.lent == 0
    assert camera._device._job_list == []


@pytest.mark.usefixtures("knobs")
def test_two_hundred_frames_lose_no_buffer() -> None:
    kept: deque[Frame] = deque()
    syncs = SYNC.open
    with filming() as camera:
        for _ in range(200):
            kept.append(camera.frame(WAIT_S))
            if len(kept) == 3:
                kept.popleft().release()
        while kept:
            kept.pop().release()
        assert_all_buffers_there(camera)
    assert SYNC.open == syncs


def test_time_outs_lose_no_buffer(knobs: Knobs) -> None:
    syncs = SYNC.open
    with filming() as camera:
        for _ in range(3):
            knobs.stalled = True
            run_dry(camera)
            with pytest.raises(CameraStalled):
                camera.frame(0.02)
            knobs.stalled = False
            assert_all_buffers_there(camera)
    assert SYNC.open == syncs


@pytest.mark.usefixtures("knobs")
def test_no_descriptor_is_left_behind() -> None:
    def film() -> None:
        with filming() as camera:
            look(camera, 3)
            camera.stop()
            camera.start()
            look(camera, 3)
        gc.collect()

    film()
    before = open_files()
    for _ in range(5):
        film()
    assert open_files() <= before + 1  # the manager's own may just be going


@pytest.mark.usefixtures("knobs")
def test_a_loan_over_a_restart_is_not_filled_again() -> None:
    syncs = SYNC.open
    with filming() as camera:
        with camera.frame(WAIT_S) as kept:
            shown = kept.pixels.copy()
            camera.stop()
            camera.start()
            look(camera, 12)
            assert np.array_equal(kept.pixels, shown)
        assert_all_buffers_there(camera)
    assert SYNC.open == syncs


@pytest.mark.usefixtures("knobs")
def test_a_view_kept_too_long_does_not_break_the_camera() -> None:
    with filming() as camera:
        frame = camera.frame(WAIT_S)
        view = frame.pixels[10:20, 10:20]
        camera.stop()
        frame.release()
        camera.start()
        look(camera, 8)
        assert view.shape == (10, 10)
        del view


@pytest.mark.usefixtures("knobs")
def test_frames_may_come_back_from_another_thread() -> None:
    with filming() as camera:
        frames = [camera.frame(WAIT_S) for _ in range(3)]
        threads = [threading.Thread(target=frame.release) for frame in frames]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert_all_buffers_there(camera)


def test_stop_ends_a_wait_in_another_thread(knobs: Knobs) -> None:
    raised: list[BaseException] = []
    waits = threading.Event()

    def wait(camera: PiCamera) -> None:
        waits.set()
        try:
            while True:
                camera.frame(60).release()
        except CameraFault as error:
            raised.append(error)

    with filming() as camera:
        knobs.stalled = True
        thread = threading.Thread(target=wait, args=(camera,))
        thread.start()
        waits.wait()
        camera.stop()
        thread.join(WAIT_S)
        assert not thread.is_alive()
    assert isinstance(raised[0], CameraStalled)


@pytest.mark.usefixtures("knobs")
def test_a_frame_that_cannot_go_back_does_not_stop_the_screen(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with filming() as camera:
        frame = camera.frame(WAIT_S)

        def refuse(_: object) -> None:
            raise RuntimeError("Failed to queue request")

        monkeypatch.setattr(camera._device.camera, "queue_request", refuse)
        frame.release()
        assert camera.lent == 0
    assert "did not go back" in caplog.text


@pytest.mark.usefixtures("knobs")
def test_starting_twice_is_once() -> None:
    with filming() as camera:
        device = camera._device
        camera.start()
        assert camera._device is device


def test_format_before_start_is_the_wish() -> None:
    told = pi_camera(width=640, height=480).format
    assert (told.width, told.height) == (640, 480)


def test_newest_of_several_is_taken_and_the_rest_go_back() -> None:
    back: list[int] = []

    def request(number: int) -> Any:
        return SimpleNamespace(number=number, release=lambda: back.append(number))

    device = SimpleNamespace(completed_requests=[request(n) for n in range(3)])
    done, newest = take_newest(device)
    assert (done, newest.number, back) == (True, 2, [0, 1])
    assert take_newest(device) == (False, None)


@pytest.mark.parametrize("padding", [0, 32])
def test_words_are_the_same_memory(padding: int) -> None:
    rows = np.zeros((6, 8 * 4 + padding), np.uint8)
    picture = rows[:, : 8 * 4].reshape(6, 8, 4)
    picture[2, 3] = (0x11, 0x22, 0x33, 0xFF)  # blue, green, red, X
    pixels = words(picture)
    assert pixels.shape == (6, 8)
    assert pixels[2, 3] == 0xFF332211
    assert np.shares_memory(pixels, rows)
