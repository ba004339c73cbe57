"""The only statements that write: a boot, a session, an entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.journal import reading
from mirrorbox.journal.database import Connection, ask
from mirrorbox.journal.schema import ADD_BOOT, ADD_ENTRY, ADD_SESSION, SELECT_ENTRY
from mirrorbox.journal.values import (
    INTERRUPTED,
    Begun,
    Draft,
    Kind,
    SessionDraft,
    SqlValue,
    seal,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mirrorbox.journal.values import Stamp


def last_number(connection: Connection, table: str) -> int:
    """The highest number a table ever gave out, 0 when it gave none."""
    sql = "SELECT seq FROM sqlite_sequence WHERE name = ?"
    return int(ask(connection, sql, table) or 0)


def note_boot(connection: Connection, boot_id: str) -> int:
    """The number of this boot; a boot not seen before gets the next one."""
    known = ask(connection, "SELECT count FROM boot WHERE id = ?", boot_id)
    if known is not None:
        return int(known)
    count = int(ask(connection, "SELECT coalesce(max(count), 0) + 1 FROM boot"))
    connection.execute(ADD_BOOT, (count, boot_id))
    return count


def add_entry(
    connection: Connection,
    draft: Draft,
    *,
    boot_count: int,
    session_id: int | None = None,
    seq: int | None = None,
) -> int:
    """Write one entry and return its sequence number, the next one if not given."""
    number = last_number(connection, "entry") + 1 if seq is None else seq
    stamp = draft.stamp
    row: tuple[SqlValue, ...] = (
        number,
        session_id,
        draft.kind,
        stamp.boot_id,
        boot_count,
        stamp.boot_ns,
        stamp.wall_unix_ns,
        stamp.clock_quality.value,
        draft.data_json,
    )
    add_entry_row(connection, (*row, seal(row)))
    return number


def add_entry_row(connection: Connection, row: Sequence[SqlValue]) -> None:
    """Write an entry that already has its number and its seal."""
    connection.execute(ADD_ENTRY, row)


def add_session(
    connection: Connection, draft: SessionDraft, *, boot_count: int
) -> Begun:
    """Write a session with its first entry."""
    number = last_number(connection, "session") + 1
    seq = last_number(connection, "entry") + 1
    row: tuple[SqlValue, ...] = (
        number,
        draft.uid,
        seq,
        draft.affected_side.value,
        draft.view.value,
        draft.settings_json,
    )
    add_session_row(connection, (*row, seal(row)))
    started = Draft.of(Kind.STARTED, {"uid": draft.uid}, draft.stamp)
    add_entry(connection, started, boot_count=boot_count, session_id=number, seq=seq)
    return Begun(number, seq)


def add_session_row(connection: Connection, row: Sequence[SqlValue]) -> None:
    """Write a session that already has its number and its seal."""
    connection.execute(ADD_SESSION, row)


def open_sessions(connection: Connection) -> dict[int, str]:
    """Number and uid of the sessions that no entry has closed, oldest first."""
    rows = connection.execute(
        "SELECT id, uid FROM session WHERE NOT EXISTS (SELECT 1 FROM entry "
        "WHERE session_id = session.id AND kind = 'ended') ORDER BY id"
    )
    return dict(rows.fetchall())


def close_interrupted(
    connection: Connection, numbers: Collection[int], now: Stamp
) -> None:
    """End those of the sessions that are open, at their last sign of life."""
    boot_count = note_boot(connection, now.boot_id)
    for number in sorted(set(numbers) & set(open_sessions(connection))):
        last = reading.last_sign(connection, number)
        data = {
            "reason": INTERRUPTED,
            "moved_s": reading.moved_s(connection, number),
            "ended_boot_id": last.boot_id,
            "ended_boot_count": last.boot_count,
            "ended_boot_ns": last.boot_ns,
        }
        draft = Draft.of(Kind.ENDED, data, now)
        add_entry(connection, draft, boot_count=boot_count, session_id=number)


def newest_if(
    connection: Connection, draft: Draft, session_id: int | None, *, after: int
) -> int | None:
    """The number of the newest entry beyond `after` if it is this very draft."""
    sql = SELECT_ENTRY + "WHERE seq > ? ORDER BY seq DESC LIMIT 1"
    rows = connection.execute(sql, (after,)).fetchall()
    if not rows:
        return None
    seq, session, kind, boot_id, _, boot_ns, *_, data_json, _ = rows[0]
    when = draft.stamp
    there = (session, kind, boot_id, boot_ns, data_json)
    mine = (session_id, draft.kind, when.boot_id, when.boot_ns, draft.data_json)
    return int(seq) if there == mine else None
