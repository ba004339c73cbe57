"""The disk in the way: full, read-only, gone read-only while running."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import SimulatedClock
from mirrorbox.errors import FaultKind, JournalFull, JournalReadOnly
from mirrorbox.journal import How, Journal, Store
from tests.journal.helpers import (
    FLUSH_S,
    Cramped,
    begin,
    big,
    everything,
    record_sessions,
    remount,
    small_disk,
)

if TYPE_CHECKING:
    from pathlib import Path


def fill(at: Path) -> Path:
    """Take all the space that is left."""
    ballast = at / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    return ballast


def test_a_really_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "card") as card:
        store = Store.open(card / "journal", SimulatedClock())
        number = begin(store)
        ballast = fill(card)
        with pytest.raises(JournalFull, match="free some space"):
            store.append("note", big(), number)
        assert len(store.entries(number)) == 1
        ballast.unlink()
        assert store.append("note", big(), number) == 2
        store.verify()
        store.close()


def test_the_writer_rides_out_a_really_full_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path / "card") as card:
        journal = Journal.open(card / "journal", SimulatedClock())
        journal.record("note", {"number": 0})
        assert journal.flush(FLUSH_S)
        ballast = fill(card)
        receipt = journal.record("note", big(1))
        assert not journal.flush(FLUSH_S)
        assert journal.fault is not None
        assert journal.fault.kind is FaultKind.JOURNAL_FULL
        ballast.unlink()
        assert journal.flush(FLUSH_S)
        assert journal.fault is None
        assert receipt.seq == 2
        journal.close()


def test_a_full_disk_does_not_keep_a_journal_from_opening(tmp_path: Path) -> None:
    with small_disk(tmp_path / "card") as card:
        clock = SimulatedClock(boot_id="a")
        store = Store.open(card / "journal", clock)
        number = begin(store)
        store.close()
        ballast = fill(card)
        store = Store.open(card / "journal", SimulatedClock(boot_id="b"))
        assert store.opening.how is How.OPENED
        assert store.opening.interrupted == (number,)
        with pytest.raises(JournalFull):
            store.append("note", {})
        ballast.unlink()
        store.append("note", {})
        assert [s.reason for s in store.sessions()] == ["interrupted"]
        assert store.entries(None)[-1].boot_count == 2
        store.close()


def test_a_restore_on_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "card") as card:
        record_sessions(card / "journal", 1)
        path = card / "journal" / "journal.db"
        path.write_bytes(b"no database" * 2000)
        before = path.read_bytes()
        ballast = fill(card)
        with pytest.raises(JournalFull):
            Store.open(card / "journal", SimulatedClock())
        assert path.read_bytes() == before
        ballast.unlink()
        store = Store.open(card / "journal", SimulatedClock())
        assert store.opening.how is How.RESTORED
        store.close()


def test_a_disk_that_turns_read_only_is_a_fault_of_its_own(tmp_path: Path) -> None:
    with small_disk(tmp_path / "card") as card:
        record_sessions(card / "journal", 1)
        remount(card, "ro")
        with pytest.raises(JournalReadOnly, match="cannot be written"):
            Store.open(card / "journal", SimulatedClock())
        remount(card, "rw")
        Store.open(card / "journal", SimulatedClock()).close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_directory_without_permission_is_read_only(tmp_path: Path) -> None:
    record_sessions(tmp_path / "journal", 1)
    for path in (tmp_path / "journal" / "new", tmp_path / "journal"):
        (tmp_path / "journal").chmod(0o500)
        with pytest.raises(JournalReadOnly, match="cannot be written"):
            Store.open(path, SimulatedClock())
        (tmp_path / "journal").chmod(0o700)


def test_a_full_file_takes_up_again_where_it_was(tmp_path: Path) -> None:
    cramped = Cramped()
    store = Store.open(tmp_path, SimulatedClock(), connect=cramped.connect)
    number = begin(store)
    cramped.fill()
    with pytest.raises(JournalFull):
        store.append("note", big(), number)
    cramped.free()
    assert store.append("note", big(), number) == 2
    assert list(everything(store)) == [1, 2]
    store.close()
