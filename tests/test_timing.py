from __future__ import annotations

from mirrorbox.camera import SteppedFeed, SyntheticCamera
from mirrorbox.clock import SimulatedClock
from mirrorbox.timing import Timing

MS = 1_000_000


def test_a_flip_that_came_too_late_has_missed_its_blank() -> None:
    clock = SimulatedClock()
    feed = SteppedFeed(
        lambda: SyntheticCamera(clock=clock, width=160, height=120, fps=10),
        clock=clock,
        stall_s=1.0,
    )
    timing = Timing(feed, period_ns=16 * MS)
    at_ns = 0
    for interval_ms in (16, 17, 23, 25, 32, 16):
        at_ns += interval_ms * MS
        timing.shown(at_ns, None, counts=True)
    timing.interrupt()
    timing.shown(at_ns + 500 * MS, None, counts=True)

    assert timing.summary()["missed"] == 2
    timing.begin()
    assert timing.summary()["missed"] == 0
