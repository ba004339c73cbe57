from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import SimulatedClock
from mirrorbox.errors import JournalFault, JournalTooNew
from mirrorbox.journal import How, Store
from mirrorbox.journal.database import connect
from mirrorbox.journal.trouble import EntryRefused
from tests.journal.helpers import begin, everything, record_sessions, whole_session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mirrorbox.journal.database import Connection, Rows
    from mirrorbox.journal.values import SqlValue


def test_a_new_journal_is_private(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "new" / "journal", SimulatedClock())
    begin(store)
    store.copy_if_due()
    store.close()
    directory = tmp_path / "new" / "journal"
    assert store.opening.how is How.FRESH
    assert directory.stat().st_mode & 0o777 == 0o700
    for path in directory.rglob("*"):
        wanted = 0o700 if path.is_dir() else 0o600
        assert path.stat().st_mode & 0o777 == wanted, path


def test_the_connection_commits_durably(tmp_path: Path) -> None:
    store = Store.open(tmp_path, SimulatedClock())

    def pragma(name: str) -> object:
        return store._db.execute(f"PRAGMA {name}").fetchall()[0][0]

    assert pragma("journal_mode") == "delete"
    assert pragma("synchronous") == 3  # EXTRA
    assert pragma("foreign_keys") == 1
    assert pragma("trusted_schema") == 0
    assert pragma("busy_timeout") == 5000
    store.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entry SET kind = 'x'",
        "DELETE FROM entry",
        "REPLACE INTO entry SELECT * FROM entry",
        "UPDATE session SET view = 'true'",
        "DELETE FROM session",
        "REPLACE INTO session SELECT * FROM session",
        "UPDATE boot SET id = 'x'",
        "DELETE FROM boot",
    ],
)
def test_nothing_written_can_be_changed(tmp_path: Path, change: str) -> None:
    record_sessions(tmp_path, 1)
    refused = pytest.raises(sqlite3.IntegrityError, match="append-only")
    with closing(connect(tmp_path / "journal.db")) as connection, refused:
        connection.execute(change)


def test_entries_come_back_as_they_were_written(tmp_path: Path) -> None:
    clock = SimulatedClock(boot_id="here")
    store = Store.open(tmp_path, clock)
    number = begin(store)
    clock.advance(2.5)
    seq = store.append("pain", {"nrs": 4, "when": "before", "note": "größer"}, number)
    unit = store.append("button_stuck", {"button": "log"})
    started, pain = store.entries(number)
    assert (started.kind, started.seq, seq, unit) == ("started", 1, 2, 3)
    assert pain.data == {"nrs": 4, "when": "before", "note": "größer"}
    assert (pain.boot_id, pain.boot_ns) == ("here", clock.boot_ns())
    assert [entry.kind for entry in store.entries(None)] == ["button_stuck"]
    store.close()


def test_each_new_boot_counts_one_more(tmp_path: Path) -> None:
    counts = []
    for boot_id in ("a", "a", "b", "c", "c"):
        clock = SimulatedClock(boot_id=boot_id)
        store = Store.open(tmp_path, clock)
        number = whole_session(store, clock)
        counts.append(store.sessions()[number - 1].boot_count)
        store.close()
    assert counts == [1, 1, 2, 3, 3]


def test_a_session_cut_off_is_closed_at_its_last_sign_of_life(tmp_path: Path) -> None:
    clock = SimulatedClock(boot_id="before")
    store = Store.open(tmp_path, clock)
    number = begin(store)
    clock.advance(30)
    store.append("heartbeat", {"moved_s": 29.5}, number)
    last_ns = clock.boot_ns()
    store.close()

    store = Store.open(tmp_path, SimulatedClock(boot_id="after"))
    assert store.opening.how is How.OPENED
    assert store.opening.interrupted == (number,)
    ended = store.entries(number)[-1]
    assert (ended.kind, ended.boot_id) == ("ended", "after")
    assert ended.data == {
        "reason": "interrupted",
        "moved_s": 29.5,
        "ended_boot_id": "before",
        "ended_boot_count": 1,
        "ended_boot_ns": last_ns,
    }
    assert store.sessions()[0].moved_s == 29.5
    store.close()
    store = Store.open(tmp_path, SimulatedClock(boot_id="after"))
    assert store.opening.interrupted == ()
    store.close()


def test_a_session_ends_once_and_must_exist(tmp_path: Path) -> None:
    clock = SimulatedClock()
    store = Store.open(tmp_path, clock)
    number = whole_session(store, clock)
    with pytest.raises(EntryRefused):
        store.append("ended", {"reason": "dose"}, number)
    with pytest.raises(EntryRefused):
        store.append("moment", {}, number + 1)
    store.append("pain", {"nrs": 2}, number)  # a later remark is welcome
    assert store.sessions()[0].reason == "dose"
    store.close()


def test_a_second_writer_is_turned_away(tmp_path: Path) -> None:
    store = Store.open(tmp_path, SimulatedClock())
    with pytest.raises(JournalFault, match="in use by another mirrorbox"):
        Store.open(tmp_path, SimulatedClock())
    store.close()
    Store.open(tmp_path, SimulatedClock()).close()


def test_a_journal_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    record_sessions(tmp_path, 1)
    path = tmp_path / "journal.db"
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA user_version=7")
    before = path.read_bytes()
    with pytest.raises(JournalTooNew, match="newer mirrorbox"):
        Store.open(tmp_path, SimulatedClock())
    assert path.read_bytes() == before


def test_a_file_where_the_directory_should_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("")
    with pytest.raises(JournalFault, match="cannot be used"):
        Store.open(tmp_path / "journal", SimulatedClock())


class Unsure:
    """A connection that reports a commit as failed although it reached the disk."""

    def __init__(self, path: Path) -> None:
        self._connection = connect(path)
        self.lies = False

    def execute(self, sql: str, parameters: Sequence[SqlValue] = (), /) -> Rows:
        rows = self._connection.execute(sql, parameters)
        if sql == "COMMIT" and self.lies:
            self.lies = False
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR_DIR_FSYNC
            raise error
        return rows

    def close(self) -> None:
        self._connection.close()


def test_an_entry_is_written_once_although_its_commit_seemed_to_fail(
    tmp_path: Path,
) -> None:
    opened: list[Unsure] = []

    def unsure(path: Path) -> Connection:
        opened.append(Unsure(path))
        return opened[-1]

    clock = SimulatedClock()
    store = Store.open(tmp_path, clock, connect=unsure)
    number = begin(store)
    store.append("moment", {"number": 1}, number)
    opened[-1].lies = True
    with pytest.raises(JournalFault):
        store.append("moment", {"number": 1}, number)
    again = store.append("moment", {"number": 1}, number)
    moments = [e.seq for e in store.entries(number) if e.kind == "moment"]
    assert moments == [2, 3]
    assert again == 3
    store.append("moment", {"number": 1}, number)  # not in doubt: a new one
    assert max(everything(store)) == 4
    store.close()
