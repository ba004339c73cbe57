"""What a session's picture was like in time: flips, latency, frames not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.screen import Histogram
from mirrorbox.screen.histogram import BIN_NS

if TYPE_CHECKING:
    from mirrorbox.camera import Feed

ADDED_BIN_NS = 2_000_000
"""A trial's delay is up to two seconds: 2.4 s in bins of 2 ms."""


MISSED = 1.5
"""A flip so many refreshes after the one before has missed a vertical blank."""


class Timing:
    """Measures while the mirror runs; the journal keeps the summary."""

    def __init__(self, feed: Feed, *, period_ns: int, delay_ms: int = 0) -> None:
        """Begin with nothing measured.

        Args:
            feed: counts the frames that came and were not shown.
            period_ns: one refresh of the screen.
            delay_ms: what a trial adds on purpose; its real size is recorded then.
        """
        self._feed = feed
        self._late_ns = round(MISSED * period_ns)
        self._missed = 0
        self._delay_ms = delay_ms
        self._added = Histogram(bin_ns=ADDED_BIN_NS)
        self._intervals = Histogram()
        wide_ns = ADDED_BIN_NS if delay_ms else BIN_NS
        self._latencies = Histogram(bin_ns=wide_ns)
        self._last_shown_ns: int | None = None
        self._dropped_before = 0

    def begin(self) -> None:
        """Another session: forget the last one."""
        self._intervals.clear()
        self._latencies.clear()
        self._missed = 0
        self._added.clear()
        self._dropped_before = self._feed.dropped

    def shown(
        self,
        shown_ns: int,
        exposed_ns: int | None,
        behind_ns: int = 0,
        *,
        counts: bool,
    ) -> None:
        """Note a flip.

        Args:
            shown_ns: when it was made, monotonic clock.
            exposed_ns: when the sensor began the frame in it; None for an old frame.
            behind_ns: how much newer a frame could have been shown without a delay.
            counts: whether the mirror runs; other flips only set the beginning.
        """
        if counts and self._last_shown_ns is not None:
            self._intervals.add(shown_ns - self._last_shown_ns)
            self._missed += shown_ns - self._last_shown_ns > self._late_ns
        if counts and exposed_ns is not None:
            self._latencies.add(shown_ns - exposed_ns)
            self._added.add(behind_ns)
        self._last_shown_ns = shown_ns

    def interrupt(self) -> None:
        """Something slow was done on purpose: do not count it as a slow frame."""
        self._last_shown_ns = None

    def summary(self) -> dict[str, object]:
        """Flip intervals, sensor to flip, missed blanks, drops and added delay."""
        summary: dict[str, object] = {
            "interval": self._intervals.summary_ms(),
            "sensor_to_flip": self._latencies.summary_ms(),
            "missed": self._missed,
            "dropped": self._feed.dropped - self._dropped_before,
        }
        if self._delay_ms:
            asked = {"asked_ms": self._delay_ms}
            summary["added_delay"] = {**asked, **self._added.summary_ms()}
        return summary

    def camera(self) -> dict[str, object]:
        """What films, for the record of a session."""
        form = self._feed.format
        if form is None:
            return {}
        size = f"{form.width}×{form.height}"
        return {"camera": {"name": form.name, "size": size, "fps": form.fps}}
