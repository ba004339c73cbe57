from __future__ import annotations

import logging
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from mirrorbox.camera import SyntheticCamera
from mirrorbox.camera.keeper import FIRST_WAIT_S, LONGEST_WAIT_S, CameraKeeper
from mirrorbox.clock import NS_PER_S, SimulatedClock
from mirrorbox.errors import ConfigError, FaultKind

if TYPE_CHECKING:
    from mirrorbox.camera import Camera, Frame

STALL_S = 1.5


class Bench:
    """A keeper over one synthetic camera, whose openings are counted."""

    def __init__(self) -> None:
        self.clock = SimulatedClock()
        self.camera = SyntheticCamera(clock=self.clock, width=160, height=120, fps=50)
        self.opened_ns: list[int] = []
        self.opening: Exception | None = None
        self.keeper = CameraKeeper(self._open, clock=self.clock, stall_s=STALL_S)

    def _open(self) -> Camera:
        self.opened_ns.append(self.clock.monotonic_ns())
        if self.opening is not None:
            raise self.opening
        return self.camera

    def look(self) -> bool:
        """Whether there was a frame."""
        frame = self.keeper.frame(STALL_S)
        if frame is not None:
            frame.release()
        return frame is not None

    def kind(self) -> FaultKind | None:
        fault = self.keeper.fault
        return None if fault is None else fault.kind

    def pass_until_tried(self) -> None:
        tries = len(self.opened_ns)
        while len(self.opened_ns) == tries:
            self.clock.advance(0.01)
            self.look()


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_it_opens_when_first_asked_and_knows_the_format(bench: Bench) -> None:
    assert bench.keeper.format is None
    assert not bench.opened_ns
    assert bench.look()
    assert bench.keeper.format == bench.camera.format
    assert (bench.keeper.fault, bench.keeper.rebuilds) == (None, 0)


def test_waits_double_from_half_a_second_to_eight(bench: Bench) -> None:
    bench.camera.unplug()
    bench.look()
    for _ in range(6):
        bench.pass_until_tried()
    times = [ns / NS_PER_S for ns in bench.opened_ns]
    waits = [b - a for a, b in pairwise(times)]
    expected = [FIRST_WAIT_S, 1, 2, 4, LONGEST_WAIT_S, LONGEST_WAIT_S]
    assert waits == pytest.approx(expected, abs=0.02)


def test_a_fault_stands_until_a_new_frame(bench: Bench) -> None:
    bench.look()
    bench.camera.unplug()
    assert not bench.look()
    assert bench.kind() is FaultKind.CAMERA_MISSING
    bench.camera.resume()
    bench.camera.stall()
    bench.pass_until_tried()  # it opens again, but delivers nothing
    assert bench.keeper.rebuilds == 1
    assert bench.kind() is FaultKind.CAMERA_STALLED
    bench.camera.resume()
    bench.pass_until_tried()
    assert bench.keeper.fault is None
    assert bench.keeper.rebuilds == 2


def test_a_frame_resets_the_wait(bench: Bench) -> None:
    bench.camera.unplug()
    bench.look()
    bench.pass_until_tried()
    bench.camera.resume()
    bench.pass_until_tried()
    bench.camera.unplug()
    bench.look()
    assert bench.keeper.retry_in_s == FIRST_WAIT_S


def test_a_short_look_is_no_stall_before_its_time(bench: Bench) -> None:
    assert bench.look()
    bench.camera.stall()
    for _ in range(14):
        assert bench.keeper.frame(0.0) is None
        assert bench.keeper.fault is None
        bench.clock.advance(0.1)
    bench.clock.advance(0.1)
    assert bench.keeper.frame(0.0) is None
    assert bench.keeper.fault is not None


def test_an_unknown_error_becomes_a_fault_and_a_way_back(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.opening = KeyError("driver")
    with caplog.at_level(logging.ERROR):
        assert not bench.look()
    assert bench.keeper.fault is not None
    assert bench.keeper.fault.kind is FaultKind.CAMERA_FAILED
    assert "KeyError" in bench.keeper.fault.detail
    assert caplog.records
    bench.opening = None
    bench.pass_until_tried()
    assert bench.keeper.fault is None


class Stubborn(SyntheticCamera):
    """Fails at everything, closing included."""

    def frame(self, timeout_s: float) -> Frame:
        raise ZeroDivisionError(timeout_s)

    def close(self) -> None:
        raise RuntimeError("no")


def test_a_camera_that_cannot_be_closed_is_let_go() -> None:
    clock = SimulatedClock()
    keeper = CameraKeeper(
        lambda: Stubborn(clock=clock, width=160, height=120),
        clock=clock,
        stall_s=STALL_S,
    )
    assert keeper.frame(0.0) is None
    keeper.close()
    assert keeper.fault is not None


def test_what_is_configured_wrongly_is_said_in_its_own_sentence(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bench = Bench()
    bench.opening = ConfigError("A picture of 64×64 is too small for a hand.")

    assert not bench.look()
    assert bench.keeper.fault is not None
    assert bench.keeper.fault.detail == str(bench.opening)
    assert "Traceback" not in caplog.text
