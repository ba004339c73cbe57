"""Real GPIO lines of a real kernel, through gpiozero and lgpio as a unit has them."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from mirrorbox.words import Button
from tests.system.lines import Lines
from tests.system.vm import VM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.guest import Guest

pytestmark = [pytest.mark.system, pytest.mark.timeout(1500)]

JOURNAL = "/var/lib/mirrorbox/journal.db"


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
        time.sleep(1)


def test_a_session_by_real_lines(guest: Guest, data: Path, folder: Path) -> None:
    play(guest, data, folder)


def play(guest: Guest, data: Path, folder: Path, boot_s: float = 400) -> None:
    """Switch on, lead a session by the three buttons, misuse them, switch off."""
    with VM(guest, folder, data=data, unit="gpio") as vm:
        vm.shell(boot_s)
        vm.mirror(boot_s)
        lines = Lines(vm)
        assert lines.lit() == {Button.START}
        _session(vm, lines)
        _answers(vm, lines)
        _stuck(vm, lines)
        _two_at_once(vm, lines)
        assert "Traceback" not in vm.said()
        # START and PAUSE together for five seconds: the unit switches itself off.
        lines.down_for_good(Button.START, Button.PAUSE)
        assert vm.ended(180), "START and PAUSE held did not switch it off"


def _session(vm: VM, lines: Lines) -> None:
    """START by a worn contact, and every button in its turn."""
    lines.bounce(Button.START)
    recorded(vm, "started")
    _shot(vm, "1-ask")
    # Had the bounces counted twice, START would have chosen a pain by now.
    lines.press(Button.LOG)
    recorded(vm, "looking")
    assert [k for k, d in entries(vm) if d.get("skipped") or k == "skipped"], kinds(vm)
    _shot(vm, "2-look")
    lines.press(Button.START)
    recorded(vm, "running")
    _shot(vm, "3-move")
    lines.press(Button.LOG)
    recorded(vm, "moment")
    lines.press(Button.START)
    recorded(vm, "resumed")
    recorded(vm, "running", 2)
    lines.press(Button.PAUSE)
    recorded(vm, "paused")
    _shot(vm, "4-paused")
    assert "ended" not in kinds(vm), "a short press was taken for a hold"
    lines.press(Button.START)
    recorded(vm, "resumed", 2)
    lines.press(Button.PAUSE, hold_s=5)
    recorded(vm, "ended")
    ends = [said for kind, said in entries(vm) if kind == "ended"]
    assert [end["reason"] for end in ends] == ["stopped"]


def _answers(vm: VM, lines: Lines) -> None:
    """LOG skips every question after a session; START leaves the summary."""
    while "session: summary" not in vm.said():
        lines.press(Button.LOG)
        vm.sh("sleep 3")
    lines.press(Button.START)
    vm.hears("session: ready", 90)


def _shot(vm: VM, name: str) -> None:
    """A picture, once the loop has turned again: it does so but twice a second."""
    vm.sh("sleep 3")
    vm.shot(name)


def _stuck(vm: VM, lines: Lines) -> None:
    """A contact that never opens is said on the screen and hinders nobody."""
    lines.down(Button.LOG)
    recorded(vm, "button_stuck")
    _shot(vm, "5-stuck")
    lines.up(Button.LOG)
    assert [d for k, d in entries(vm) if k == "button_stuck"] == [{"button": "log"}]


def _two_at_once(vm: VM, lines: Lines) -> None:
    """START and LOG for a moment: no PIN is asked, and nothing is lost."""
    before = kinds(vm).count("button_stuck")
    lines.press(Button.START, Button.LOG, hold_s=1)
    _shot(vm, "6-two")
    assert kinds(vm).count("button_stuck") == before
    assert vm.sh("systemctl is-active mirrorbox").strip() == "active"
