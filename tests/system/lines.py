"""Three buttons and three lamps on simulated GPIO lines, worked from outside."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from mirrorbox.words import Button

if TYPE_CHECKING:
    from collections.abc import Collection

    from tests.system.vm import VM

BUTTONS = {Button.START: 17, Button.PAUSE: 27, Button.LOG: 22}
LAMPS = {Button.START: 5, Button.PAUSE: 6, Button.LOG: 13}
SETTLED_S = 1.2
"""Between two happenings, in the guest's time. Its loop may turn but once a second, and
the kernel keeps 16 edges: of a longer chatter only the level tells how it ended."""


class Lines:
    """What a finger can do. Times are the guest's own, so that a busy host does not
    make a press a hold."""

    def __init__(self, vm: VM) -> None:
        self._vm = vm

    def press(self, *buttons: Button, hold_s: float = 0.3) -> None:
        """Press them together, wait, and let them go."""
        self._vm.sh(f"{_down(buttons)}; sleep {hold_s}; {_up(buttons)}")

    def bounce(self, button: Button, times: int = 8) -> None:
        """One press of a worn contact: it chatters as it closes and as it opens."""
        chatter = (
            f"for n in $(seq {times}); do {_down([button])}; {_up([button])}; done"
        )
        self._vm.sh(
            f"{chatter}; {_down([button])}; sleep {SETTLED_S}; {_up([button])}; "
            f"{chatter}; sleep {SETTLED_S}"
        )

    def down(self, *buttons: Button) -> None:
        """Press them and leave it so: a stuck contact."""
        self._vm.sh(_down(buttons))

    def down_for_good(self, *buttons: Button) -> None:
        """Press them, on a machine that may not live to answer."""
        self._vm.send(_down(buttons))

    def up(self, *buttons: Button) -> None:
        """Let them go."""
        self._vm.sh(_up(buttons))

    def lights(self, *buttons: Button, timeout_s: float = 60) -> None:
        """Wait until these lamps' lines are high and no other."""
        end = time.monotonic() + timeout_s
        while (lit := self._lit()) != set(buttons):
            assert time.monotonic() < end, lit
            time.sleep(0.5)

    def _lit(self) -> set[Button]:
        return {b for b, pin in LAMPS.items() if self._read(pin) == "1"}

    def _read(self, pin: int) -> str:
        return self._vm.sh(f"cat /run/lines/sim_gpio{pin}/value").strip()


def _down(buttons: Collection[Button]) -> str:
    return _pull(buttons, "pull-down")


def _up(buttons: Collection[Button]) -> str:
    return _pull(buttons, "pull-up")


def _pull(buttons: Collection[Button], how: str) -> str:
    pins = (BUTTONS[button] for button in buttons)
    return "; ".join(f"echo {how} >/run/lines/sim_gpio{pin}/pull" for pin in pins)
