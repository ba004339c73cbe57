from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from gpiozero import GPIOPinInUse
from gpiozero.pins.mock import MockFactory, MockPin

from mirrorbox.clock import SimulatedClock
from mirrorbox.config import PinsConfig, load
from mirrorbox.controls.gpio import GpioButtons
from mirrorbox.errors import ControlsFault, ControlsLate, FaultKind
from mirrorbox.words import Button
from tests.controls.chips import NoPins

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def factory() -> Iterator[Any]:
    factory = MockFactory()
    yield factory
    factory.reset()


@pytest.fixture
def pins() -> PinsConfig:
    return load().controls.pins


def test_lamps_are_lit_exactly_as_told(factory: Any, pins: PinsConfig) -> None:
    buttons = GpioButtons(pins, clock=SimulatedClock(), pin_factory=factory)
    lamp_pins: dict[Button, MockPin] = {
        button: factory.pin(getattr(pins, f"{button}_lamp")) for button in Button
    }

    buttons.light(frozenset({Button.PAUSE, Button.LOG}))

    lit = {button for button, pin in lamp_pins.items() if pin.state}
    buttons.close()
    assert lit == {Button.PAUSE, Button.LOG}


def test_closing_lets_every_pin_go(factory: Any, pins: PinsConfig) -> None:
    for _ in range(2):
        buttons = GpioButtons(pins, clock=SimulatedClock(), pin_factory=factory)
        buttons.close()
        buttons.close()


def test_a_pin_taken_twice_is_one_sentence(factory: Any, pins: PinsConfig) -> None:
    with GpioHolder(pins, factory), pytest.raises(ControlsFault) as caught:
        GpioButtons(pins, clock=SimulatedClock(), pin_factory=factory)

    assert caught.value.fault.kind is FaultKind.BUTTONS_FAILED
    assert isinstance(caught.value.__cause__, GPIOPinInUse)


class GpioHolder:
    """Somebody else who holds the pins."""

    def __init__(self, pins: PinsConfig, factory: Any) -> None:
        self._buttons = GpioButtons(pins, clock=SimulatedClock(), pin_factory=factory)

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self._buttons.close()


@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError(2, "No such file", "/dev/gpiochip0"),
        PermissionError(13, "Permission denied", "/dev/gpiochip0"),
    ],
)
def test_a_device_that_is_not_there_yet_may_come(
    pins: PinsConfig, error: OSError
) -> None:
    with pytest.raises(ControlsLate, match="the group gpio"):
        GpioButtons(pins, clock=SimulatedClock(), pin_factory=NoPins(error))


def test_what_fails_for_good_is_not_tried_again(factory: Any, pins: PinsConfig) -> None:
    with GpioHolder(pins, factory), pytest.raises(ControlsFault) as caught:
        GpioButtons(pins, clock=SimulatedClock(), pin_factory=factory)

    assert not isinstance(caught.value, ControlsLate)
