"""What can still be read of a damaged journal, entry by entry."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mirrorbox.journal.database import UNREADABLE, Connection, ask, connect_to_rest
from mirrorbox.journal.rows import (
    add_entry,
    add_entry_row,
    add_session_row,
    last_number,
    note_boot,
)
from mirrorbox.journal.schema import ADD_BOOT, SELECT_ENTRY, SELECT_SESSION, schema_of
from mirrorbox.journal.values import Draft, Kind, Stamp, sealed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

_FROM = SELECT_ENTRY + "WHERE seq >= ? ORDER BY seq"
_ONE = SELECT_ENTRY + "WHERE seq = ?"
_SESSION = SELECT_SESSION + "WHERE id = ?"

PAGE_B = 4096
VALID_FOR = slice(92, 96)
"""Where the header says for which change its page count is valid."""

REACH = 100_000
"""How many missing numbers in a row are tried before the rest is given up."""

Row = tuple[Any, ...]


@dataclass(slots=True)
class Salvage:
    """Moves what is readable from a damaged file into the one being built.

    Attributes:
        into: the file being built, inside a transaction.
        first_page: the page that says where the tables of a sound journal begin.
        now: the stamp of what the salvage itself has to write.
        saved: entries moved so far.
    """

    into: Connection
    first_page: bytes
    now: Stamp
    saved: int = 0

    def run(self, damaged: Path) -> None:
        """Move every entry beyond the newest one that `into` already has.

        Raises:
            sqlite3.Error: `into` cannot be written; the source never raises.
        """
        first = last_number(self.into, "entry") + 1
        with _source(damaged, self.into, self.first_page) as source:
            for row in _readable(source, first):
                if sealed(row):
                    self._move(source, row)

    def _move(self, source: Connection, row: Row) -> None:
        try:
            self.into.execute("SAVEPOINT one")
            self._move_whole(source, row)
        except sqlite3.IntegrityError:  # its session or its boot is gone or differs
            self.into.execute("ROLLBACK TO one")
            self._move_orphan(row)
        self.into.execute("RELEASE one")
        self.saved += 1

    def _move_whole(self, source: Connection, row: Row) -> None:
        _, session_id, _, boot_id, boot_count = row[:5]
        if ask(self.into, "SELECT 1 FROM boot WHERE id = ?", boot_id) is None:
            self.into.execute(ADD_BOOT, (boot_count, boot_id))
        if session_id is not None:
            self._move_session(source, session_id)
        add_entry_row(self.into, row)

    def _move_session(self, source: Connection, session_id: int) -> None:
        known = "SELECT 1 FROM session WHERE id = ?"
        if ask(self.into, known, session_id) is not None:
            return
        rows: list[Row] = []
        with suppress(*UNREADABLE):
            rows = source.execute(_SESSION, (session_id,)).fetchall()
        if rows and sealed(rows[0]):  # else the entry finds no session: an orphan
            add_session_row(self.into, rows[0])

    def _move_orphan(self, row: Row) -> None:
        draft = Draft.of(Kind.ORPHAN, {"row": list(row)}, self.now)
        boot_count = note_boot(self.into, self.now.boot_id)
        add_entry(self.into, draft, boot_count=boot_count, seq=row[0])


def _source(
    damaged: Path, sound: Connection, first_page: bytes
) -> AbstractContextManager[Connection]:
    """The damaged file, or its content behind the first page of a sound one.

    The first page is written with every commit, so it wears first, and without it
    nothing is found; but every journal's tables begin at the same pages.
    """
    with suppress(*UNREADABLE):
        with connect_to_rest(damaged) as source:
            whole = schema_of(source) == schema_of(sound)
        if whole:
            return connect_to_rest(damaged)
    page = bytearray(first_page)
    page[VALID_FOR] = bytes(4)  # so that SQLite counts the pages itself
    patched = sqlite3.connect(":memory:", isolation_level=None)
    with suppress(*UNREADABLE):  # else it stays empty, and nothing is found
        patched.deserialize(bytes(page) + damaged.read_bytes()[len(page) :])
    return closing(patched)


def _readable(source: Connection, first: int) -> Iterator[Row]:
    """Every row that can be read from `first` on, stepping over damaged pages."""
    last = _last_heard_of(source)
    seq = first
    while seq <= last:
        for row in _scan(source, seq):
            seq = row[0] + 1
            yield row
        found = _step_over(source, seq, last)
        if found is None:
            return
        seq = found[0] + 1
        yield found


def _scan(source: Connection, seq: int) -> Iterator[Row]:
    """Rows in order up to the first that cannot be read."""
    with suppress(*UNREADABLE):
        for row in source.execute(_FROM, (seq,)):
            if row[0] < seq:
                return
            seq = row[0] + 1
            yield row


def _step_over(source: Connection, seq: int, last: int) -> Row | None:
    """The next row that can be read by its own number, if one is near."""
    for number in range(seq, min(last, seq + REACH) + 1):
        with suppress(*UNREADABLE):
            rows: list[Row] = source.execute(_ONE, (number,)).fetchall()
            if rows:
                return rows[0]
    return None


def _last_heard_of(source: Connection) -> int:
    """The highest number that a damaged file can have: its count or its last row."""
    heard = 0
    for sql in (
        "SELECT seq FROM sqlite_sequence WHERE name = 'entry'",
        "SELECT max(seq) FROM entry",
    ):
        with suppress(*UNREADABLE):
            found = ask(source, sql)
            heard = max(heard, found if isinstance(found, int) else 0)
    return heard
