"""Whatever was acknowledged is there after a power cut at any operation."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import apsw
import pytest

from mirrorbox.clock import SimulatedClock
from mirrorbox.journal import How, Store
from mirrorbox.journal.trouble import JournalDamaged
from mirrorbox.words import Side, View
from tests.journal.crash_vfs import (
    CrashVfs,
    Create,
    Delete,
    Disk,
    SyncDirectory,
    Weakened,
    survivors,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mirrorbox.journal import Entry, SessionSummary
    from mirrorbox.journal.database import Connection

FAST_DISK = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 -- memory


@dataclass
class Recording:
    """One run on the simulated disk, and when each entry was acknowledged."""

    disk: Disk
    acknowledged: list[tuple[int, Entry]]
    uids: dict[str, int]

    def known_at(self, stop: int) -> list[Entry]:
        return [entry for done, entry in self.acknowledged if done <= stop]


class Recorder:
    """Runs three boots of the real store: one ends, one is cut off, one goes on."""

    def __init__(self, directory: Path, synchronous: str) -> None:
        self._directory = directory
        self._synchronous = synchronous
        self._disk = Disk()
        self._disk.create("journal.db")  # as `create_private` leaves it
        self._disk.sync_directory()
        self._acknowledged: list[tuple[int, Entry]] = []
        self._uids: dict[str, int] = {}
        self._vfs = CrashVfs(f"crash-{id(self)}", self._disk)

    def connect(self, path: Path) -> Connection:
        flags = apsw.SQLITE_OPEN_READWRITE
        connection = apsw.Connection(str(path), flags, vfs=f"crash-{id(self)}")
        return Weakened(connection, self._synchronous)

    def record(self) -> Recording:
        for number in range(3):
            self._boot(SimulatedClock(boot_id=f"boot-{number}"), ends=number == 0)
        self._vfs.unregister()
        return Recording(self._disk, self._acknowledged, self._uids)

    def _boot(self, clock: SimulatedClock, *, ends: bool) -> None:
        store = Store.open(self._directory, clock, connect=self.connect)
        self._note(store, None)
        number = store.begin_session(
            affected_side=Side.LEFT, view=View.REFLECTION, settings={"dose_s": 1200}
        )
        self._uids[store.sessions()[-1].uid] = len(self._disk.operations)
        self._note(store, number)
        for kind in ("heartbeat", "moment", "paused", "resumed", "heartbeat"):
            clock.advance(10)
            store.append(kind, {"moved_s": clock.boot_ns() / 1e9}, number)
            self._note(store, number)
        if ends:
            store.append("ended", {"reason": "dose", "moved_s": 50.0}, number)
            self._note(store, number)
            store.append("button_stuck", {"button": "log"})
            self._note(store, None)
        store.close()

    def _note(self, store: Store, session: int | None) -> None:
        """The call returned: whatever is now there has been promised."""
        done = len(self._disk.operations)
        known = {entry.seq for _, entry in self._acknowledged}
        numbers = {summary.number for summary in store.sessions()}
        for entry in (e for s in (*numbers, None) for e in store.entries(s)):
            if entry.seq not in known:
                self._acknowledged.append((done, entry))
        assert session is None or session in numbers


class Outcome(Counter[str]):
    """How the cuts of one run went."""


def outcome_of(recording: Recording, cuts: Sequence[tuple[int, int]]) -> Outcome:
    """Let the real recovery open what survives each cut and compare."""
    outcome = Outcome()
    for number, (stop, files) in enumerate(survivors(recording.disk, cuts)):
        with tempfile.TemporaryDirectory(dir=FAST_DISK) as directory:
            for name, content in files.items():
                (Path(directory) / name).write_bytes(content)
            clock = SimulatedClock(boot_id=f"after cut {number}")
            outcome[judge(recording, stop, Path(directory), clock)] += 1
    return outcome


def judge(
    recording: Recording, stop: int, directory: Path, clock: SimulatedClock
) -> str:
    store = Store.open(directory, clock)
    restored = store.opening.how is How.RESTORED
    try:
        store.verify()
        if restored:
            return "damaged"
        sessions = store.sessions()
        numbers = (*(summary.number for summary in sessions), None)
        found = {entry.seq: entry for s in numbers for entry in store.entries(s)}
        if any(found.get(e.seq) != e for e in recording.known_at(stop)):
            return "lost"
        uids = {summary.uid for summary in sessions}
        if any(uid not in uids for uid, at in recording.uids.items() if at <= stop):
            return "session lost"
        return closed_rightly(sessions)
    except JournalDamaged:  # found by the full check only
        return "badly restored" if restored else "damaged"
    finally:
        store.close()


def closed_rightly(sessions: Sequence[SessionSummary]) -> str:
    """The first session ends by its dose, unless that was not yet durable."""
    for summary in sessions:
        allowed = {"interrupted", "dose"} if summary.number == 1 else {"interrupted"}
        if summary.reason not in allowed:
            return "not closed"
    return "ok"


def record(directory: Path, synchronous: str) -> Recording:
    return Recorder(directory, synchronous).record()


def every_cut(recording: Recording, seeds: int) -> list[tuple[int, int]]:
    stops = range(2, len(recording.disk.operations) + 1)  # 2: the file was created
    return [(stop, seed) for stop in stops for seed in range(seeds)]


def some_cuts(recording: Recording, count: int) -> list[tuple[int, int]]:
    return random.Random(count).sample(every_cut(recording, seeds=4), count)


def test_nothing_is_lost_in_a_sample_of_cuts(tmp_path: Path) -> None:
    recording = record(tmp_path, "EXTRA")
    assert len(recording.acknowledged) > 20
    assert outcome_of(recording, some_cuts(recording, 150)) == {"ok": 150}


@pytest.mark.parametrize("synchronous", ["FULL", "OFF"])
def test_the_harness_sees_what_weaker_settings_lose(
    tmp_path: Path, synchronous: str
) -> None:
    recording = record(tmp_path, synchronous)
    outcome = outcome_of(recording, some_cuts(recording, 150))
    assert outcome["lost"] > 15, outcome
    assert not outcome["badly restored"], outcome


@pytest.mark.slow
def test_nothing_is_lost_in_any_cut(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recording = record(tmp_path, "EXTRA")
    seeds = 1 + 6000 // len(recording.disk.operations)
    cuts = every_cut(recording, seeds)
    outcome = outcome_of(recording, cuts)
    with capsys.disabled():
        print(f"\nEXTRA: {dict(outcome)} in {len(cuts)} cuts")  # noqa: T201 -- figure
    assert len(cuts) >= 5000
    assert outcome == {"ok": len(cuts)}


def test_the_record_goes_through_the_simulated_disk(tmp_path: Path) -> None:
    operations = record(tmp_path, "EXTRA").disk.operations
    rollbacks = [
        made
        for made in operations
        if isinstance(made, Create) and made.name == "journal.db-journal"
    ]
    unlinks_synced = sum(
        isinstance(before, Delete) and isinstance(after, SyncDirectory)
        for before, after in pairwise(operations)
    )
    assert len(rollbacks) == unlinks_synced > 20
