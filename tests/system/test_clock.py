"""A clock at 1970 or a clock that jumps: the order holds; the dose, in test_buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import ClockQuality, SimulatedClock
from mirrorbox.journal import Store
from tests.system import datadisk
from tests.system.machine import PAST
from tests.system.vm import VM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.guest import Guest

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]


def test_the_order_holds_whatever_the_clock_says(
    guest: Guest, folder: Path, saved_busy: Path
) -> None:
    """2031, then 1970, then jumps while it runs: entries stay in their order."""
    with VM(guest, folder / "now", data=None, saved=saved_busy) as vm:
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
            assert sessions[1].clock_quality is ClockQuality.UNKNOWN
        finally:
            store.close()
