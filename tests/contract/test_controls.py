"""One suite over every source of presses: mock pins, keys, and on a Pi real pins.

On a Pi, join three free pins to the three buttons' pins with jumper wires and say
`MIRRORBOX_LOOPBACK=17:23,27:24,22:25 pytest -m pi tests/contract`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Protocol

import pytest
from gpiozero.pins.mock import MockFactory

from mirrorbox.clock import Clock, SimulatedClock, SystemClock
from mirrorbox.config import load
from mirrorbox.controls import Freed, Keys, Panel, Source, Stuck, SwitchOff, Timing
from mirrorbox.controls.gpio import GpioButtons
from mirrorbox.controls.late import LateSource
from mirrorbox.controls.pedal import PedalKeys
from mirrorbox.session import Hold, Press, Unlock
from mirrorbox.words import Button
from tests.controls.chips import NoPins
from tests.controls.keyboards import (
    UINPUT,
    FifoKeyboard,
    Keyboard,
    UinputKeyboard,
    until,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mirrorbox.controls import PanelEvent

CONFIG = load().controls
S = 1_000_000_000


class Finger(Protocol):
    """Whatever presses this kind of button."""

    @property
    def clock(self) -> Clock: ...

    @property
    def source(self) -> Source: ...

    def push(self, button: Button, *, down: bool) -> None: ...


class MockPinFinger:
    source: Source

    def __init__(self) -> None:
        self.clock = SimulatedClock()
        self.factory = MockFactory()
        self.source = GpioButtons(
            CONFIG.pins, clock=self.clock, pin_factory=self.factory
        )

    def push(self, button: Button, *, down: bool) -> None:
        pin = self.factory.pin(getattr(CONFIG.pins, button.value))
        (pin.drive_low if down else pin.drive_high)()


class LatePinFinger(MockPinFinger):
    """Pins that udev hands over after some seconds."""

    def __init__(self) -> None:
        self.clock = SimulatedClock()
        self.factory = MockFactory()
        self._early = 5
        self.source = LateSource(self._open, clock=self.clock)
        while self._early >= 0:
            self.clock.advance(1)
            assert self.source.edges() == []

    def _open(self) -> GpioButtons:
        self._early -= 1
        factory: Any = self.factory if self._early < 0 else NoPins()
        return GpioButtons(CONFIG.pins, clock=self.clock, pin_factory=factory)


class KeyFinger:
    def __init__(self, table: str) -> None:
        self.clock = SimulatedClock()
        self.keys = getattr(CONFIG, table)
        self.source = Keys(self.keys, clock=self.clock)

    def push(self, button: Button, *, down: bool) -> None:
        self.source.key(getattr(self.keys, button.value)[0].upper(), down=down)


class PedalFinger:
    """A keyboard under /dev/input, read directly: a FIFO, or the kernel's own."""

    def __init__(self, keyboard: Keyboard) -> None:
        self.clock = SimulatedClock()
        self.keyboard = keyboard
        tables = (CONFIG.keys, CONFIG.pedal)
        self.source = PedalKeys(
            tables, clock=self.clock, folder=keyboard.folder, look_s=0.01
        )
        devices = self.source._devices
        until(lambda: keyboard.path in {d.path for d in list(devices.values())})

    def push(self, button: Button, *, down: bool) -> None:
        before = len(self.source._strokes)
        self.keyboard.key(getattr(CONFIG.pedal, button.value)[0], down=down)
        until(lambda: len(self.source._strokes) > before)


class LoopbackFinger:
    """Real pins, each button's pin driven by another pin through a wire."""

    def __init__(self) -> None:
        import gpiozero

        self.clock = SystemClock()
        self.source = GpioButtons(CONFIG.pins, clock=self.clock)
        pairs = os.environ["MIRRORBOX_LOOPBACK"].split(",")
        drivers = {int(a): int(b) for a, b in (pair.split(":") for pair in pairs)}
        self.drivers: dict[Button, Any] = {
            button: gpiozero.DigitalOutputDevice(
                drivers[getattr(CONFIG.pins, button.value)],
                active_high=False,
            )
            for button in Button
        }

    def push(self, button: Button, *, down: bool) -> None:
        self.drivers[button].value = down


FINGERS = [
    pytest.param(MockPinFinger, id="mock pins"),
    pytest.param(LatePinFinger, id="late pins"),
    pytest.param(lambda: KeyFinger("keys"), id="keyboard"),
    pytest.param(lambda: KeyFinger("pedal"), id="pedal"),
    pytest.param(lambda: PedalFinger(FifoKeyboard()), id="input device"),
    pytest.param(
        lambda: PedalFinger(UinputKeyboard()),
        id="uinput",
        marks=pytest.mark.skipif(not UINPUT.exists(), reason="there is no uinput here"),
    ),
    pytest.param(LoopbackFinger, id="real pins", marks=pytest.mark.pi),
]


@pytest.fixture(params=FINGERS)
def finger(request: pytest.FixtureRequest) -> Iterator[Finger]:
    finger: Finger = request.param()
    yield finger
    finger.source.close()
    if isinstance(finger, PedalFinger):
        finger.keyboard.unplug()


