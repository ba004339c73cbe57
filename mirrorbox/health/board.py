"""Temperature, supply and throttling of the board, and why it started, from sysfs."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from enum import IntFlag, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from mirrorbox.errors import FaultKind

if TYPE_CHECKING:
    from collections.abc import Iterable

HOT_C = 80.0
"""A Raspberry Pi slows itself down from here (Raspberry Pi documentation)."""

ASK_S = 2.0
"""How long `vcgencmd` may take."""


class State(StrEnum):
    """How a reading turned out."""

    OK = "ok"
    ABSENT = "not here"
    """This machine has no such thing; nothing is wrong."""

    BAD = "BAD"


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of `mirrorbox doctor`.

    Attributes:
        name: what was read.
        state: how it turned out.
        sentence: what was found, and where it is bad, the way back.
        tells: what the patient is told of it; None: nothing.
    """

    name: str
    state: State
    sentence: str
    tells: FaultKind | None = None

    def line(self) -> str:
        """As it is printed, in columns."""
        return f"{self.state.value:>8}  {self.name:<13} {self.sentence}"


class Throttled(IntFlag):
    """What the firmware says of power and heat (Raspberry Pi documentation)."""

    UNDER_VOLTAGE = 1 << 0
    CAPPED = 1 << 1
    THROTTLED = 1 << 2
    HOT = 1 << 3
    UNDER_VOLTAGE_SINCE = 1 << 16
    CAPPED_SINCE = 1 << 17
    THROTTLED_SINCE = 1 << 18
    HOT_SINCE = 1 << 19


_SAID: dict[Throttled, str] = {
    Throttled.UNDER_VOLTAGE: "under-voltage now",
    Throttled.CAPPED: "processor capped now",
    Throttled.THROTTLED: "slowed down now",
    Throttled.HOT: "too warm now",
    Throttled.UNDER_VOLTAGE_SINCE: "under-voltage since the start",
    Throttled.CAPPED_SINCE: "processor capped since the start",
    Throttled.THROTTLED_SINCE: "slowed down since the start",
    Throttled.HOT_SINCE: "too warm since the start",
}


def model(root: Path = Path("/")) -> str:
    """Which Raspberry Pi this is; empty on any other machine."""
    told = _text(root / "proc/device-tree/model").strip("\0\n ")
    return told if told.startswith("Raspberry Pi") else ""


def temperature(root: Path = Path("/")) -> Reading:
    """The processor's temperature; the patient is told of a hot Pi, not of a hot PC."""
    try:
        celsius = int(_text(root / "sys/class/thermal/thermal_zone0/temp")) / 1000
    except ValueError:
        return Reading("temperature", State.ABSENT, "no sensor on this machine")
    if celsius >= HOT_C:
        sentence = f"{celsius:.0f} °C: too hot; free the vents and move it to the shade"
        tells = FaultKind.TOO_HOT if model(root) else None
        return Reading("temperature", State.BAD, sentence, tells)
    return Reading("temperature", State.OK, f"{celsius:.0f} °C")


def under_voltage(root: Path = Path("/")) -> Reading:
    """Whether the supply has been too weak since boot (hwmon `rpi_volt`)."""
    for chip in sorted((root / "sys/class/hwmon").glob("hwmon*")):
        if _text(chip / "name").strip() != "rpi_volt":
            continue
        alarm = _text(chip / "in0_lcrit_alarm").strip()
        if alarm == "0":
            return Reading("supply", State.OK, "no under-voltage")
        if alarm:
            sentence = "under-voltage; use the power supply that came with the box"
            return Reading("supply", State.BAD, sentence, FaultKind.SUPPLY_WEAK)
    return Reading("supply", State.ABSENT, "no supply sensor on this machine")


def throttling(root: Path = Path("/"), *, ask: bool = False) -> Reading:
    """What the firmware says of power and heat, now and since the start.

    Args:
        root: system files are read below it.
        ask: whether to run `vcgencmd` where sysfs has no such file.
    """
    bits = _throttled(root)
    if bits is None and ask:
        bits = _asked(root)
    if bits is None:
        return Reading("throttling", State.ABSENT, "the firmware does not say")
    words = [said for bit, said in _SAID.items() if bit in bits]
    if not words:
        return Reading("throttling", State.OK, "never slowed down")
    return Reading("throttling", State.BAD, ", ".join(words), _told(bits))


def _told(bits: Throttled) -> FaultKind | None:
    """What is over need not worry anybody."""
    if Throttled.UNDER_VOLTAGE in bits:
        return FaultKind.SUPPLY_WEAK
    return FaultKind.TOO_HOT if bits & (Throttled.THROTTLED | Throttled.HOT) else None


def _throttled(root: Path) -> Throttled | None:
    for path in sorted((root / "sys/devices/platform").glob("soc*/*/get_throttled")):
        if (bits := _bits(_text(path))) is not None:
            return bits
    return None


def _asked(root: Path) -> Throttled | None:
    program = root / "usr/bin/vcgencmd"
    try:
        told = subprocess.run(  # noqa: S603 - our own path, no words from outside
            [program, "get_throttled"],
            capture_output=True,
            check=True,
            text=True,
            timeout=ASK_S,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return _bits(told.stdout.partition("=")[2])


def _bits(text: str) -> Throttled | None:
    try:
        return Throttled(int(text.strip(), 16) & sum(_SAID))
    except ValueError:
        return None


def bad(readings: Iterable[Reading]) -> list[Reading]:
    """Those of them that are bad."""
    return [reading for reading in readings if reading.state is State.BAD]


def _text(path: Path) -> str:
    """A small system file, or nothing: none of them has to be there."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def free_bytes(root: Path = Path("/")) -> int | None:
    """Memory that could be had without pushing anything out; None: not known."""
    try:
        told = (root / "proc/meminfo").read_text(encoding="ascii")
        line = next(x for x in told.splitlines() if x.startswith("MemAvailable:"))
        return int(line.split()[1]) * 1024
    except (OSError, ValueError, StopIteration, IndexError):
        return None
