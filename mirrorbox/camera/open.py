"""From the configuration's word to a camera."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mirrorbox.camera.synthetic import SyntheticCamera
from mirrorbox.errors import ConfigError
from mirrorbox.words import Side

if TYPE_CHECKING:
    from mirrorbox.camera.base import Camera
    from mirrorbox.clock import Clock
    from mirrorbox.config import CameraConfig

# Each back end is imported when it is asked for: picamera2 exists on a Pi only, and
# FFmpeg's libraries take a unit a good second to load.


def open_camera(
    config: CameraConfig, clock: Clock, *, healthy: Side = Side.RIGHT
) -> Camera:
    """Make the camera that `config.source` names; it is not started.

    Args:
        config: which camera, and what it is asked for.
        clock: makes frames due and stamps them.
        healthy: which hand a synthetic camera draws; a real one films what is there.

    Raises:
        CameraFault: the back end or the device is missing.
        ConfigError: no such source, or no picture of that size.
    """
    kind, _, place = config.source.partition(":")
    match kind:
        case "pi":
            from mirrorbox.camera.pi import PiCamera  # noqa: PLC0415 - see above

            return PiCamera(config, clock)
        case "webcam":
            from mirrorbox.camera.webcam import WebcamCamera  # noqa: PLC0415 - see above

            return WebcamCamera(
                place or "/dev/video0",
                clock=clock,
                width=config.width,
                height=config.height,
                fps=config.fps,
            )
        case "film" if place:
            from mirrorbox.camera.film import FilmCamera  # noqa: PLC0415 - see above

            return FilmCamera(Path(place), clock=clock, stills_fps=config.fps)
        case "synthetic":
            return _synthetic(config, clock, healthy)
        case _:
            raise ConfigError(
                f"camera.source = {config.source!r} is none of "
                "pi, synthetic, webcam, webcam:/dev/videoN and film:PATH."
            )


def _synthetic(config: CameraConfig, clock: Clock, hand: Side) -> SyntheticCamera:
    try:
        return SyntheticCamera(
            clock=clock,
            width=config.width,
            height=config.height,
            fps=config.fps,
            hand=hand,
        )
    except ValueError as error:
        raise ConfigError(str(error)) from error
