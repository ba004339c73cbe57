"""Time as the house uses it: handed in, never asked of the machine by a room.

Durations come from the boot-time clock. Wall time is a remark with a quality, for a
unit without a clock is wrong and never says so. Frames carry the monotonic clock,
for that is what the camera stamps them with.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

NS_PER_S = 1_000_000_000

RTC_AGREES_S = 60
"""A wall time this near to the battery-backed clock's was set by it."""


class ClockQuality(StrEnum):
    """How far a wall time may be trusted."""

    NTP = "ntp"
    """Set by a time server since boot."""

    RTC = "rtc"
    """Read from a battery-backed clock."""

    UNKNOWN = "unknown"
    """Nobody vouches for it: order by sequence, never by this."""

    SIMULATED = "simulated"
    """A test's or a demo's own time."""


@dataclass(frozen=True, slots=True)
class WallTime:
    """What the wall clock said, in ns since 1970 UTC, and how good that is."""

    unix_ns: int
    quality: ClockQuality


class Clock(Protocol):
    """Everything the house may know of time."""

    @property
    def boot_id(self) -> str:
        """This boot of the machine; another after each power cut."""

    def monotonic_ns(self) -> int:
        """The clock of frames and vblanks."""

    def boot_ns(self) -> int:
        """The clock of durations; goes on through a suspend."""

    def wall(self) -> WallTime:
        """The wall clock, with its quality."""

    def judge(self) -> None:
        """See anew who vouches for the wall clock: it may have been set meanwhile.

        It may read a slow device: not for the loop.
        """

    def sleep_until(self, monotonic_ns: int) -> None:
        """Return at that time or at once if it has passed."""


class SystemClock:
    """The machine's own clocks."""

    def __init__(self, root: Path = Path("/")) -> None:
        """Take system files from below `root`, which tests replace."""
        self._root = root
        self._boot_id = self._read_boot_id()
        self._rtc = self._set_by_rtc()

    @property
    def boot_id(self) -> str:
        return self._boot_id

    def monotonic_ns(self) -> int:
        return time.monotonic_ns()

    def boot_ns(self) -> int:
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)

    def wall(self) -> WallTime:
        return WallTime(time.time_ns(), self._quality())

    def judge(self) -> None:
        self._rtc = self._set_by_rtc()

    def sleep_until(self, monotonic_ns: int) -> None:
        wait_ns = monotonic_ns - time.monotonic_ns()
        if wait_ns > 0:
            time.sleep(wait_ns / NS_PER_S)

    def _read_boot_id(self) -> str:
        path = self._root / "proc/sys/kernel/random/boot_id"
        try:
            return path.read_text(encoding="ascii").strip()
        except OSError:
            return str(uuid.uuid4())  # not Linux: each start counts as a boot

    def _quality(self) -> ClockQuality:
        if (self._root / "run/systemd/timesync/synchronized").exists():
            return ClockQuality.NTP
        return ClockQuality.RTC if self._rtc else ClockQuality.UNKNOWN

    def _set_by_rtc(self) -> bool:
        """Whether a battery-backed clock tells the wall time.

        A Pi 5 has such a clock without its battery too; then it counts from 1970
        and systemd takes its own build date instead, which looks plausible.
        """
        path = self._root / "sys/class/rtc/rtc0/since_epoch"
        try:
            told_s = int(path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return False
        return abs(told_s - time.time()) <= RTC_AGREES_S


class SimulatedClock:
    """A clock that moves only when somebody sleeps: hours pass in seconds."""

    def __init__(
        self,
        *,
        start_ns: int = NS_PER_S,
        unix_ns: int = 1_700_000_000 * NS_PER_S,
        boot_id: str = "simulated",
    ) -> None:
        """Start at `start_ns` after a boot that happened at `unix_ns`."""
        self._now_ns = start_ns
        self._booted_unix_ns = unix_ns
        self._boot_id = boot_id

    @property
    def boot_id(self) -> str:
        return self._boot_id

    def monotonic_ns(self) -> int:
        return self._now_ns

    def boot_ns(self) -> int:
        return self._now_ns

    def wall(self) -> WallTime:
        return WallTime(self._booted_unix_ns + self._now_ns, ClockQuality.SIMULATED)

    def judge(self) -> None:
        """Nobody else sets it."""

    def sleep_until(self, monotonic_ns: int) -> None:
        self._now_ns = max(self._now_ns, monotonic_ns)

    def advance(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self._now_ns += round(seconds * NS_PER_S)
