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
from tests.system.saving import SAID, save
from tests.system.vm import VM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.guest import Guest

pytestmark = [pytest.mark.system, pytest.mark.timeout(1500)]

BOOTS = 6
"""One unit, booted again and again on the same disk and cut on the way up."""

EARLIEST_S, LATEST_S = 12.0, 40.0
"""From before the service starts, through the making of the journal and the daily copy,
to the mirror; on an idle machine the first mirrored frame comes after 30 s."""

SESSIONS = 24
"""A running session, cut at so many moments."""

LONGEST_S = 4.0

COPIES = 12
"""Cuts while the daily copy is written."""

BACKUP = "/var/lib/mirrorbox/backup"


@dataclass
class Figures:
    """What was tried, for the notes."""

    cuts: int = 0
    before_ready: int = 0
    promises: int = 0
    interrupted: int = 0

    def write(self, folder: Path) -> None:
        """Keep them beside the pictures."""
        (folder / "figures.json").write_text(json.dumps(asdict(self), indent=1) + "\n")


def test_cut_while_it_starts(guest: Guest, folder: Path, tmp_path: Path) -> None:
    """Half of the boots begin with an empty disk: the journal itself is being made."""
    chance = random.Random(4)
    figures = Figures()
    promises = Promises()
    prescribed = datadisk.prescribed(tmp_path)
    for number in range(BOOTS):
        if number < 3 or number == BOOTS // 2:  # then one unit lives on, cut after cut
            promises = Promises()
            content = None if number < BOOTS // 2 else prescribed
            disk = datadisk.make(folder / "data.img", content)
        moment_s = (
            EARLIEST_S + (LATEST_S - EARLIEST_S) * (number + chance.random()) / BOOTS
        )
        with VM(guest, folder / f"cut{number:02}", data=disk, unit="busy") as vm:
            time.sleep(moment_s)
            vm.shot("last")
        assert vm.root_is_untouched()
        figures.cuts += 1
        figures.promises += promises.hear(vm.said())
        figures.before_ready += "there is a picture" not in vm.said()
        with datadisk.mounted(disk) as directory:
            figures.interrupted += promises.check(directory)
    figures.write(folder)
    assert figures.before_ready
    # And it still comes up by itself.
    with VM(guest, folder / "after", data=disk, unit="busy") as vm:
        vm.hears("there is a picture", 240)


def test_cut_in_a_session(guest: Guest, folder: Path, saved_busy: Path) -> None:
    chance = random.Random(5)
    figures = Figures()
    for number in range(SESSIONS):
        promises = Promises()
        promises.hear((saved_busy / SAID).read_text())
        with VM(guest, folder, data=None, unit="busy", saved=saved_busy) as vm:
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


def test_cut_in_the_daily_copy(guest: Guest, folder: Path, tmp_path: Path) -> None:
    """Saved as the copy begins; then cut at any moment of it, and just after."""
    disk = datadisk.make(tmp_path / "data.img", datadisk.years(tmp_path), "192M")
    saved = save(guest, folder / "saved", disk, _copying, unit="pedal")
    with VM(guest, folder, data=None, saved=saved) as vm:
        vm.wait_for(f"ls {BACKUP}", ".db", 60)
        whole_s = time.monotonic() - vm.started
    chance = random.Random(6)
    figures = Figures()
    halves = 0
    for number in range(COPIES):
        promises = Promises()
        promises.hear((saved / SAID).read_text())
        with VM(guest, folder, data=None, saved=saved) as vm:
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


def _copying(vm: VM) -> None:
    # Without a program started in the loop: a copy takes but tenths of a second.
    vm.sh(f"until [ -e {BACKUP}/01.part ]; do :; done", 240)


def _raw(disk: Path) -> Path:
    """The data disk of a saved guest as the host mounts it; the other is removed."""
    raw = datadisk.convert(disk, disk.with_suffix(".img"))
    disk.unlink()
    return raw
