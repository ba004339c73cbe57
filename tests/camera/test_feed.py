from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from mirrorbox.camera import SteppedFeed, SyntheticCamera, ThreadedFeed
from mirrorbox.camera.base import CameraFormat
from mirrorbox.clock import SimulatedClock, SystemClock
from mirrorbox.errors import CameraFault, FaultKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mirrorbox.camera import Frame

PATIENCE_S = 30.0


def drawn(clock: SimulatedClock | SystemClock, fps: float = 200) -> SyntheticCamera:
    return SyntheticCamera(clock=clock, width=160, height=120, fps=fps)


def until(feed: ThreadedFeed, done: Callable[[], bool]) -> None:
    """Take frames, as the loop does, until `done`; bounded."""
    deadline = time.monotonic() + PATIENCE_S
    while not done():
        assert time.monotonic() < deadline, "it took too long"
        feed.wait(0.02)
        frame = feed.take()
        if frame is not None:
            frame.release()


@pytest.fixture
def camera() -> SyntheticCamera:
    return drawn(SystemClock())


@pytest.fixture
def feed(camera: SyntheticCamera) -> Iterator[ThreadedFeed]:
    feed = ThreadedFeed(lambda: camera, clock=SystemClock(), stall_s=0.2)
    feed.start()
    yield feed
    feed.stop()
    assert camera.lent == 0


def test_frames_arrive_newest_first_and_in_order(feed: ThreadedFeed) -> None:
    seen: list[int] = []
    while len(seen) < 20:
        assert feed.wait(PATIENCE_S)
        frame = feed.take()
        assert frame is not None
        with frame:
            seen.append(frame.sequence)
    assert seen == sorted(set(seen))
    assert feed.take() is None or feed.delivered > 20
    assert feed.format == CameraFormat("synthetic hand", 160, 120, 200)


def test_what_nobody_takes_is_dropped_and_counted(feed: ThreadedFeed) -> None:
    assert feed.wait(PATIENCE_S)
    deadline = time.monotonic() + PATIENCE_S
    woken = threading.Event()
    while feed.dropped < 3 and time.monotonic() < deadline:
        woken.wait(0.01)
    assert feed.dropped >= 3
    assert feed.delivered > feed.dropped


@pytest.mark.parametrize("harm", ["stall", "unplug"])
def test_a_camera_that_fails_comes_back_and_no_frame_is_lost(
    camera: SyntheticCamera, feed: ThreadedFeed, harm: str
) -> None:
    until(feed, lambda: feed.delivered > 3)
    getattr(camera, harm)()
    until(feed, lambda: feed.fault is not None)
    assert feed.fault is not None
    assert feed.fault.kind in (FaultKind.CAMERA_STALLED, FaultKind.CAMERA_MISSING)
    before = feed.delivered
    camera.resume()
    until(feed, lambda: feed.fault is None)
    assert feed.delivered > before
    assert feed.rebuilds >= 1
    until(feed, lambda: camera.lent <= 2)


def test_stopping_cuts_the_wait_for_another_try_short() -> None:
    def no_camera() -> SyntheticCamera:
        raise CameraFault("none")

    feed = ThreadedFeed(no_camera, clock=SystemClock(), stall_s=0.2)
    feed.start()
    until(feed, lambda: feed.fault is not None)
    before = time.monotonic()
    feed.stop()
    assert time.monotonic() - before < 0.45  # the first wait alone takes 0.5 s


def test_a_frame_held_while_the_feed_stops_stays_readable(
    camera: SyntheticCamera,
) -> None:
    feed = ThreadedFeed(lambda: camera, clock=SystemClock(), stall_s=0.2)
    feed.start()
    assert feed.wait(PATIENCE_S)
    frame = feed.take()
    assert frame is not None
    with frame:
        feed.stop()
        assert frame.pixels.any()
    assert camera.lent == 0
    assert feed.take() is None


def test_a_feed_never_started_can_be_stopped(camera: SyntheticCamera) -> None:
    ThreadedFeed(lambda: camera, clock=SystemClock(), stall_s=0.2).stop()
    SteppedFeed(lambda: camera, clock=SystemClock(), stall_s=0.2).stop()


class Stepped:
    """A stepped feed at 50 frames a second, looked at every 10 ms."""

    def __init__(self) -> None:
        self.clock = SimulatedClock()
        self.camera = drawn(self.clock, fps=50)
        self.feed = SteppedFeed(lambda: self.camera, clock=self.clock, stall_s=1.5)

    def run(self, seconds: float) -> list[Frame]:
        """The frames taken meanwhile, released."""
        frames = []
        for _ in range(round(seconds * 100)):
            frame = self.feed.take()
            if frame is not None:
                frame.release()
                frames.append(frame)
            self.clock.advance(0.01)
        return frames


def test_stepped_it_gives_each_due_frame_and_lets_no_time_pass() -> None:
    stepped = Stepped()
    stepped.feed.start()
    before_ns = stepped.clock.monotonic_ns()
    frames = stepped.run(1.0)
    assert [frame.sequence for frame in frames] == list(range(50))
    assert stepped.clock.monotonic_ns() - before_ns == 1_000_000_000
    assert stepped.feed.delivered == 50
    assert stepped.feed.dropped == 0
    assert stepped.feed.format is not None


def test_stepped_it_tells_a_stall_and_recovers() -> None:
    stepped = Stepped()
    stepped.feed.start()
    stepped.run(0.5)
    stepped.camera.stall()
    stepped.run(1.4)
    assert stepped.feed.fault is None
    stepped.run(0.2)
    assert stepped.feed.fault is not None
    stepped.camera.resume()
    assert stepped.run(1.0)
    assert stepped.feed.fault is None
    assert stepped.feed.rebuilds == 1
    assert stepped.camera.lent == 0


def test_stepped_and_stopped_it_gives_nothing_and_holds_nothing() -> None:
    stepped = Stepped()
    stepped.feed.start()
    stepped.feed.stop()
    assert stepped.feed.take() is None
    assert stepped.camera.lent == 0
