"""Every camera that needs no camera, held to the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mirrorbox.camera.film import FilmCamera
from mirrorbox.camera.loose import LooseCable
from mirrorbox.camera.synthetic import SyntheticCamera
from mirrorbox.camera.webcam import WebcamCamera
from mirrorbox.clock import SimulatedClock
from tests.camera.films import make_film, make_stills
from tests.contract.camera_contract import CameraContract

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


class TestFilm(CameraContract):
    """A small film in real time, over and over."""

    @pytest.fixture
    def camera(self, clock: Clock, tmp_path: Path) -> Iterator[Camera]:
        camera = FilmCamera(make_film(tmp_path, frames=12, fps=100), clock=clock)
        yield camera
        camera.close()


class TestFilmInSimulatedTime(TestFilm):
    @pytest.fixture
    def clock(self) -> Clock:
        return SimulatedClock()


class TestFilmEveryFrameOnce(CameraContract):
    @pytest.fixture
    def camera(self, clock: Clock, tmp_path: Path) -> Iterator[Camera]:
        path = make_film(tmp_path, frames=30, fps=30)
        camera = FilmCamera(path, clock=clock, every_frame_once=True)
        yield camera
        camera.close()


class TestFilmOfStills(CameraContract):
    @pytest.fixture
    def camera(self, clock: Clock, tmp_path: Path) -> Iterator[Camera]:
        folder = make_stills(tmp_path / "stills", count=3)
        camera = FilmCamera(folder, clock=clock, stills_fps=100)
        yield camera
        camera.close()


class TestFilmOfARealHand(CameraContract):
    @pytest.fixture
    def clock(self) -> Clock:
        return SimulatedClock()

    @pytest.fixture
    def camera(self, clock: Clock, desk_film: Path) -> Iterator[Camera]:
        camera = FilmCamera(desk_film, clock=clock)
        yield camera
        camera.close()


class TestFilmOfARealHandEveryFrameOnce(TestFilmOfARealHand):
    @pytest.fixture
    def camera(self, clock: Clock, desk_film: Path) -> Iterator[Camera]:
        camera = FilmCamera(desk_film, clock=clock, every_frame_once=True)
        yield camera
        camera.close()


class TestWebcam(CameraContract):
    """The webcam's class over FFmpeg's own test picture: no device is needed."""

    @pytest.fixture
    def camera(self, clock: Clock) -> Iterator[Camera]:
        source = "testsrc=size=160x120:rate=100,realtime"
        camera = WebcamCamera(source, clock=clock, driver="lavfi")
        yield camera
        camera.close()


class TestLooseCable(TestSyntheticCamera):
    """A camera behind a cable that is in."""

    stalls = False

    @pytest.fixture
    def camera(self, clock: Clock) -> Iterator[Camera]:
        inner = SyntheticCamera(clock=clock, width=160, height=120, fps=120)
        camera = LooseCable(inner, lambda: True)
        yield camera
        camera.close()