class Desk:
    """A panel, looked at every 16 ms."""

    def __init__(self, finger: Finger) -> None:
        self.finger = finger
        self.panel = Panel([finger.source], Timing.of(CONFIG))
        self.log: list[PanelEvent] = self.panel.poll(finger.clock.boot_ns())

    def wait(self, seconds: float) -> None:
        clock = self.finger.clock
        until = clock.monotonic_ns() + round(seconds * S)
        while clock.monotonic_ns() < until:
            clock.sleep_until(clock.monotonic_ns() + 16_000_000)
            self.log += self.panel.poll(clock.boot_ns())


@pytest.fixture
def desk(finger: Finger) -> Desk:
    return Desk(finger)


@pytest.mark.parametrize("button", Button)
def test_one_press_is_one_press(desk: Desk, button: Button) -> None:
    desk.finger.push(button, down=True)
    desk.wait(0.2)
    desk.finger.push(button, down=False)
    desk.wait(0.2)

    assert desk.log == [Press(button)]


@pytest.mark.parametrize("button", Button)
def test_holding_fires_once(desk: Desk, button: Button) -> None:
    desk.finger.push(button, down=True)
    desk.wait(CONFIG.hold_s + 1)
    desk.finger.push(button, down=False)
    desk.wait(0.2)

    assert desk.log == [Press(button), Hold(button)]


def test_a_hold_says_when_its_press_began_and_a_press_when_it_was_made(
    desk: Desk,
) -> None:
    before_ns = desk.finger.clock.boot_ns()
    desk.finger.push(Button.PAUSE, down=True)
    desk.wait(CONFIG.hold_s + 1)
    desk.finger.push(Button.PAUSE, down=False)
    desk.wait(0.2)

    press, hold = desk.log
    assert isinstance(press, Press)
    assert isinstance(hold, Hold)
    assert press.down_ns == hold.down_ns
    assert press.down_ns is not None
    assert before_ns <= press.down_ns <= before_ns + 16_000_000


def test_two_at_once_are_two(desk: Desk) -> None:
    desk.finger.push(Button.START, down=True)
    desk.finger.push(Button.LOG, down=True)
    desk.wait(0.2)
    desk.finger.push(Button.LOG, down=False)
    desk.finger.push(Button.START, down=False)
    desk.wait(0.2)

    assert sorted(desk.log, key=repr) == [Press(Button.LOG), Press(Button.START)]


def test_a_chattering_contact_is_one_press(desk: Desk) -> None:
    if not desk.finger.source.bounces:
        return  # a keyboard settles its own contacts: each stroke is meant
    for i in range(15):
        desk.finger.push(Button.PAUSE, down=i % 2 == 0)
    desk.wait(0.2)

    assert desk.log == [Press(Button.PAUSE)]


def test_a_stuck_button_is_named_and_freed(desk: Desk) -> None:
    desk.finger.push(Button.LOG, down=True)
    desk.wait(CONFIG.stuck_s + 1)
    desk.finger.push(Button.LOG, down=False)
    desk.wait(0.2)

    assert desk.log == [
        Press(Button.LOG),
        Hold(Button.LOG),
        Stuck(Button.LOG),
        Freed(Button.LOG),
    ]


def test_lamps_take_any_set(desk: Desk) -> None:
    for lit in (frozenset(Button), frozenset[Button](), frozenset({Button.LOG})):
        desk.panel.light(lit)
    desk.panel.close()


def test_the_quickest_key_stroke_counts() -> None:
    finger = KeyFinger("pedal")
    desk = Desk(finger)
    finger.push(Button.START, down=True)
    finger.push(Button.START, down=False)
    desk.wait(0.1)

    assert desk.log == [Press(Button.START)]


def test_keys_let_go_when_the_window_loses_the_keyboard() -> None:
    finger = KeyFinger("keys")
    desk = Desk(finger)
    finger.push(Button.PAUSE, down=True)
    desk.wait(1)
    finger.source.release_all()
    desk.wait(9)

    assert desk.log == [Press(Button.PAUSE)]


@pytest.mark.parametrize(
    ("other", "told"), [(Button.LOG, Unlock()), (Button.PAUSE, SwitchOff())]
)
def test_a_grip_is_told_once_until_let_go(
    desk: Desk, other: Button, told: PanelEvent
) -> None:
    for _ in range(2):
        desk.finger.push(Button.START, down=True)
        desk.wait(1)
        desk.finger.push(other, down=True)
        desk.wait(CONFIG.grip_s - 0.2)
        assert told not in desk.log
        desk.wait(3)
        assert desk.log.count(told) == 1
        desk.log.clear()
        desk.finger.push(Button.START, down=False)
        desk.finger.push(other, down=False)
        desk.wait(0.2)


def test_two_buttons_on_two_sources_are_no_grip() -> None:
    keys, pedal = KeyFinger("keys"), KeyFinger("pedal")
    panel = Panel([keys.source, pedal.source], Timing.of(CONFIG))
    panel.poll(keys.clock.boot_ns())
    keys.push(Button.START, down=True)
    pedal.push(Button.PAUSE, down=True)
    panel.poll(keys.clock.boot_ns())
    keys.clock.advance(CONFIG.grip_s + 1)

    assert SwitchOff() not in panel.poll(keys.clock.boot_ns())


def test_a_grip_that_slips_is_none(desk: Desk) -> None:
    desk.finger.push(Button.START, down=True)
    for _ in range(4):
        desk.finger.push(Button.LOG, down=True)
        desk.wait(3)
        desk.finger.push(Button.LOG, down=False)
        desk.wait(0.2)

    assert Unlock() not in desk.log
