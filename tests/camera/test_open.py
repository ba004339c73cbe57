from __future__ import annotations

from dataclasses import replace

import pytest

from mirrorbox.camera import SyntheticCamera, open_camera
from mirrorbox.camera.film import FilmCamera
from mirrorbox.camera.pi import PiCamera
from mirrorbox.camera.webcam import WebcamCamera
from mirrorbox.clock import SimulatedClock
from mirrorbox.config import CameraConfig
from mirrorbox.errors import CameraMissing, ConfigError

CONFIG = CameraConfig(
    source="synthetic",
    width=320,
    height=240,
    fps=50,
    lens_position=2,
    mains_hz=50,
    stall_s=1.5,
)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("pi", PiCamera),
        ("webcam", WebcamCamera),
        ("webcam:/dev/video3", WebcamCamera),
        ("film:/no/such/film.mp4", FilmCamera),
        ("synthetic", SyntheticCamera),
    ],
)
def test_each_word_makes_its_camera(source: str, kind: type[object]) -> None:
    camera = open_camera(replace(CONFIG, source=source), SimulatedClock())
    assert isinstance(camera, kind)
    camera.close()


def test_the_configuration_reaches_the_camera() -> None:
    told = open_camera(CONFIG, SimulatedClock()).format
    assert (told.width, told.height, told.fps) == (320, 240, 50)


def test_a_path_with_a_colon_is_kept_whole() -> None:
    config = replace(CONFIG, source="film:/films/a:b.mp4")
    with pytest.raises(CameraMissing, match=r"/films/a:b\.mp4"):
        open_camera(config, SimulatedClock()).start()


@pytest.mark.parametrize("source", ["", "film:", "camera"])
def test_an_unknown_word_is_a_configuration_error(source: str) -> None:
    with pytest.raises(ConfigError):
        open_camera(replace(CONFIG, source=source), SimulatedClock())


def test_a_picture_too_small_for_the_drawing_is_a_configuration_error() -> None:
    with pytest.raises(ConfigError, match="small"):
        open_camera(replace(CONFIG, width=64), SimulatedClock())
