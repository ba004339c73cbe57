"""What a session's picture was like in time: flips, latency, frames not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.screen import Histogram

if TYPE_CHECKING:
    from mirrorbox.camera import Feed


MISSED = 1.5
"""A flip so many refreshes after the one before has missed a vertical blank."""


class Timing:
    """Measures while the mirror runs; the journal keeps the summary."""

    def __init__(self, feed: Feed, *, period_ns: int) -> None:
        """Begin with nothing measured.

        Args:
            feed: counts the frames that came and were not shown.
            period_ns: one refresh of the screen.
        """
        self._feed = feed
        self._late_ns = round(MISSED * period_ns)
        self._missed = 0
        self._intervals = Histogram()
        self._latencies = Histogram()
        self._last_shown_ns: int | None = None
        self._dropped_before = 0

    def begin(self) -> None:
        """Another session: forget the last one."""
        self._intervals.clear()
        self._latencies.clear()
        self._missed = 0
        self._dropped_before = self._feed.dropped

    def shown(self, shown_ns: int, exposed_ns: int | None, *, counts: bool) -> None:
        """Note a flip.

        Args:
            shown_ns: when it was made, monotonic clock.
            exposed_ns: when the sensor began the frame in it; None for an old frame.
            counts: whether the mirror runs; other flips only set the beginning.
        """
        if counts and self._last_shown_ns is not None:
            self._intervals.add(shown_ns - self._last_shown_ns)
            self._missed += shown_ns - self._last_shown_ns > self._late_ns
        if counts and exposed_ns is not None:
            self._latencies.add(shown_ns - exposed_ns)
        self._last_shown_ns = shown_ns

    def interrupt(self) -> None:
        """Something slow was done on purpose: do not count it as a slow frame."""
        self._last_shown_ns = None

    def summary(self) -> dict[str, object]:
        """Flip intervals, sensor to flip, blanks missed and frames dropped."""
        return {
            "interval": self._intervals.summary_ms(),
            "sensor_to_flip": self._latencies.summary_ms(),
            "missed": self._missed,
            "dropped": self._feed.dropped - self._dropped_before,
        }

    def camera(self) -> dict[str, object]:
        """What films, for the record of a session."""
        form = self._feed.format
        if form is None:
            return {}
        size = f"{form.width}×{form.height}"
        return {"camera": {"name": form.name, "size": size, "fps": form.fps}}
