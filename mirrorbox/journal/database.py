"""The connection under the journal and how each one is set up.

SQLite in DELETE mode with `synchronous=EXTRA`: in simulated power cuts this lost
nothing, while Python's default (FULL) lost the last committed transaction whenever
the unsynced unlink of the rollback journal came undone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from mirrorbox.journal.values import SqlValue

BUSY_MS = 5000

PRAGMAS = (
    f"PRAGMA busy_timeout={BUSY_MS}",
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",
)


UNREADABLE = (sqlite3.Error, ValueError, MemoryError)
"""What reading a damaged file raises: its text may be no text, not even in SQLite's
own message, and a torn length may ask for more memory than there is."""


class Rows(Protocol):
    """What a statement returns."""

    def fetchall(self) -> list[Any]:
        """Every row at once."""

    def __iter__(self) -> Iterator[Any]:
        """Row by row."""


class Connection(Protocol):
    """The part of a connection that the journal uses, in autocommit mode.

    `sqlite3` with `isolation_level=None` keeps to it, and so does `apsw`, whose
    simulated disk the power-cut test runs this very code on.
    """

    def execute(self, sql: str, parameters: Sequence[SqlValue] = ..., /) -> Rows:
        """Run one statement."""

    def close(self) -> None:
        """Let go of the file."""


Connect = Callable[[Path], Connection]
"""Opens an existing file to write."""


def connect(path: Path) -> sqlite3.Connection:
    """Open an existing file to write; the writer thread may use it."""
    return _open(path, "mode=rw")


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open an existing file to read while another process writes it."""
    connection = _open(path, "mode=ro")
    connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    return connection


def connect_to_rest(path: Path) -> AbstractContextManager[sqlite3.Connection]:
    """Open a file nobody writes: a copy, or a damaged file with its journal."""
    return closing(_open(path, "mode=ro&immutable=1"))


def _open(path: Path, how: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{how}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)


def configure(connection: Connection) -> None:
    """Set everything that makes a commit durable."""
    for pragma in PRAGMAS:
        connection.execute(pragma).fetchall()


def ask(connection: Connection, sql: str, *parameters: SqlValue) -> Any:
    """The first column of the first row, or None where there is no row."""
    rows = connection.execute(sql, parameters).fetchall()
    return rows[0][0] if rows else None


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All of it or nothing; durable when this returns."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # on a full disk SQLite has rolled back already
            connection.execute("ROLLBACK")
        raise
