"""Ten seconds of the mirror with nobody in front of it: what its picture is in time."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirrorbox.camera import ThreadedFeed, open_camera
from mirrorbox.clock import NS_PER_S
from mirrorbox.delay import Newest
from mirrorbox.glass import Glass
from mirrorbox.language import SOURCE, Language
from mirrorbox.screen import LatePace, Look, Page, mm_per_px, open_screen
from mirrorbox.timing import Timing
from mirrorbox.words import Side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mirrorbox.camera import Camera
    from mirrorbox.clock import Clock
    from mirrorbox.config import Config

SECONDS = 10.0
FIRST_FRAME_S = 10.0
"""How long a camera may take to its first frame."""

_LOOK_S = 0.1
_PAGE = Page(name="mirror", live=True)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What was measured.

    Attributes:
        screen: driver, size and refresh.
        camera: name, size and frame rate; what is wrong where there was no picture.
        flips: how often the screen was flipped.
        frames: how often with a new frame.
        timing: intervals, delay, missed blanks, dropped frames; as the journal has it.
    """

    screen: str
    camera: str
    flips: int
    frames: int
    timing: Mapping[str, object]

    @property
    def lines(self) -> list[str]:
        """The same, in words."""
        lines = [f"screen: {self.screen}", f"camera: {self.camera}"]
        if not self.frames:
            return [*lines, "no picture, so nothing was measured"]
        lines.append(f"{self.flips} flips, {self.frames} of them with a new frame")
        return lines + [f"{name}: {told}" for name, told in self.timing.items()]


def rehearse(config: Config, clock: Clock, seconds: float = SECONDS) -> Rehearsal:
    """Run camera, mirror and screen as the appliance does, and measure.

    Raises:
        ScreenFault: there is no screen, or the running mirror holds it.
    """
    with ExitStack() as held:
        look = Look(side=Side.RIGHT, language=Language(SOURCE))
        screen = open_screen(config.screen, look=look, clock=clock)
        held.callback(screen.close)
        feed = ThreadedFeed(
            lambda: _camera(config, clock), clock=clock, stall_s=config.camera.stall_s
        )
        glass, pace = Glass(config, Newest()), LatePace(screen.period_ns)
        timing = Timing(feed, period_ns=screen.period_ns)
        held.callback(feed.stop)
        feed.start()
        _await_first(feed, clock)
        flips = frames = 0
        until_ns = clock.monotonic_ns() + round(seconds * NS_PER_S)
        while clock.monotonic_ns() < until_ns:
            screen.events()
            clock.sleep_until(pace.latch_ns(clock.monotonic_ns()))
            latched_ns = clock.monotonic_ns()
            if (frame := feed.take()) is not None:
                with frame:
                    glass.reflect(frame)
            exposed_ns = glass.show(latched_ns)
            scale = glass.scale(mm_per_px(config.screen, screen.size_px))
            shown = screen.show(_PAGE, glass.canvas, scale)
            pace.flipped(
                latched_ns=latched_ns, drawn_ns=shown.drawn_ns, shown_ns=shown.shown_ns
            )
            timing.shown(shown.shown_ns, exposed_ns, counts=True)
            flips, frames = flips + 1, frames + (exposed_ns is not None)
        hertz = NS_PER_S / screen.period_ns
        width, height = screen.size_px
        return Rehearsal(
            screen=f"{screen.driver}, {width}×{height}, {hertz:.2f} Hz",
            camera=_told(feed),
            flips=flips,
            frames=frames,
            timing=timing.summary(),
        )


def _await_first(feed: ThreadedFeed, clock: Clock) -> None:
    """Return with the first frame, or as soon as it is known that none will come."""
    until_ns = clock.monotonic_ns() + round(FIRST_FRAME_S * NS_PER_S)
    while feed.fault is None and clock.monotonic_ns() < until_ns:
        if feed.wait(_LOOK_S):
            return


def _camera(config: Config, clock: Clock) -> Camera:
    return open_camera(config.camera, clock)


def _told(feed: ThreadedFeed) -> str:
    if feed.fault is not None:
        return feed.fault.detail
    form = feed.format
    if form is None:
        return "it gave nothing"
    return f"{form.name}, {form.width}×{form.height}, set to {form.fps:.1f} fps"
