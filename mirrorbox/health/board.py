"""Temperature and supply of the board, from sysfs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

HOT_C = 80.0
"""A Raspberry Pi slows itself down from here (Raspberry Pi documentation)."""


class State(StrEnum):
    """How a reading turned out."""

    OK = "ok"
    ABSENT = "not here"
    """This machine has no such thing; nothing is wrong."""

    BAD = "BAD"


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of `mirrorbox doctor`."""

    name: str
    state: State
    sentence: str


def temperature(root: Path = Path("/")) -> Reading:
    """The processor's temperature."""
    path = root / "sys/class/thermal/thermal_zone0/temp"
    try:
        celsius = int(path.read_text(encoding="ascii")) / 1000
    except (OSError, ValueError):
        return Reading("temperature", State.ABSENT, "no sensor on this machine")
    if celsius >= HOT_C:
        sentence = f"{celsius:.0f} °C: too hot; free the vents and move it to the shade"
        return Reading("temperature", State.BAD, sentence)
    return Reading("temperature", State.OK, f"{celsius:.0f} °C")


def under_voltage(root: Path = Path("/")) -> Reading:
    """Whether the supply has been too weak since boot (hwmon `rpi_volt`)."""
    for chip in sorted((root / "sys/class/hwmon").glob("hwmon*")):
        try:
            if (chip / "name").read_text(encoding="ascii").strip() != "rpi_volt":
                continue
            alarm = (chip / "in0_lcrit_alarm").read_text(encoding="ascii").strip()
        except OSError:
            continue
        if alarm == "0":
            return Reading("supply", State.OK, "no under-voltage")
        sentence = "under-voltage; use the power supply that came with the box"
        return Reading("supply", State.BAD, sentence)
    return Reading("supply", State.ABSENT, "no supply sensor on this machine")


def free_bytes(root: Path = Path("/")) -> int | None:
    """Memory that could be had without pushing anything out; None: not known."""
    try:
        told = (root / "proc/meminfo").read_text(encoding="ascii")
        line = next(x for x in told.splitlines() if x.startswith("MemAvailable:"))
        return int(line.split()[1]) * 1024
    except (OSError, ValueError, StopIteration, IndexError):
        return None
