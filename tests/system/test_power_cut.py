"""The plug is pulled at any moment: what was acknowledged is there; it boots again."""

from __future__ import annotations

import json
import random
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import pytest

from mirrorbox.journal import Reader
from mirrorbox.journal.checks import check_copy
from mirrorbox.journal.schema import MIGRATIONS
from tests.system import datadisk
from tests.system.datadisk import Promises
from tests.system.saving import SAID
from tests.system.vm import SHOWN, STARTS, VM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.guest import Guest
    from tests.system.saving import Saved

pytestmark = [pytest.mark.system, pytest.mark.timeout(1500)]

FIRST_STARTS, LONGEST_START_S = 4, 22.0
"""Cuts of a first start: from before the data partition is mounted, through the making
of the identity and the journal, to about the first mirrored frame."""

SESSIONS = 16
"""A running session, cut at so many moments."""

LONGEST_S = 3.0

COPIES = 10
"""Cuts while the daily copy is written."""


@dataclass
class Figures:
    """What was tried, for the notes."""

    cuts: int = 0
    before_ready: int = 0
    promises: int = 0
    interrupted: int = 0

    def count(self, vm: VM, promises: Promises, disk: Path) -> None:
        """A plug was pulled: what was promised on this disk must be there."""
        self.cuts += 1
        self.promises += promises.hear(vm.said())
        self.before_ready += SHOWN not in vm.said()
        with datadisk.mounted(disk) as directory:
            self.interrupted += promises.check(directory)

    def write(self, folder: Path) -> None:
        """Keep them beside the pictures."""
        (folder / "figures.json").write_text(json.dumps(asdict(self), indent=1) + "\n")


def test_cut_while_it_starts(guest: Guest, folder: Path, saved: Saved) -> None:
    """Its very first start; then one unit lives on, and comes up by itself."""
    chance = random.Random(4)
    figures = Figures()
    promises = Promises()
    for number in range(FIRST_STARTS):
        promises = Promises()
        with VM(guest, folder, data=None, saved=saved.before_first_start()) as vm:
            assert vm.data is not None
            time.sleep(LONGEST_START_S * (number + chance.random()) / FIRST_STARTS)
            vm.shot(f"cut{number}")
        disk = _raw(vm.data)
        figures.count(vm, promises, disk)
    with VM(guest, folder / "next", data=disk, unit="busy") as vm:
        vm.hears("session: countdown", 240)
        time.sleep(chance.uniform(0, LONGEST_S))
    assert vm.root_is_untouched()
    figures.count(vm, promises, disk)
    figures.write(folder)
    assert figures.before_ready


def test_cut_in_a_session(guest: Guest, folder: Path, saved: Saved) -> None:
    chance = random.Random(5)
    figures = Figures()
    for number in range(SESSIONS):
        promises = Promises()
        promises.hear((saved.busy() / SAID).read_text())
        with VM(guest, folder, data=None, saved=saved.busy()) as vm:
            assert vm.data is not None
            time.sleep(chance.uniform(0, LONGEST_S))
            if number % 6 == 5:
                vm.shot(f"cut{number:02}")
        figures.cuts += 1
        figures.promises += promises.hear(promises.boot_line + vm.said())
        with datadisk.mounted(_raw(vm.data)) as directory:
            interrupted = promises.check(directory)
        assert interrupted == 1, "the session was open when the plug came out"
        figures.interrupted += interrupted
    figures.write(folder)
    assert figures.promises > SESSIONS


def test_cut_in_the_daily_copy(guest: Guest, folder: Path, saved: Saved) -> None:
    """Saved as the copy begins; then cut at any moment of it, and just after."""
    with VM(guest, folder, data=None, saved=saved.copying()) as vm:
        vm.wait_for(f"ls {datadisk.BACKUP}", ".db", 60)
        whole_s = time.monotonic() - vm.started
    said = (saved.copying() / SAID).read_text()
    of_this_start = said[said.rfind(STARTS) + 1 :]  # the records before are gone
    chance = random.Random(6)
    figures = Figures()
    halves = 0
    for number in range(COPIES):
        promises = Promises()
        promises.hear(of_this_start)
        with VM(guest, folder, data=None, saved=saved.copying()) as vm:
            assert vm.data is not None
            time.sleep(whole_s * 1.2 * (number + chance.random()) / COPIES)
        figures.cuts += 1
        figures.promises += promises.hear(promises.boot_line + vm.said())
        with datadisk.mounted(_raw(vm.data)) as directory:
            halves += bool(list((directory / "backup").glob("*.part")))
            for copy in (directory / "backup").glob("*.db"):
                check_copy(copy, MIGRATIONS)
            promises.check(directory)
            with Reader(directory) as reader:
                assert len(reader.entries(None)) > datadisk.YEARS
    figures.write(folder)
    assert halves, "no cut fell into the copy"


def _raw(disk: Path) -> Path:
    """The data disk of a saved guest as the host mounts it; the other is removed."""
    raw = datadisk.convert(disk, disk.with_suffix(".img"))
    disk.unlink()
    return raw
