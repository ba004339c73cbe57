"""Every camera that needs no camera, held to the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mirrorbox.camera.synthetic import SyntheticCamera
from mirrorbox.clock import SimulatedClock
from tests.contract.camera_contract import CameraContract

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mirrorbox.camera.base import Camera
    from mirrorbox.clock import Clock


class TestSyntheticCamera(CameraContract):
    stalls = True

    @pytest.fixture
    def camera(self, clock: Clock) -> Iterator[Camera]:
        camera = SyntheticCamera(clock=clock, width=160, height=120, fps=120)
        yield camera
        camera.close()

    def stall(self, camera: Camera) -> None:
        assert isinstance(camera, SyntheticCamera)
        camera.stall()


class TestSyntheticCameraInSimulatedTime(TestSyntheticCamera):
    @pytest.fixture
    def clock(self) -> Clock:
        return SimulatedClock()
