"""The parts at the edges as this unit has them: buttons, camera, pictures, voice."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mirrorbox.camera import SteppedFeed, ThreadedFeed, open_camera
from mirrorbox.camera.loose import LooseCable
from mirrorbox.clock import SimulatedClock
from mirrorbox.controls import Keys
from mirrorbox.controls.late import LateSource
from mirrorbox.controls.pedal import PedalKeys
from mirrorbox.controls.script import ScriptedButtons, read
from mirrorbox.delay import Delayed, Newest
from mirrorbox.errors import ControlsFault
from mirrorbox.glass import geometry_of
from mirrorbox.health import free_bytes
from mirrorbox.voice import Shelf, open_speaker

if TYPE_CHECKING:
    from mirrorbox.camera import Camera, Feed
    from mirrorbox.clock import Clock
    from mirrorbox.config import Config
    from mirrorbox.controls import Source
    from mirrorbox.delay import Pictures
    from mirrorbox.prescription import Prescription
    from mirrorbox.voice import Speaker


def sources_of(
    config: Config, clock: Clock
) -> tuple[list[Source], list[Keys], ScriptedButtons | None]:
    """Every source of presses, those fed with the screen's keys, and the script.

    Raises:
        ConfigError: a script cannot be read, or a key has no such name.
    """
    keyboards: list[Keys] = []
    sources: list[Source] = []
    script: ScriptedButtons | None = None
    for name in config.controls.sources:
        kind, _, path = name.partition(":")
        if kind == "script":
            script = ScriptedButtons(read(Path(path)), clock=clock)
            sources.append(script)
        elif kind == "keyboard":
            tables = (config.controls.keys, config.controls.pedal)
            keyboards = [Keys(table, clock=clock) for table in tables]
            sources += keyboards
        elif kind == "pedal":
            tables = (config.controls.keys, config.controls.pedal)
            sources.append(PedalKeys(tables, clock=clock))
        else:
            sources.append(LateSource(partial(pins_of, config, clock), clock=clock))
    return sources, keyboards, script


def pins_of(config: Config, clock: Clock) -> Source:
    """Buttons and lamps on the board.

    Raises:
        ControlsFault: they cannot be had, or not yet.
    """
    try:
        from mirrorbox.controls.gpio import GpioButtons  # noqa: PLC0415 - slow, Pi only
    except ImportError as error:
        raise ControlsFault(f"The buttons need gpiozero: {error}.") from error
    return GpioButtons(config.controls.pins, clock=clock)


def feed_of(config: Config, clock: Clock, script: ScriptedButtons | None) -> Feed:
    """Where frames come from; a script may pull the camera's cable."""

    def opener() -> Camera:
        healthy = config.mirror.affected_side.other
        camera = open_camera(config.camera, clock, healthy=healthy)
        return LooseCable(camera, script.cable_in) if script else camera

    if isinstance(clock, SimulatedClock):
        return SteppedFeed(opener, clock=clock, stall_s=config.camera.stall_s)
    return ThreadedFeed(opener, clock=clock, stall_s=config.camera.stall_s)


def pictures_of(config: Config, given: Prescription) -> Pictures:
    """Where frames are painted; a trial's delay has its memory set aside now.

    Raises:
        ConfigError: there is not so much.
    """
    if not given.delay_ms:
        return Newest()
    width, height = config.camera.width, config.camera.height
    geometry = geometry_of(config, width, height)
    size = (geometry.width, geometry.height)
    return Delayed(given.delay_ms, size, free_bytes=free_bytes)


def speaker_of(config: Config, given: Prescription) -> Speaker:
    """What speaks to this patient."""
    shelf = Shelf(config.voice.directory, given.language)
    return open_speaker(shelf, on=given.voice, volume=config.voice.volume)
