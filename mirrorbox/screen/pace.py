"""When to take the newest frame: as late as the next vertical blank allows.

A frame taken late is a young frame. The margin before the blank follows what drawing
has lately cost, so a slow machine shows an older frame rather than a missed one.
"""

from __future__ import annotations

MIN_MARGIN_NS = 2_000_000
"""Kept on top of the drawing time: the scheduler's own unpunctuality."""

FADE = 0.98
"""What remains of an old drawing time each frame: ~1 s of memory at 60 Hz."""

BLOCKED_NS = 500_000
"""A flip that took longer waited for the blank, so its return tells the phase."""


class LatePace:
    """Predicts vertical blanks from the flips that were made."""

    def __init__(self, period_ns: int) -> None:
        """Begin with a display nobody has flipped yet."""
        self._period_ns = period_ns
        self._blank_ns: int | None = None
        self._drawing_ns = 0.0

    @property
    def margin_ns(self) -> int:
        """How long before the blank the newest frame is taken."""
        wanted = round(self._drawing_ns) + MIN_MARGIN_NS
        return min(wanted, self._period_ns)

    def latch_ns(self, now_ns: int) -> int:
        """When to wake and take the newest frame for the next blank to come."""
        if self._blank_ns is None:
            return now_ns
        ahead_ns = now_ns + self.margin_ns - self._blank_ns
        blanks = max(1, -(-ahead_ns // self._period_ns))
        return self._blank_ns + blanks * self._period_ns - self.margin_ns

    def flipped(self, *, latched_ns: int, drawn_ns: int, shown_ns: int) -> None:
        """Learn from a flip.

        Args:
            latched_ns: when the frame was taken.
            drawn_ns: when the flip was called.
            shown_ns: when it returned.
        """
        spent = float(drawn_ns - latched_ns)
        self._drawing_ns = max(spent, self._drawing_ns * FADE)
        if self._blank_ns is None or shown_ns - drawn_ns >= BLOCKED_NS:
            self._blank_ns = shown_ns
            return
        # The flip did not wait: keep the grid, so that nothing runs ahead of it.
        passed = max(1, round((shown_ns - self._blank_ns) / self._period_ns))
        self._blank_ns += passed * self._period_ns
