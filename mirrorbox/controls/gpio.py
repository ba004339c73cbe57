"""Buttons and lamps on a Raspberry Pi's pins; the one file that imports gpiozero."""

from __future__ import annotations

import os
from collections import deque
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import gpiozero

from mirrorbox.controls.base import Edge
from mirrorbox.errors import ControlsFault, ControlsLate
from mirrorbox.words import Button

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirrorbox.clock import Clock
    from mirrorbox.config import PinsConfig

MAX_EDGES = 4096
"""Far above what one turn of the loop can bring; a chattering line forgets its oldest
edges and is set right by its level."""


class GpioButtons:
    """Three buttons to ground and their three lamps.

    gpiozero only tells of edges and levels here: what they mean is decided in
    `debounce`. Its callbacks run in a thread of lgpio's and do nothing but append.
    """

    bounces = True

    def __init__(
        self, pins: PinsConfig, *, clock: Clock, pin_factory: Any = None
    ) -> None:
        """Claim the pins.

        Args:
            pins: BCM numbers.
            clock: stamps the edges with boot time.
            pin_factory: gpiozero's; without one, lgpio's, and no other: on a Pi 5
                the rest cannot find the pins (gpiozero#1172).

        Raises:
            ControlsFault: there are no pins here, or one is taken twice.
            ControlsLate: they cannot be opened, but perhaps in a moment: early in a
                boot the device or its group is still missing.
        """
        self._clock = clock
        self._edges: deque[Edge] = deque(maxlen=MAX_EDGES)
        self._stack = ExitStack()
        try:
            factory = pin_factory or self._stack.enter_context(_lgpio())
            self._buttons = {
                button: self._button(button, getattr(pins, button.value), factory)
                for button in Button
            }
            self._lamps = {
                button: self._lamp(getattr(pins, f"{button.value}_lamp"), factory)
                for button in Button
            }
        except Exception as error:
            self._stack.close()
            raise _fault(error) from error

    def edges(self) -> list[Edge]:
        return [self._edges.popleft() for _ in range(len(self._edges))]

    def is_down(self, button: Button) -> bool:
        return bool(self._buttons[button].is_pressed)

    def light(self, lit: frozenset[Button]) -> None:
        for button, lamp in self._lamps.items():
            lamp.value = button in lit

    def close(self) -> None:
        self._stack.close()

    def _button(self, button: Button, pin: int, factory: Any) -> Any:
        device = gpiozero.Button(
            pin, pull_up=True, bounce_time=None, pin_factory=factory
        )
        self._stack.callback(device.close)
        device.when_pressed = self._append(button, down=True)
        device.when_released = self._append(button, down=False)
        return device

    def _lamp(self, pin: int, factory: Any) -> Any:
        lamp = gpiozero.LED(pin, pin_factory=factory)
        self._stack.callback(lamp.close)
        return lamp

    def _append(self, button: Button, *, down: bool) -> Callable[[], None]:
        def append() -> None:
            self._edges.append(Edge(button, down, self._clock.boot_ns()))

        return append


def _lgpio() -> Any:
    if not os.access(".", os.W_OK):
        # lgpio writes a FIFO into the working directory (gpiozero#1106, lg#12).
        raise ControlsFault(
            "The buttons need a working directory that can be written; "
            "start mirrorbox in /run/mirrorbox."
        )
    from gpiozero.pins.lgpio import LGPIOFactory  # noqa: PLC0415 - only on a unit

    return LGPIOFactory()


def _fault(error: Exception) -> ControlsFault:
    if isinstance(error, ControlsFault):
        return error
    if isinstance(error, ImportError):
        return ControlsFault(
            "The buttons need lgpio, which is not installed here; on a Raspberry Pi: "
            "apt-get install python3-lgpio."
        )
    if isinstance(error, gpiozero.GPIOPinInUse):
        return ControlsFault(f"A button's pin is taken twice: {error}.")
    sentence = (
        f"The buttons' pins cannot be reached ({type(error).__name__}: {error}); "
        "this needs a Raspberry Pi and the group gpio."
    )
    known = isinstance(error, gpiozero.GPIOZeroError)  # no Pi at all, a wrong pin
    return ControlsFault(sentence) if known else ControlsLate(sentence)
