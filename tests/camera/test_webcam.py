from __future__ import annotations

import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from mirrorbox.camera.webcam import WebcamCamera
from mirrorbox.clock import SystemClock
from mirrorbox.errors import CameraFault, CameraMissing, CameraStalled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FRAME = b"FRAME\n" + bytes(64 * 48 * 3 // 2)


def test_a_missing_device_names_its_path_and_its_cable(tmp_path: Path) -> None:
    device = str(tmp_path / "video7")
    camera = WebcamCamera(device, clock=SystemClock())
    with pytest.raises(CameraMissing, match="cable") as told:
        camera.start()
    assert device in str(told.value)
    camera.close()


def test_what_is_no_camera_is_a_fault(tmp_path: Path) -> None:
    device = tmp_path / "video7"
    device.write_text("not a device")
    camera = WebcamCamera(str(device), clock=SystemClock())
    with pytest.raises(CameraFault, match=str(device)) as told:
        camera.start()
    assert str(told.value).endswith(".")
    with pytest.raises(CameraStalled, match="not started"):
        camera.frame(0)


def test_a_camera_whose_pictures_end_has_gone() -> None:
    source = "testsrc=size=160x120:rate=200:duration=0.1"
    camera = WebcamCamera(source, clock=SystemClock(), driver="lavfi")
    camera.start()
    with pytest.raises(CameraMissing, match="gone"):
        _read_all(camera)
    camera.close()


def test_size_and_rate_are_read_back() -> None:
    source = "testsrc=size=176x144:rate=25,realtime"
    camera = WebcamCamera(source, clock=SystemClock(), driver="lavfi", width=640)
    camera.start()
    told = camera.format
    camera.close()
    assert (told.width, told.height, told.fps) == (176, 144, 25)


class Pipe:
    """Stands for a device: pictures come when they are written, or never."""

    def __init__(self, path: Path) -> None:
        self.path = path
        os.mkfifo(path)
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()

    def _write(self) -> None:
        with suppress(BrokenPipeError), self.path.open("wb") as pipe:
            pipe.write(b"YUV4MPEG2 W64 H48 F30:1 Ip A1:1 C420jpeg\n")
            for _ in range(60):
                pipe.write(FRAME)
            pipe.flush()
            self._end.wait(60)

    def close(self) -> None:
        self._end.set()
        with suppress(OSError):  # let go a writer that still waits for a reader
            os.close(os.open(self.path, os.O_RDONLY | os.O_NONBLOCK))
        self._thread.join(10)


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[Pipe]:
    pipe = Pipe(tmp_path / "pipe")
    yield pipe
    pipe.close()


def test_a_device_that_falls_silent_stalls_within_the_timeout(pipe: Pipe) -> None:
    camera = WebcamCamera(str(pipe.path), clock=SystemClock(), driver="yuv4mpegpipe")
    camera.start()
    with pytest.raises(CameraStalled, match="no frame"):
        _read_all(camera)
    pipe.close()
    camera.close()


def test_a_device_that_does_not_open_stalls(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    camera = WebcamCamera(
        str(path), clock=SystemClock(), driver="yuv4mpegpipe", open_s=0.1
    )
    with pytest.raises(CameraStalled, match="does not open"):
        camera.start()
    with path.open("wb"):  # lets the thread that was left behind end
        pass
    camera.close()


def _read_all(camera: WebcamCamera) -> None:
    for _ in range(1000):
        camera.frame(0.3).release()
