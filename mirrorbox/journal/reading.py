"""Reading the journal, by its writer or by another process while it is written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Self

from mirrorbox.clock import ClockQuality
from mirrorbox.errors import JournalFault, JournalMissing, JournalReadOnly
from mirrorbox.journal.database import Connection, connect_to_read
from mirrorbox.journal.files import Place
from mirrorbox.journal.schema import MIGRATIONS, SELECT_ENTRY, version_of
from mirrorbox.journal.training import worked_out
from mirrorbox.journal.trouble import JournalDamaged, damaged, trouble
from mirrorbox.journal.values import Entry, SessionSummary
from mirrorbox.words import Side, View

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SESSIONS = """
SELECT s.id, s.uid, s.affected_side, s.view, s.settings,
       first.wall_unix_ns, first.clock_quality, first.boot_count,
       (SELECT count(*) FROM entry WHERE session_id = s.id AND kind = 'moment'),
       (SELECT data FROM entry WHERE session_id = s.id AND kind = 'ended')
FROM session AS s JOIN entry AS first
  ON first.seq = (SELECT min(seq) FROM entry WHERE session_id = s.id)
ORDER BY s.id"""

_MOVED = """
SELECT json_extract(data, '$.moved_s') FROM entry
WHERE session_id = ? AND json_type(data, '$.moved_s') IN ('integer', 'real')
ORDER BY seq DESC LIMIT 1"""


_TRAINING = """
SELECT json_extract(data, '$.training') FROM entry
WHERE session_id = ? AND kind IN ('ended', 'card_taken_back')
  AND json_type(data, '$.training') = 'object'
ORDER BY seq DESC LIMIT 1"""


def sessions(connection: Connection) -> list[SessionSummary]:
    """Every session, oldest first.

    Raises:
        ValueError: a row does not hold what the journal writes.
    """
    rows = connection.execute(_SESSIONS).fetchall()
    return [_summary(connection, row) for row in rows]


def _summary(connection: Connection, row: tuple[Any, ...]) -> SessionSummary:
    number, uid, side, view, settings, wall, quality, boot, moments, ended = row
    end = json.loads(ended) if ended is not None else {}
    moved = end.get("moved_s")
    ran_under = json.loads(settings)
    return SessionSummary(
        number=number,
        uid=uid,
        started_unix_ns=wall,
        clock_quality=ClockQuality(quality),
        boot_count=boot,
        affected_side=Side(side),
        view=View(view),
        moved_s=moved_s(connection, number) if moved is None else float(moved),
        moments=moments,
        reason=end.get("reason"),
        settings=ran_under,
        training=_training(connection, number, end, ran_under),
    )


def _training(
    connection: Connection,
    session_id: int,
    end: Mapping[str, Any],
    settings: Mapping[str, Any],
) -> dict[str, Any]:
    """The newest word on it, for an answer may be taken back after the end.

    Where the end does not tell of it, because there is none yet or the power went,
    every answer still stands in the entries.
    """
    if "training" not in end:
        return worked_out(connection, session_id, settings)
    rows = connection.execute(_TRAINING, (session_id,)).fetchall()
    return dict(json.loads(rows[0][0])) if rows else {}


def entries(connection: Connection, session_id: int | None) -> list[Entry]:
    """The entries of one session in order; None gives the unit's own.

    Raises:
        JournalDamaged: an entry does not match its seal.
    """
    sql = SELECT_ENTRY + "WHERE session_id IS ? ORDER BY seq"
    rows = connection.execute(sql, (session_id,)).fetchall()
    return [Entry.from_row(row) for row in rows]


def last_sign(connection: Connection, session_id: int) -> Entry:
    """The newest entry of a session.

    Raises:
        JournalDamaged: it has none, or that one is damaged.
    """
    sql = SELECT_ENTRY + "WHERE session_id = ? ORDER BY seq DESC LIMIT 1"
    rows = connection.execute(sql, (session_id,)).fetchall()
    if not rows:
        raise JournalDamaged(
            f"Session {session_id} of the journal has no entry: start mirrorbox "
            "again, it restores the newest good copy."
        )
    return Entry.from_row(rows[0])


def moved_s(connection: Connection, session_id: int) -> float:
    """Seconds of exercise as the newest entry that tells them has it."""
    rows = connection.execute(_MOVED, (session_id,)).fetchall()
    return float(rows[0][0]) if rows else 0.0


class Reader:
    """The journal read-only, safe beside the process that writes it."""

    def __init__(self, directory: Path) -> None:
        """Open the journal in `directory`; nothing is made or changed.

        Raises:
            JournalTooNew: a newer version of mirrorbox wrote it.
            JournalMissing: there is none yet.
            JournalFault: it cannot be read.
        """
        self._directory = directory
        path = Place(directory).file
        try:
            found = path.is_file()
        except OSError as error:
            raise JournalFault(
                f"The journal at {directory} cannot be read ({error.strerror}): "
                "read it as the user that runs the mirror."
            ) from error
        if not found:
            raise JournalMissing(
                f"There is no journal at {path}: it begins when the mirror first runs."
            )
        with trouble(directory):
            self._db = connect_to_read(path)
        try:
            self._check(path)
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def sessions(self) -> list[SessionSummary]:
        """Every session, oldest first."""
        with trouble(self._directory):
            return sessions(self._db)

    def session(self, number: int) -> SessionSummary:
        """One session.

        Raises:
            JournalFault: there is no such number.
        """
        for summary in self.sessions():
            if summary.number == number:
                return summary
        raise JournalFault(
            f"The journal at {self._directory} has no session {number}: ask for the "
            "list of sessions."
        )

    def entries(self, session_id: int | None) -> list[Entry]:
        """The entries of one session in order; None gives the unit's own."""
        with trouble(self._directory):
            return entries(self._db, session_id)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _check(self, path: Path) -> None:
        try:
            with trouble(self._directory):
                version = version_of(self._db, path, MIGRATIONS)
        except JournalReadOnly as error:  # a rollback is due and we may not write
            raise JournalFault(
                f"The journal at {path} was cut off in a write: start the mirror "
                "once, it repairs it."
            ) from error
        if not version:
            raise damaged(self._directory, "it holds no journal")
