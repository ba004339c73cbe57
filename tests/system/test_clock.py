"""A clock at 1970 or a clock that jumps: order and dose hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import SimulatedClock
from mirrorbox.journal import Store
from mirrorbox.words import Button
from tests.system import datadisk, leading
from tests.system.leading import Pedal
from tests.system.vm import HARDWARE, VM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.guest import Guest

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]

PAST = [*HARDWARE, "-rtc", "base=1970-01-01T00:00:00"]


def test_the_order_holds_whatever_the_clock_says(
    guest: Guest, folder: Path, saved_busy: Path
) -> None:
    """2031, then 1970, then jumps while it runs: entries stay in their order."""
    with VM(guest, folder / "now", data=None, unit="busy", saved=saved_busy) as vm:
        vm.sh("date -s 2031-05-05")
        vm.hears("session: ask_rescue", 60)
        assert vm.data is not None
    disk = datadisk.convert(vm.data, folder / "data.img")
    with VM(guest, folder / "past", data=disk, unit="busy", extra=PAST) as vm:
        vm.hears("session: look", 300)
        vm.shell()
        vm.sh("date -s 2040-01-01")
        vm.hears("session: rescue", 60)
        vm.sh("date -s 1999-01-01")
        vm.hears("session: ask_rescue", 60)
        vm.shot("session")
    with datadisk.mounted(disk) as directory:
        store = Store.open(directory, SimulatedClock(boot_id="examiner"))
        try:
            sessions = store.sessions()
            assert [session.number for session in sessions] == [1, 2]
            for session in sessions:
                entries = store.entries(session.number)[:-1]  # the last is ours
                assert [e.seq for e in entries] == sorted(e.seq for e in entries)
                assert [e.boot_ns for e in entries] == sorted(
                    e.boot_ns for e in entries
                )
            assert sessions[0].boot_count < sessions[1].boot_count
            # In place of 1970 systemd takes its own date, which nobody vouches for.
            assert [s.clock_quality.value for s in sessions] == ["rtc", "unknown"]
        finally:
            store.close()


def test_the_dose_holds_whatever_the_clock_says(
    guest: Guest, folder: Path, saved_pedal: Path
) -> None:
    """Enough for now stays enough after a restart in 1970; an hour later it is not."""
    with VM(guest, folder / "session", data=None, saved=saved_pedal) as vm:
        pedal = Pedal(vm)
        pedal.press(Button.START)
        leading.begin(vm, pedal)
        vm.sh("sleep 5")
        leading.stop(vm, pedal)
        _refuses(vm)
        vm.sh("date -s 2040-01-01; sleep 12")
        _refuses(vm)
        assert vm.data is not None
    disk = datadisk.convert(vm.data, folder / "data.img")
    with VM(guest, folder / "past", data=disk, extra=PAST) as vm:
        vm.shell()
        vm.mirror()
        _refuses(vm)
        vm.sh("date -s 2040-01-01; sleep 12")
        _refuses(vm)


def _refuses(vm: VM) -> None:
    Pedal(vm).press(Button.START)
    leading.shot(vm, "refused")
    assert leading.kinds(vm).count("started") == 1
    said = vm.said()
    assert said.rfind("dose: not now") > said.rfind("session: summary")
