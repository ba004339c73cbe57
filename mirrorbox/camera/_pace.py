"""When a camera that has no sensor makes its frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S

if TYPE_CHECKING:
    from mirrorbox.clock import Clock


class Pace:
    """Even steps of an injected clock; the newest frame that is due wins.

    Frames are numbered from 0; the count goes on over a stop and a start.
    """

    def __init__(self, clock: Clock, fps: float) -> None:
        self._clock = clock
        self._fps = fps
        self._epoch_ns = 0
        self._first = 0
        self._last = -1

    def start(self) -> None:
        """Let the next frame be due now, but in step with the last one before."""
        after_last_ns = self.due_ns(self._last + 1)
        self._epoch_ns = max(self._clock.monotonic_ns(), after_last_ns)
        self._first = self._last + 1

    def due_ns(self, sequence: int) -> int:
        """When that frame is due, monotonic clock."""
        return self._epoch_ns + round((sequence - self._first) * NS_PER_S / self._fps)

    def wait(self, timeout_s: float) -> int | None:
        """Wait for the newest frame not taken before; None if none is due in time."""
        deadline_ns = self._clock.monotonic_ns() + round(timeout_s * NS_PER_S)
        self._clock.sleep_until(min(self.due_ns(self._last + 1), deadline_ns))
        newest = self._newest_due()
        if newest <= self._last:
            return None
        self._last = newest
        return newest

    def sleep(self, timeout_s: float) -> None:
        """Let the time pass in which no frame comes."""
        now_ns = self._clock.monotonic_ns()
        self._clock.sleep_until(now_ns + round(timeout_s * NS_PER_S))

    def _newest_due(self) -> int:
        """The last frame whose `due_ns` has come; rounding must not argue with it."""
        now_ns = self._clock.monotonic_ns()
        steps = int((now_ns - self._epoch_ns) * self._fps / NS_PER_S)
        newest = self._first + steps
        while self.due_ns(newest + 1) <= now_ns:
            newest += 1
        while self.due_ns(newest) > now_ns:
            newest -= 1
        return newest
