"""Whether a journal file holds what the journal wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.journal.database import Connection, ask, connect_to_rest
from mirrorbox.journal.schema import (
    SELECT_ENTRY,
    SELECT_SESSION,
    Migration,
    expected_schema,
    schema_of,
    version_of,
)
from mirrorbox.journal.trouble import JournalDamaged, trouble
from mirrorbox.journal.values import sealed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_CONTRADICTIONS = {
    "a session has no entry": (
        "SELECT 1 FROM session WHERE NOT EXISTS "
        "(SELECT 1 FROM entry WHERE session_id = session.id) LIMIT 1"
    ),
    "it counts from below its newest entry": (
        "SELECT max(seq) > coalesce((SELECT seq FROM sqlite_sequence "
        "WHERE name = 'entry'), 0) FROM entry"
    ),
    "it counts from below its newest session": (
        "SELECT max(id) > coalesce((SELECT seq FROM sqlite_sequence "
        "WHERE name = 'session'), 0) FROM session"
    ),
}
"""What a file that SQLite finds whole may still get wrong."""

NEWEST = 500
"""How many of the newest entries the quick check reads."""


def problem_of(
    connection: Connection,
    *,
    version: int,
    migrations: Sequence[Migration],
    full: bool,
) -> str | None:
    """What is wrong with an open journal of this version, or None.

    The quick check reads every page once, the schema and the newest seals; the full
    one adds the indices, the references and every seal.

    Raises:
        sqlite3.Error: it cannot even be read.
    """
    if schema_of(connection) != expected_schema(migrations[:version]):
        return "its tables are not the journal's"
    check = "integrity_check(1)" if full else "quick_check(1)"
    verdict = ask(connection, f"PRAGMA {check}")
    if verdict != "ok":
        return f"it fails its check: {verdict}".replace("\n", " ")
    for sentence, sql in _CONTRADICTIONS.items():
        if ask(connection, sql):
            return sentence
    if full and connection.execute("PRAGMA foreign_key_check").fetchall():
        return "an entry refers to a session or boot that is not there"
    return _broken_seal(connection, limit=-1 if full else NEWEST)


def _broken_seal(connection: Connection, *, limit: int) -> str | None:
    """The newest row whose content does not match its seal, in words."""
    for table, sql in (
        ("session", SELECT_SESSION + "ORDER BY id DESC LIMIT ?"),
        ("entry", SELECT_ENTRY + "ORDER BY seq DESC LIMIT ?"),
    ):
        for row in connection.execute(sql, (limit,)):
            if not sealed(row):
                return f"{table} {row[0]} does not match its seal"
    return None


def check_copy(
    path: Path, migrations: Sequence[Migration], *, full: bool = True
) -> int:
    """Check a file at rest and return the version it has.

    Raises:
        JournalTooNew: a newer version of mirrorbox wrote it.
        JournalDamaged: it is not good.
        JournalFault: it cannot be read.
    """
    with trouble(path), connect_to_rest(path) as copy:
        version = version_of(copy, path, migrations)
        if not version:
            raise JournalDamaged(f"The copy {path} is not a journal: leave it.")
        problem = problem_of(copy, version=version, migrations=migrations, full=full)
        if problem:
            raise JournalDamaged(f"The copy {path} is damaged: {problem}.")
        return version
