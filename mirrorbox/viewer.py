"""One flip: sleep until just before the vertical blank, take the newest frame, show it.

feed ──► glass ──► screen          a frame's way, in memory only
           └────► movement watch   while the patient is asked to move
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirrorbox.screen import LatePace
from mirrorbox.session import Phase

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirrorbox.camera.feed import Feed
    from mirrorbox.clock import Clock
    from mirrorbox.glass import Glass
    from mirrorbox.screen import Canvas, Page, Screen
    from mirrorbox.timing import Timing
    from mirrorbox.watch import MovementWatch


@dataclass(frozen=True, slots=True)
class Flip:
    """What a flip showed.

    Attributes:
        shown_ns: when, on the monotonic clock.
        new: whether a frame came for it and was mirrored.
        canvas: the mirror beneath the page; None where the page hides it.
    """

    shown_ns: int
    new: bool
    canvas: Canvas | None


class Viewer:
    """Shows the mirror beneath a page, as late as it can."""

    def __init__(
        self,
        *,
        clock: Clock,
        feed: Feed,
        glass: Glass,
        screen: Screen,
        mm_per_px: Callable[[tuple[int, int]], float],
        timing: Timing,
        watch: MovementWatch,
    ) -> None:
        """Show what `feed` brings through `glass` on `screen`.

        Args:
            clock: when the next flip is due.
            feed: where frames come from.
            glass: mirrors them.
            screen: shows them.
            mm_per_px: how wide a pixel of a display of that size is, in mm.
            timing: what a session's picture was like in time.
            watch: how much the healthy limb moves.
        """
        self._clock = clock
        self._feed = feed
        self._glass = glass
        self._screen = screen
        self._mm_per_px = mm_per_px
        self._timing = timing
        self._watch = watch
        self._pace = LatePace(screen.period_ns)

    def show(self, page: Page, phase: Phase) -> Flip:
        """Show a page of that phase, with the newest frame beneath it."""
        self._clock.sleep_until(self._pace.latch_ns(self._clock.monotonic_ns()))
        latched_ns = self._clock.monotonic_ns()
        self._look(phase)
        exposed_ns = self._glass.show(latched_ns)
        canvas = self._glass.canvas if page.live else None
        scale = self._glass.scale(self._mm_per_px(self._screen.size_px))
        shown = self._screen.show(page, canvas, scale)
        self._pace.flipped(
            latched_ns=latched_ns, drawn_ns=shown.drawn_ns, shown_ns=shown.shown_ns
        )
        self._timing.shown(
            shown.shown_ns, exposed_ns, self._glass.behind_ns, counts=phase.mirrors
        )
        return Flip(shown.shown_ns, exposed_ns is not None, canvas)

    def _look(self, phase: Phase) -> None:
        """Take the newest frame and mirror it.

        A frame from before a fault is not shown: it would stand still.
        """
        frame = self._feed.take()
        if frame is None:
            return
        with frame:
            if self._feed.fault is not None:
                return
            self._glass.reflect(frame)
            if phase is Phase.MOVE:
                self._watch.look(frame, self._glass.geometry)
