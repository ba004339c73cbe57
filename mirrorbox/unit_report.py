"""`mirrorbox doctor --report FILE`: one text file that somebody far away can work with.

No serial number, no address, no name, no PIN, nothing about a patient: what goes in
is named here and in `health.machine`, line by line.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mirrorbox import __version__
from mirrorbox.config import show
from mirrorbox.errors import ConfigError, ScreenFault
from mirrorbox.health.machine import cameras, displays, libraries, machine
from mirrorbox.rehearsal import SECONDS, rehearse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mirrorbox.clock import Clock
    from mirrorbox.config import Config
    from mirrorbox.health import Reading

PRIVATE = frozenset({"journal"})
"""Readings whose sentence counts sessions: only their state is told."""


def told(
    config: Config,
    readings: Sequence[Reading],
    clock: Clock,
    *,
    root: Path = Path("/"),
    seconds: float = SECONDS,
) -> str:
    """The whole report.

    Args:
        config: what this unit is.
        readings: what `doctor` has found.
        clock: measures the mirror.
        root: system files are read below it.
        seconds: how long the mirror is measured.
    """
    rooms = {
        "version": [f"mirrorbox {__version__}", *libraries()],
        "machine": machine(root),
        "displays": displays(root),
        "cameras": cameras(root),
        "readings": [_line(reading) for reading in readings],
        f"mirror, {seconds:g} s": _measured(config, clock, seconds),
        "configuration": show(_public(config)).splitlines(),
    }
    head = (
        "mirrorbox report\n"
        "Without serial numbers, names, PIN or anything about a patient.\n"
    )
    parts = [f"== {name}\n" + "\n".join(lines) for name, lines in rooms.items()]
    text = head + "\n" + "\n\n".join(parts) + "\n"
    home = str(Path.home())
    return text.replace(home, "~") if home != "/" else text


def write(path: Path, text: str) -> None:
    """Leave it where it was wanted.

    Raises:
        ConfigError: it cannot be written there.
    """
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"The report cannot be written to {path}: {error.strerror}."
        ) from error


def _measured(config: Config, clock: Clock, seconds: float) -> list[str]:
    try:
        return rehearse(config, clock, seconds).lines
    except ScreenFault as error:
        return [f"not measured: {error} Is the mirror running? Stop it first."]


def _line(reading: Reading) -> str:
    if reading.name in PRIVATE:
        reading = replace(reading, sentence="(not told here)")
    return reading.line()


def _public(config: Config) -> Config:
    """The configuration without the PIN and without who lent the unit."""
    return replace(config, clinic=replace(config.clinic, name="", phone="", pin=""))
