"""The real picamera2 over the stand-in keeps to what every camera keeps to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mirrorbox.camera.pi import PiCamera
from tests.camera.pi_rig import pi_config
from tests.contract.camera_contract import CameraContract
from tests.stand_in.install import installed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mirrorbox.camera.base import Camera
    from mirrorbox.clock import Clock
    from tests.stand_in.libcamera.knobs import Knobs

pytestmark = pytest.mark.picamera2


class TestPiCamera(CameraContract):
    stalls = True
    _knobs: Knobs

    @pytest.fixture
    def knobs(self) -> Iterator[Knobs]:
        with installed() as knobs:
            yield knobs

    @pytest.fixture
    def camera(self, clock: Clock, knobs: Knobs) -> Iterator[Camera]:
        self._knobs = knobs
        camera = PiCamera(pi_config(), clock)
        yield camera
        camera.close()

    def stall(self, camera: Camera) -> None:
        assert camera.format.fps > 0
        self._knobs.stalled = True


class TestPaddedPiCamera(TestPiCamera):
    """The same with rows that are padded: 600 pixels are 2400 bytes of 2432."""

    @pytest.fixture
    def camera(self, clock: Clock, knobs: Knobs) -> Iterator[Camera]:
        self._knobs = knobs
        camera = PiCamera(pi_config(width=600, height=450), clock)
        yield camera
        camera.close()
