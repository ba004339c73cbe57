"""`mirrorbox doctor`: looks at every part once, a line each."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from mirrorbox.camera import open_camera
from mirrorbox.clock import NS_PER_S, ClockQuality
from mirrorbox.errors import CameraFault, ControlsFault, JournalFault, JournalMissing
from mirrorbox.health import Reading, State, temperature, under_voltage
from mirrorbox.journal import Reader
from mirrorbox.screen import connectors
from mirrorbox.screen.sdl import video_drivers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mirrorbox.clock import Clock
    from mirrorbox.config import Config

FRAMES = 20
"""How many frames the camera must deliver."""

FREE_BYTES = 50_000_000
"""Ten years of sessions are 11 MB; the daily copies want the rest."""


def examine(config: Config, clock: Clock, root: Path = Path("/")) -> Iterator[Reading]:
    """Look at every part in turn.

    Args:
        config: what this unit should be.
        clock: what time it is.
        root: system files are read below it.
    """
    yield _camera(config, clock)
    yield _display(config, root)
    yield _driver(config)
    yield _pins(config, clock)
    yield _disk(config)
    yield _journal(config)
    yield _clock(clock)
    yield temperature(root)
    yield under_voltage(root)


def _camera(config: Config, clock: Clock) -> Reading:
    try:
        camera = open_camera(config.camera, clock)
        try:
            camera.start()
            started_ns = clock.monotonic_ns()
            for _ in range(FRAMES):
                camera.frame(config.camera.stall_s).release()
            took_s = (clock.monotonic_ns() - started_ns) / NS_PER_S
            form = camera.format
        finally:
            camera.close()
    except CameraFault as error:
        return Reading("camera", State.BAD, str(error))
    measured = FRAMES / took_s if took_s else 0.0
    sentence = (
        f"{form.name}, {form.width}×{form.height}, set to {form.fps:.0f} fps, "
        f"{measured:.1f} measured"
    )
    return Reading("camera", State.OK, sentence)


def _display(config: Config, root: Path) -> Reading:
    if config.screen.driver == "memory":
        return Reading("display", State.OK, "none wanted: the screen is in memory")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        if os.environ.get(name):
            sentence = f"a desktop ({name}={os.environ[name]})"
            return Reading("display", State.OK, sentence)
    sockets = connectors(root)
    plugged = [name for name, is_plugged in sockets.items() if is_plugged]
    if plugged:
        return Reading("display", State.OK, f"plugged in at {', '.join(plugged)}")
    where = f"nothing at {', '.join(sockets)}" if sockets else "no socket here"
    sentence = f"{where}; plug the screen in, or use --screen memory"
    return Reading("display", State.BAD, sentence)


def _driver(config: Config) -> Reading:
    drivers = video_drivers()
    words = f"SDL has {', '.join(drivers)}"
    if config.screen.driver == "memory" or "kmsdrm" in drivers:
        return Reading("driver", State.OK, words)
    sentence = f"{words}, but not kmsdrm: install pygame-ce, not pygame"
    return Reading("driver", State.BAD, sentence)


def _pins(config: Config, clock: Clock) -> Reading:
    if "gpio" not in config.controls.sources:
        sources = ", ".join(config.controls.sources)
        return Reading("pins", State.OK, f"none wanted: the buttons are on {sources}")
    from mirrorbox.controls.gpio import GpioButtons  # noqa: PLC0415 - slow, Pi only

    try:
        GpioButtons(config.controls.pins, clock=clock).close()
    except ControlsFault as error:
        return Reading("pins", State.BAD, str(error))
    return Reading("pins", State.OK, "three buttons and three lamps")


def _disk(config: Config) -> Reading:
    directory = config.journal.directory
    # os.path: a folder nobody may look into is, to us, not there
    place = next(p for p in (directory, *directory.parents) if os.path.exists(p))  # noqa: PTH110
    if not os.access(place, os.W_OK):
        sentence = f"{place} cannot be written; check who owns it"
        return Reading("disk", State.BAD, sentence)
    free = shutil.disk_usage(place).free
    if free < FREE_BYTES:
        sentence = f"{place} has {free / 1e6:.0f} MB left; sessions need 50 MB"
        return Reading("disk", State.BAD, sentence)
    return Reading("disk", State.OK, f"{place} has {free / 1e6:.0f} MB left")


def _journal(config: Config) -> Reading:
    try:
        with Reader(config.journal.directory) as reader:
            count = len(reader.sessions())
    except JournalMissing as error:
        return Reading("journal", State.ABSENT, str(error))
    except JournalFault as error:
        return Reading("journal", State.BAD, str(error))
    return Reading("journal", State.OK, f"{count} sessions")


def _clock(clock: Clock) -> Reading:
    wall = clock.wall()
    if wall.quality is ClockQuality.UNKNOWN:
        sentence = "nothing vouches for the date; sessions are kept in order without it"
        return Reading("clock", State.ABSENT, sentence)
    return Reading("clock", State.OK, f"vouched for by {wall.quality}")
