"""The data partition: made before a boot, read after a cut, on the host."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from mirrorbox.clock import SimulatedClock
from mirrorbox.journal import How, Reader, Store
from tests.system.guest import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mirrorbox.journal import Entry

SIZE = "64M"
PROMISE = re.compile(r"written: entry (\d+) of session (\S+)$")
BOOT = re.compile(r"^boot (\S+)$", re.MULTILINE)
REPAIRED = 2
"""e2fsck leaves 0 or 1 where the disk is well now; a bit more asks for a restart."""

PRESCRIPTION = ("--preset", "stroke_arm", "--set", "affected_side=left")
"""Long sessions, one after another: what cuts need."""


def make(path: Path, journal: Path | None = None, size: str = SIZE) -> Path:
    """A new data disk, empty or with a journal's folder on it."""
    path.unlink(missing_ok=True)
    command = ["mke2fs", "-q", "-F", "-t", "ext4", "-L", "data"]
    content = ["-d", str(journal)] if journal else []
    subprocess.run([*command, *content, str(path), size], check=True, timeout=60)
    return path


def convert(path: Path, to: Path) -> Path:
    """The same disk as qcow2, which can keep a saved guest, or raw, to be mounted."""
    form = {".qcow2": "qcow2", ".img": "raw"}[to.suffix]
    command = ["qemu-img", "convert", "-O", form, str(path), str(to)]
    subprocess.run(command, check=True, timeout=120)
    return to


def prescribed(folder: Path) -> Path:
    """A journal's folder with a prescription that lets sessions be long."""
    journal = folder / "journal"
    words = [*PRESCRIPTION, "--journal", str(journal)]
    command = [sys.executable, "-m", "mirrorbox", "prescribe", *words]
    subprocess.run(
        command, check=True, cwd=REPOSITORY, timeout=60, stdout=subprocess.DEVNULL
    )
    return journal


YEARS = 4_000
"""Entries, 20 MB: one copy then takes a second in a guest."""

BACKUP = "/var/lib/mirrorbox/backup"
"""The daily copies, in a guest."""

YEARS_FOLDER, YEARS_SIZE = "years", "96M"
"""Where `lay_years` puts them, and a disk on which they have a copy, too."""


def lay_years(journal: Path) -> None:
    """Lay beside a journal another, with more in it than a unit writes in its life."""
    years = journal / YEARS_FOLDER
    years.mkdir()
    shutil.copy(journal / "journal.db", years)
    store = Store.open(years, SimulatedClock(boot_id="years"))
    try:
        for _ in range(YEARS):
            store.append("note", {"text": "x" * 4800})
    finally:
        store.close()


@contextmanager
def mounted(path: Path) -> Iterator[Path]:
    """The disk as the next boot would find it: checked, repaired, mounted."""
    check = ["e2fsck", "-y", str(path)]
    # Without a time limit, for which subprocess would look but every 50 ms.
    done = subprocess.run(check, capture_output=True, check=False)
    assert done.returncode <= REPAIRED, done.stdout.decode(errors="replace")
    with tempfile.TemporaryDirectory() as folder:
        loop = ["mount", "-o", "loop", str(path), folder]
        subprocess.run(loop, check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def in_order(directory: Path) -> list[Entry]:
    """Every entry by its number. Whatever the date said, boots only grew, and in a
    session the time, too; what is noted beside it has the time of its reading."""
    with Reader(directory) as reader:
        owners = [None, *(session.number for session in reader.sessions())]
        owned = {owner: reader.entries(owner) for owner in owners}
    for owner in owners[1:]:
        times = [entry.boot_ns for entry in owned[owner]]
        assert times == sorted(times), owner
    found = sorted(chain(*owned.values()), key=lambda entry: entry.seq)
    boots = [entry.boot_count for entry in found]
    assert boots == sorted(boots)
    return found


@dataclass
class Promises:
    """What the service told that it had written: entry → session and boot."""

    kept: dict[int, tuple[str, str]] = field(default_factory=dict)
    boot_line: str = ""

    def hear(self, log: str) -> int:
        """Take over a boot's promises, to its last whole line; how many were new."""
        whole = log[: log.rfind("\n") + 1]
        before = len(self.kept)
        boot = BOOT.search(whole)
        if boot is None:
            return 0
        self.boot_line = boot[0] + "\n"
        for line in whole.splitlines():
            if found := PROMISE.search(line.strip()):
                self.kept[int(found[1])] = (found[2], boot[1])
        return len(self.kept) - before

    def check(self, directory: Path) -> int:
        """Open the journal as the next start does and compare.

        Returns:
            How many sessions were open and are now closed as interrupted.
        """
        if not self.kept and not (directory / "journal.db").exists():
            return 0
        clock = SimulatedClock(boot_id="examiner")
        store = Store.open(directory, clock)
        try:
            assert store.opening.how in {How.FRESH, How.OPENED}, store.opening
            store.verify()
            found = _everything(store)
            for seq, promise in self.kept.items():
                assert seq in found, f"entry {seq} of {promise} is gone"
                assert promise == found[seq], f"entry {seq} is another's"
            _all_closed(store)
            return len(store.opening.interrupted)
        finally:
            store.close()


def _everything(store: Store) -> dict[int, tuple[str, str]]:
    owners: list[tuple[int | None, str]] = [(None, "None")]
    owners += [(session.number, session.uid) for session in store.sessions()]
    return {
        entry.seq: (uid, entry.boot_id)
        for number, uid in owners
        for entry in store.entries(number)
    }


def _all_closed(store: Store) -> None:
    for session in store.sessions():
        entries: list[Entry] = store.entries(session.number)
        ends = [entry for entry in entries if entry.kind == "ended"]
        assert len(ends) == 1, f"session {session.number} has {len(ends)} ends"
