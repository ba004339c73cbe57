from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import SimulatedClock
from mirrorbox.errors import JournalFault, JournalFull, JournalTooNew
from mirrorbox.journal import How, Store
from mirrorbox.journal.database import ask, connect, connect_to_rest
from mirrorbox.journal.schema import (
    MIGRATIONS,
    SELECT_ENTRY,
    SELECT_SESSION,
    Migration,
    expected_schema,
    schema_of,
)
from tests.journal.helpers import begin, everything, record_sessions

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTE = "CREATE TABLE note (seq INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"
NEWER = (*MIGRATIONS, (NOTE,))
BROKEN = (*MIGRATIONS, (NOTE, "CREATE TABLE note (again)"))


def version(path: Path) -> int:
    with connect_to_rest(path) as connection:
        return int(ask(connection, "PRAGMA user_version"))


def test_an_older_journal_is_copied_then_migrated(tmp_path: Path) -> None:
    record_sessions(tmp_path, 2)
    store = Store.open(tmp_path, SimulatedClock(), migrations=NEWER)
    assert store.opening.how is How.OPENED
    assert len(store.sessions()) == 2
    store.verify()
    store.close()
    assert version(tmp_path / "journal.db") == 2
    assert version(tmp_path / "backup" / "before-v2.db") == 1
    with pytest.raises(JournalTooNew):
        Store.open(tmp_path, SimulatedClock())


def test_the_copy_from_before_is_as_good_as_any(tmp_path: Path) -> None:
    record_sessions(tmp_path, 2)
    Store.open(tmp_path, SimulatedClock(), migrations=NEWER).close()
    (tmp_path / "journal.db").write_bytes(b"damaged")
    store = Store.open(tmp_path, SimulatedClock(), migrations=NEWER)
    assert store.opening.how is How.RESTORED
    assert len(store.sessions()) == 2
    begin(store)
    store.verify()
    store.close()
    assert version(tmp_path / "journal.db") == 2


def test_a_migration_that_fails_leaves_the_journal_as_it_was(tmp_path: Path) -> None:
    record_sessions(tmp_path, 1)
    with closing(connect(tmp_path / "journal.db")) as connection:
        before = list(connection.iterdump())
    with pytest.raises(JournalFault, match="no way from version 1 to 2"):
        Store.open(tmp_path, SimulatedClock(), migrations=BROKEN)
    with closing(connect(tmp_path / "journal.db")) as connection:
        assert list(connection.iterdump()) == before
    store = Store.open(tmp_path, SimulatedClock())
    assert store.opening.how is How.OPENED
    assert everything(store)
    store.close()


def released() -> list[Path]:
    """A journal of every schema that units in the field may have."""
    return sorted((Path(__file__).parent / "released").glob("v*.sql"))


def laid_down(sql: Path, folder: Path) -> Path:
    """The file that an old version left behind."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "journal.db"
    with closing(sqlite3.connect(path)) as old:
        old.executescript(sql.read_text(encoding="utf-8"))
    return path


def test_there_is_a_journal_of_every_released_schema() -> None:
    assert [path.stem for path in released()] == [
        f"v{number}" for number in range(1, len(MIGRATIONS) + 1)
    ]


@pytest.mark.parametrize("sql", released(), ids=lambda path: path.stem)
def test_a_released_migration_is_never_changed(sql: Path, tmp_path: Path) -> None:
    path = laid_down(sql, tmp_path)
    number = version(path)

    assert sql.stem == f"v{number}"
    with connect_to_rest(path) as old:
        assert schema_of(old) == expected_schema(MIGRATIONS[:number])


@pytest.mark.parametrize("target", [MIGRATIONS, NEWER], ids=["newest", "next"])
@pytest.mark.parametrize("sql", released(), ids=lambda path: path.stem)
def test_every_released_journal_is_kept_by_an_upgrade(
    sql: Path, target: Sequence[Migration], tmp_path: Path
) -> None:
    path = laid_down(sql, tmp_path)
    number = version(path)
    with connect_to_rest(path) as old:
        before = old.execute(f"{SELECT_ENTRY} ORDER BY seq").fetchall()
        sessions = old.execute(f"{SELECT_SESSION} ORDER BY id").fetchall()

    store = Store.open(tmp_path, SimulatedClock(boot_id="later"), migrations=target)
    assert store.opening.how is How.OPENED
    assert [s.reason for s in store.sessions()] == ["dose", "interrupted"]
    store.verify()
    store.close()

    assert version(path) == len(target)
    with connect_to_rest(path) as now:
        after = now.execute(f"{SELECT_ENTRY} ORDER BY seq").fetchall()
        assert now.execute(f"{SELECT_SESSION} ORDER BY id").fetchall() == sessions
    assert after[: len(before)] == before
    copy = tmp_path / "backup" / f"before-v{len(target)}.db"
    assert copy.exists() is (number < len(target))
    if copy.exists():
        with connect_to_rest(copy) as kept:
            assert kept.execute(f"{SELECT_ENTRY} ORDER BY seq").fetchall() == before
            assert version(copy) == number


def test_a_full_disk_before_the_copy_leaves_the_journal_unmigrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_sessions(tmp_path, 1)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("mirrorbox.journal.recovery.write_copy", full)
    with pytest.raises(JournalFull):
        Store.open(tmp_path, SimulatedClock(), migrations=NEWER)

    assert version(tmp_path / "journal.db") == 1
    assert not list((tmp_path / "backup").glob("before-*"))
