"""A session led by hand in a guest, by whatever a hand can press there."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, Protocol

from mirrorbox.words import Button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.system.vm import VM

JOURNAL = "/var/lib/mirrorbox/journal.db"
KEYS = {Button.START: "f7", Button.PAUSE: "f8", Button.LOG: "f9"}
"""Of the pedal in `guest/units`: QEMU's keyboard has no F13."""


class Hand(Protocol):
    """What can press the unit's buttons."""

    def press(self, *buttons: Button, hold_s: float = 0.3) -> None:
        """Press them together, wait, and let them go."""

    def down(self, *buttons: Button) -> None:
        """Press them and leave it so: a stuck contact."""

    def up(self, *buttons: Button) -> None:
        """Let them go."""


class Pedal:
    """The keys of a foot pedal, as USB sends them."""

    def __init__(self, vm: VM) -> None:
        self._vm = vm

    def press(self, *buttons: Button, hold_s: float = 0.3) -> None:
        """Press them together, wait, and let them go."""
        self.down(*buttons)
        time.sleep(hold_s)
        self.up(*buttons)

    def down(self, *buttons: Button) -> None:
        """Press them and leave it so."""
        for button in buttons:
            self._vm.key(KEYS[button], down=True)

    def up(self, *buttons: Button) -> None:
        """Let them go."""
        for button in buttons:
            self._vm.key(KEYS[button], down=False)


def entries(vm: VM) -> list[tuple[str, dict[str, Any]]]:
    """Every entry so far, in order: its kind and its data."""
    query = "SELECT kind || '|' || data FROM entry ORDER BY seq"
    said = vm.sh(f'sqlite3 -readonly -cmd ".timeout 9000" {JOURNAL} "{query}"')
    lines = (line.partition("|") for line in said.splitlines())
    return [(kind, json.loads(data)) for kind, _, data in lines]


def kinds(vm: VM) -> list[str]:
    """The kinds of all entries in order, heartbeats left out."""
    return [kind for kind, _ in entries(vm) if kind != "heartbeat"]


def recorded(vm: VM, kind: str, times: int = 1, timeout_s: float = 90) -> None:
    """Wait until so many entries of a kind are written."""
    end = time.monotonic() + timeout_s
    while kinds(vm).count(kind) < times:
        assert time.monotonic() < end, f"no {kind}: {kinds(vm)}"
        time.sleep(0.5)


def shot(vm: VM, name: str) -> None:
    """A picture, once the loop has turned again: it does so four times a second."""
    vm.sh("sleep 1")
    vm.shot(name)


def begin(vm: VM, hand: Hand) -> None:
    """From the page that asks for pain to the movement, the question skipped."""
    recorded(vm, "started")
    shot(vm, "1-ask")
    hand.press(Button.LOG)
    recorded(vm, "looking")
    assert [k for k, d in entries(vm) if d.get("skipped") or k == "skipped"], kinds(vm)
    shot(vm, "2-look")
    hand.press(Button.START)
    recorded(vm, "running")
    shot(vm, "3-move")


def rescue_and_pause(vm: VM, hand: Hand) -> None:
    """LOG, START; PAUSE, START: each is recorded and the movement goes on."""
    hand.press(Button.LOG)
    recorded(vm, "moment")
    hand.press(Button.START)
    recorded(vm, "resumed")
    recorded(vm, "running", 2)
    hand.press(Button.PAUSE)
    recorded(vm, "paused")
    shot(vm, "4-paused")
    assert "ended" not in kinds(vm), "a short press was taken for a hold"
    hand.press(Button.START)
    recorded(vm, "resumed", 2)


def stop(vm: VM, hand: Hand) -> None:
    """PAUSE held ends it."""
    hand.press(Button.PAUSE, hold_s=5)
    recorded(vm, "ended")
    assert ends(entries(vm)) == ["stopped"]
    leave(vm, hand)


def leave(vm: VM, hand: Hand) -> None:
    """LOG skips every question after the end, START leaves the summary."""
    while "session: summary" not in vm.said():
        hand.press(Button.LOG)
        vm.sh("sleep 1.5")
    hand.press(Button.START)
    vm.hears("session: ready", 90)


def ends(told: Sequence[tuple[str, dict[str, Any]]]) -> list[str]:
    """Why each session ended."""
    return [said["reason"] for kind, said in told if kind == "ended"]


def stick(vm: VM, hand: Hand) -> None:
    """A contact that never opens is said on the screen and hinders nobody."""
    hand.down(Button.LOG)
    recorded(vm, "button_stuck")
    shot(vm, "5-stuck")
    hand.up(Button.LOG)
    assert [d for k, d in entries(vm) if k == "button_stuck"] == [{"button": "log"}]


def press_two(vm: VM, hand: Hand) -> None:
    """START and LOG for a moment: no PIN is asked, and nothing is lost."""
    before = kinds(vm).count("button_stuck")
    hand.press(Button.START, Button.LOG, hold_s=1)
    shot(vm, "6-two")
    assert kinds(vm).count("button_stuck") == before
    assert vm.sh("systemctl is-active mirrorbox").strip() == "active"
