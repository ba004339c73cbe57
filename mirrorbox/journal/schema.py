"""The tables, their guards, and the numbered steps from each version to the next.

A migration is a tuple of statements, run in one transaction with its version
number. Write whole CREATE statements: the check at start compares their text.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from mirrorbox.errors import JournalTooNew
from mirrorbox.journal.database import Connection, ask, transaction

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

APPLICATION_ID = 0x4D42_4A4C
"""'MBJL' in the file's header: a mirrorbox journal."""

Migration = tuple[str, ...]

_BOOT = """CREATE TABLE boot (
  count INTEGER PRIMARY KEY,
  id    TEXT NOT NULL UNIQUE,
  UNIQUE (count, id)
) STRICT"""

_SESSION = """CREATE TABLE session (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  uid           TEXT NOT NULL UNIQUE,
  started_seq   INTEGER NOT NULL UNIQUE,
  affected_side TEXT NOT NULL CHECK (affected_side IN ('left', 'right')),
  view          TEXT NOT NULL
                CHECK (view IN ('reflection', 'both', 'overlay', 'true')),
  settings      TEXT NOT NULL,
  crc           INTEGER NOT NULL
) STRICT"""

_ENTRY = """CREATE TABLE entry (
  seq           INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id    INTEGER REFERENCES session (id),
  kind          TEXT NOT NULL,
  boot_id       TEXT NOT NULL,
  boot_count    INTEGER NOT NULL,
  boot_ns       INTEGER NOT NULL,
  wall_unix_ns  INTEGER NOT NULL,
  clock_quality TEXT NOT NULL,
  data          TEXT NOT NULL,
  crc           INTEGER NOT NULL,
  FOREIGN KEY (boot_count, boot_id) REFERENCES boot (count, id)
) STRICT"""

_ENDS_ONCE = """CREATE UNIQUE INDEX session_ends_once ON entry (session_id)
WHERE kind = 'ended' AND session_id IS NOT NULL"""

ADD_BOOT = "INSERT INTO boot (count, id) VALUES (?, ?)"
SELECT_SESSION = (
    "SELECT id, uid, started_seq, affected_side, view, settings, crc FROM session "
)
ADD_SESSION = (
    "INSERT INTO session (id, uid, started_seq, affected_side, view, settings, crc) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
SELECT_ENTRY = (
    "SELECT seq, session_id, kind, boot_id, boot_count, boot_ns, wall_unix_ns, "
    "clock_quality, data, crc FROM entry "
)
ADD_ENTRY = (
    "INSERT INTO entry (seq, session_id, kind, boot_id, boot_count, boot_ns, "
    "wall_unix_ns, clock_quality, data, crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def _guard(table: str, event: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _guard_replace(table: str, same: str) -> str:
    """REPLACE would delete the old row without asking the DELETE guard."""
    there = f"SELECT 1 FROM {table} WHERE {same}"  # noqa: S608 -- literals below
    return (
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS ({there}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


VERSION_1: Migration = (
    f"PRAGMA application_id={APPLICATION_ID}",
    _BOOT,
    _SESSION,
    _ENTRY,
    "CREATE INDEX entry_of_session ON entry (session_id, kind)",
    _ENDS_ONCE,
    *(
        _guard(table, event)
        for table in ("boot", "session", "entry")
        for event in ("UPDATE", "DELETE")
    ),
    _guard_replace("boot", "count = NEW.count OR id = NEW.id"),
    _guard_replace("session", "id = NEW.id OR uid = NEW.uid"),
    _guard_replace("entry", "seq = NEW.seq"),
)

MIGRATIONS: tuple[Migration, ...] = (VERSION_1,)


def version_of(
    connection: Connection, path: Path, migrations: Sequence[Migration]
) -> int | None:
    """The version of a journal, 0 for an empty file, None for any other file.

    Raises:
        JournalTooNew: a newer version of mirrorbox wrote it.
    """
    version = int(ask(connection, "PRAGMA user_version"))
    if ask(connection, "PRAGMA application_id") != APPLICATION_ID:
        tables = ask(connection, "SELECT count(*) FROM sqlite_schema")
        return 0 if version == 0 and tables == 0 else None
    if version > len(migrations):
        raise JournalTooNew(
            f"The journal {path} was written by a newer mirrorbox (version {version}, "
            f"this one knows {len(migrations)}): install that mirrorbox again."
        )
    return version if version > 0 else None


def migrate(
    connection: Connection, version: int, migrations: Sequence[Migration]
) -> None:
    """Take the file from `version` to the newest, one transaction for each step."""
    for number, statements in enumerate(migrations[version:], start=version + 1):
        with transaction(connection):
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={number}")


def schema_of(connection: Connection) -> set[tuple[str, str, str]]:
    """Type, name and text of everything in the schema."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"
    )
    return set(rows.fetchall())


def expected_schema(migrations: Sequence[Migration]) -> set[tuple[str, str, str]]:
    """The same of a file that these migrations make."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as scratch:
        migrate(scratch, 0, migrations)
        return schema_of(scratch)
