"""What the tests of the Pi camera share."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from mirrorbox.camera.pi import PiCamera
from mirrorbox.clock import SystemClock
from mirrorbox.config import CameraConfig
from mirrorbox.errors import CameraStalled

if TYPE_CHECKING:
    from collections.abc import Iterator

QUICK_FPS = 240.0
WAIT_S = 5.0
"""How long any healthy frame may take on a busy machine."""


def pi_config(**changes: float) -> CameraConfig:
    """A small picture, often, so that a test of many frames is quick."""
    config = CameraConfig(
        source="pi",
        width=320,
        height=240,
        fps=QUICK_FPS,
        lens_position=2.0,
        mains_hz=50,
        stall_s=1.5,
    )
    return replace(config, **changes)  # type: ignore[arg-type]  # numbers all


def pi_camera(**changes: float) -> PiCamera:
    """A camera of that configuration, by the machine's clock."""
    return PiCamera(pi_config(**changes), SystemClock())


@contextmanager
def filming(**changes: float) -> Iterator[PiCamera]:
    """A started camera, closed afterwards."""
    camera = pi_camera(**changes)
    try:
        camera.start()
        yield camera
    finally:
        camera.close()


def look(camera: PiCamera, frames: int) -> None:
    """Take so many frames and give each back."""
    for _ in range(frames):
        camera.frame(WAIT_S).release()


def run_dry(camera: PiCamera) -> None:
    """Take what was under way when the camera stalled."""
    with suppress(CameraStalled):
        while True:
            camera.frame(0.05).release()


def open_files() -> int:
    """How many descriptors this process holds."""
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208  the count is all
