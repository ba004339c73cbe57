"""A clock that jumps in a session; a unit that begins in 1970 is in test_buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.system import datadisk
from tests.system.vm import VM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.guest import Guest
    from tests.system.saving import Saved

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]


def test_the_order_holds_whatever_the_clock_says(
    guest: Guest, folder: Path, saved: Saved
) -> None:
    """2031, then 1999, while a session runs: entries stay in their order."""
    with VM(guest, folder, data=None, saved=saved.busy()) as vm:
        vm.sh("date -s 2031-05-05")
        vm.hears("session: ask_rescue", 60)
        vm.sh("date -s 1999-01-01")
        vm.hears("session: ask_rescue", 60, times=2)
        vm.shot("session")
        assert vm.data is not None
    disk = datadisk.convert(vm.data, folder / "data.img")
    with datadisk.mounted(disk) as directory:
        told = [e for e in datadisk.in_order(directory) if e.session_id is not None]
    dates = [entry.wall_unix_ns for entry in told]
    assert dates != sorted(dates), "the jump back was not while it was recorded"
    assert len({entry.session_id for entry in told}) == 1
