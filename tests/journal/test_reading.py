from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import SimulatedClock
from mirrorbox.errors import JournalFault, JournalTooNew
from mirrorbox.journal import Reader, Store
from mirrorbox.journal.database import connect
from mirrorbox.words import Side, View
from tests.journal.helpers import begin, record_sessions, whole_session

if TYPE_CHECKING:
    from pathlib import Path


def test_reading_makes_no_journal(tmp_path: Path) -> None:
    with pytest.raises(JournalFault, match="There is no journal"):
        Reader(tmp_path / "journal")
    assert list(tmp_path.iterdir()) == []


def test_a_journal_is_read_while_it_is_written(tmp_path: Path) -> None:
    clock = SimulatedClock()
    store = Store.open(tmp_path, clock)
    whole_session(store, clock)
    with Reader(tmp_path) as reader:
        (done,) = reader.sessions()
        assert (done.number, done.reason, done.moments) == (1, "dose", 1)
        assert (done.affected_side, done.view) == (Side.LEFT, View.REFLECTION)
        assert (done.moved_s, done.settings) == (30.0, {"dose_s": 1200})
        number = begin(store, Side.RIGHT)
        store.append("heartbeat", {"moved_s": 7.5}, number)
        running = reader.session(number)
        assert (running.reason, running.moved_s) == (None, 7.5)
        assert [e.kind for e in reader.entries(number)] == ["started", "heartbeat"]
    store.close()


def test_an_unknown_session_is_one_sentence(tmp_path: Path) -> None:
    record_sessions(tmp_path, 1)
    with Reader(tmp_path) as reader, pytest.raises(JournalFault, match="no session 9"):
        reader.session(9)


def test_reading_writes_nothing(tmp_path: Path) -> None:
    record_sessions(tmp_path, 1)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.db")}
    with Reader(tmp_path) as reader:
        reader.sessions()
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.db")} == before


@pytest.mark.parametrize("content", [b"", b"not a database" * 900])
def test_a_file_that_is_no_journal_is_one_sentence(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "journal.db").write_bytes(content)
    with pytest.raises(JournalFault, match="is damaged"):
        Reader(tmp_path)


def test_a_newer_journal_is_not_misread(tmp_path: Path) -> None:
    record_sessions(tmp_path, 1)
    with closing(connect(tmp_path / "journal.db")) as connection:
        connection.execute("PRAGMA user_version=9")
    with pytest.raises(JournalTooNew):
        Reader(tmp_path)


def test_a_write_cut_off_is_left_to_the_mirror(tmp_path: Path) -> None:
    record_sessions(tmp_path / "original", 1)
    original = tmp_path / "original" / "journal.db"
    cut = tmp_path / "cut"
    cut.mkdir()
    with closing(connect(original)) as connection:
        connection.execute("PRAGMA cache_size=1")  # so that pages are written early
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO boot VALUES (9, 'x')")
        connection.execute("CREATE TABLE filler AS SELECT zeroblob(90000) AS b")
        for name in ("journal.db", "journal.db-journal"):
            (cut / name).write_bytes((tmp_path / "original" / name).read_bytes())
        connection.execute("ROLLBACK")
    with pytest.raises(JournalFault, match="cut off in a write"):
        Reader(cut)
    store = Store.open(cut, SimulatedClock())
    assert len(store.sessions()) == 1
    store.close()
    with Reader(cut) as reader:
        assert len(reader.sessions()) == 1


def test_a_folder_that_may_not_be_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(tmp_path), "is_file", forbidden)
    with pytest.raises(JournalFault, match="cannot be read"):
        Reader(tmp_path)
