from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import SimulatedClock
from mirrorbox.controls import Edge
from mirrorbox.controls.late import LateSource
from mirrorbox.errors import ControlsFault, ControlsLate, FaultKind
from mirrorbox.words import Button

if TYPE_CHECKING:
    from mirrorbox.controls import Source


class Pins:
    """A source that remembers what it was told."""

    bounces = True

    def __init__(self) -> None:
        self.lit: frozenset[Button] | None = None
        self.closed = False

    def edges(self) -> list[Edge]:
        return [Edge(Button.LOG, down=True, at_ns=1)]

    def is_down(self, button: Button) -> bool:
        return button is Button.LOG

    def light(self, lit: frozenset[Button]) -> None:
        self.lit = lit

    def close(self) -> None:
        self.closed = True


class Boot:
    """A boot in which the pins come at the given try, or fail for good."""

    def __init__(
        self, *, comes_at: int = 0, error: ControlsFault | None = None
    ) -> None:
        self.clock = SimulatedClock()
        self.pins = Pins()
        self.tries = 0
        self._comes_at = comes_at
        self._error = error or ControlsLate("The pins are not there.")
        self.late = LateSource(self.open, clock=self.clock)

    def open(self) -> Source:
        self.tries += 1
        if self._comes_at and self.tries >= self._comes_at:
            return self.pins
        raise self._error

    def turn(self, seconds: float) -> list[Edge]:
        """So many seconds of the loop, 60 turns each."""
        edges: list[Edge] = []
        for _ in range(round(seconds * 60)):
            self.clock.advance(1 / 60)
            edges = self.late.edges()
        return edges


def test_pins_that_are_there_are_opened_once() -> None:
    boot = Boot(comes_at=1)
    boot.turn(20)

    assert boot.tries == 1
    assert boot.late.is_down(Button.LOG)


def test_late_pins_work_from_the_try_on_that_opens_them() -> None:
    boot = Boot(comes_at=5)
    assert boot.turn(1) == []
    assert not boot.late.is_down(Button.LOG)
    boot.late.light(frozenset({Button.START}))

    assert boot.turn(2) == [Edge(Button.LOG, down=True, at_ns=1)]
    assert boot.late.is_down(Button.LOG)
    assert boot.pins.lit == frozenset({Button.START})  # the panel says it only once
    assert boot.late.fault is None


def test_a_try_is_no_burden_on_the_loop() -> None:
    boot = Boot()
    boot.turn(5)

    assert boot.tries <= 11


def test_pins_that_never_come_are_told_and_left_alone() -> None:
    boot = Boot()
    boot.turn(9)
    assert boot.late.fault is None

    boot.turn(3)
    assert boot.late.fault is not None
    assert boot.late.fault.kind is FaultKind.BUTTONS_FAILED
    tries = boot.tries
    boot.turn(60)
    assert boot.tries == tries


def test_what_another_try_cannot_help_is_told_at_once() -> None:
    boot = Boot(error=ControlsFault("lgpio is not installed."))

    assert boot.late.fault is not None
    boot.turn(20)
    assert boot.tries == 1


@pytest.mark.parametrize("comes_at", [1, 0])
def test_closing_lets_the_pins_go_and_opens_no_more(comes_at: int) -> None:
    boot = Boot(comes_at=comes_at)
    boot.late.close()
    boot.late.close()
    boot.turn(20)

    assert boot.pins.closed is bool(comes_at)
    assert boot.tries == 1
