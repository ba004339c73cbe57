"""`mirrorbox doctor`: looks at every part once, a line each."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mirrorbox.camera import open_camera
from mirrorbox.clock import NS_PER_S, ClockQuality
from mirrorbox.controls.pedal import FOLDER
from mirrorbox.errors import CameraFault, ControlsFault, JournalFault, JournalMissing
from mirrorbox.health import Reading, State
from mirrorbox.health.survey import survey
from mirrorbox.journal import Reader
from mirrorbox.prescribing import in_force
from mirrorbox.screen import connectors
from mirrorbox.screen.sdl import video_drivers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mirrorbox.clock import Clock
    from mirrorbox.config import Config

FRAMES = 20
"""How many frames the camera must deliver."""


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
    yield _pedal(config)
    yield _journal(config)
    yield _prescription(config)
    yield _cadence(config)
    yield _clock(clock)
    yield from survey(config, root, ask=True)


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


def _pedal(config: Config) -> Reading:
    if "pedal" not in config.controls.sources:
        return Reading("pedal", State.OK, "none wanted on its own")
    found = sorted(FOLDER.glob("event*"))
    readable = [path.name for path in found if os.access(path, os.R_OK)]
    if found and not readable:
        sentence = f"{FOLDER} cannot be read; this needs the group input"
        return Reading("pedal", State.BAD, sentence)
    devices = ", ".join(readable) if readable else "none now"
    return Reading("pedal", State.OK, f"input devices: {devices}; more may come")


def _journal(config: Config) -> Reading:
    try:
        with Reader(config.journal.directory) as reader:
            count = len(reader.sessions())
    except JournalMissing as error:
        return Reading("journal", State.ABSENT, str(error))
    except JournalFault as error:
        return Reading("journal", State.BAD, str(error))
    return Reading("journal", State.OK, f"{count} sessions")


def _prescription(config: Config) -> Reading:
    """What the unit runs under; a stored one that cannot be used is told here."""
    try:
        now = in_force(config)
    except JournalMissing:
        return Reading("prescription", State.ABSENT, "none: the cautious general one")
    except JournalFault as error:
        return Reading("prescription", State.BAD, str(error))
    if now.unusable:
        return Reading("prescription", State.BAD, str(now.notice))
    if now.seq is None:
        return Reading("prescription", State.ABSENT, str(now.notice))
    given = now.prescription
    sentence = f"{given.preset}, {given.affected_side.value} side (entry {now.seq})"
    return Reading("prescription", State.OK, sentence)


def _cadence(config: Config) -> Reading:
    """What the last session's picture was like in time."""
    told: dict[str, Any] = {}
    with suppress(JournalFault), Reader(config.journal.directory) as reader:
        if sessions := reader.sessions():
            entries = reader.entries(sessions[-1].number)
            told = next((e.data["timing"] for e in entries if "timing" in e.data), {})
    if not told.get("interval", {}).get("count"):
        return Reading("cadence", State.ABSENT, "no session has been measured yet")
    flips, delay = told["interval"], told["sensor_to_flip"]
    sentence = (
        f"last session: a flip every {flips['p50_ms']} ms, 1 % over "
        f"{flips['p99_ms']} ms; sensor to flip {delay['p50_ms']} ms; "
        f"{told.get('missed', 0)} blanks missed, {told['dropped']} frames not shown"
    )
    return Reading("cadence", State.OK, sentence)


def _clock(clock: Clock) -> Reading:
    wall = clock.wall()
    if wall.quality is ClockQuality.UNKNOWN:
        sentence = "nothing vouches for the date; sessions are kept in order without it"
        return Reading("clock", State.ABSENT, sentence)
    return Reading("clock", State.OK, f"vouched for by {wall.quality}")
