"""Whole sessions: by real GPIO lines of a real kernel, and by a pedal's keys."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import ClockQuality
from mirrorbox.words import Button
from tests.system import datadisk, leading
from tests.system.leading import Pedal
from tests.system.lines import Lines
from tests.system.vm import STARTS, VM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.guest import Guest
    from tests.system.leading import Hand
    from tests.system.saving import Saved

pytestmark = [pytest.mark.system, pytest.mark.timeout(1500)]


def test_a_session_by_real_lines(guest: Guest, folder: Path, saved: Saved) -> None:
    with VM(guest, folder, data=None, saved=saved.lines()) as vm:
        play(vm)


def test_a_session_by_the_pedal(guest: Guest, folder: Path, saved: Saved) -> None:
    """Enough for today stays enough: after jumps of the clock, and after a kernel that
    died and a battery that lost the date, too."""
    with VM(guest, folder, data=None, saved=saved.pedal(), restarts=True) as vm:
        pedal = Pedal(vm)
        pedal.press(Button.START)
        _lead(vm, pedal)
        _refuses(vm, "today")
        _jump(vm)
        vm.sh("timedatectl set-time 1970-01-02")  # the board's clock, too
        _die(vm)
        _refuses(vm, "in-1970")
        _jump(vm)
        pedal.down(Button.START, Button.PAUSE)
        assert vm.ended(180), "the pedal held did not switch it off"
        assert vm.data is not None
    disk = datadisk.convert(vm.data, folder / "data.img")
    with datadisk.mounted(disk) as directory:
        told = datadisk.in_order(directory)
    starts = [entry for entry in told if entry.kind == "unit_started"]
    assert [entry.boot_count for entry in starts] == [2, 3]
    # In place of 1970 systemd takes its own date, which nobody vouches for.
    assert starts[-1].clock_quality is ClockQuality.UNKNOWN


def _jump(vm: VM) -> None:
    vm.sh("date -s 2040-01-01; sleep 12")  # the dose is asked every ten seconds
    _refuses(vm, "in-2040")


def _die(vm: VM) -> None:
    """The kernel dies; the board's watchdog resets it, and the mirror comes again."""
    vm.send("echo 0 >/proc/sys/kernel/panic; sync; echo c >/proc/sysrq-trigger")
    time.sleep(1)
    vm.forget()
    vm.shell()
    assert {"WATCHDOG", "RESET"} <= set(vm.events_now())
    vm.mirror()
    assert vm.sh("cat /sys/class/watchdog/watchdog0/bootstatus") == "32\n"


def _refuses(vm: VM, when: str) -> None:
    Pedal(vm).press(Button.START)
    leading.shot(vm, f"refused-{when}")
    assert leading.kinds(vm).count("started") == 1
    said = vm.said().rpartition(STARTS)[2]  # what an earlier boot said is no answer
    refused = said.rfind("dose: not now")
    assert refused > max(said.rfind("session: summary"), said.rfind("dose: free"))


def play(vm: VM) -> None:
    """Lead a session by the three buttons, misuse them, switch off.

    They are real lines, through gpiozero and lgpio as a unit has them.
    """
    lines = Lines(vm)
    lines.lights(Button.START)
    # START by a worn contact: did the bounces count, it would choose a pain now.
    lines.bounce(Button.START)
    _lead(vm, lines)
    leading.stick(vm, lines)
    leading.press_two(vm, lines)
    # START and PAUSE together for five seconds: the unit switches itself off.
    lines.down_for_good(Button.START, Button.PAUSE)
    assert vm.ended(180), "START and PAUSE held did not switch it off"


def _lead(vm: VM, hand: Hand) -> None:
    leading.begin(vm, hand)
    leading.rescue_and_pause(vm, hand)
    leading.stop(vm, hand)
    assert "Traceback" not in vm.said()
