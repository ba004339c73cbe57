from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import SimulatedClock
from mirrorbox.errors import JournalFault, JournalTooNew
from mirrorbox.journal import How, Store
from mirrorbox.journal.database import ask, connect, connect_to_rest
from mirrorbox.journal.schema import MIGRATIONS
from tests.journal.helpers import begin, everything, record_sessions

if TYPE_CHECKING:
    from pathlib import Path

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
