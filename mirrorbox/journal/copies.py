"""The daily copies: seven whole journals, taken through SQLite, never of the file."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S
from mirrorbox.errors import JournalFault
from mirrorbox.journal.checks import check_copy
from mirrorbox.journal.database import UNREADABLE, Connection, connect_to_rest
from mirrorbox.journal.files import create_private, take_over
from mirrorbox.journal.rows import last_number
from mirrorbox.journal.values import Kind, Stamp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mirrorbox.journal.files import Place
    from mirrorbox.journal.schema import Migration

KEPT = 7
DAY_NS = 24 * 3600 * NS_PER_S

_LAST_COPY = (
    "SELECT seq, boot_id, boot_ns FROM entry WHERE kind = ? ORDER BY seq DESC LIMIT 1"
)


def copy_due(connection: Connection, now: Stamp) -> bool:
    """Whether there is something new and the last copy is a boot or a day old."""
    rows = connection.execute(_LAST_COPY, (Kind.COPIED.value,)).fetchall()
    newest = last_number(connection, "entry")
    if not rows:
        return newest > 0
    seq, boot_id, boot_ns = rows[0]
    same_day = boot_id == now.boot_id and now.boot_ns - boot_ns < DAY_NS
    return newest > int(seq) and not same_day


def oldest_slot(place: Place) -> Path:
    """The daily copy to overwrite: a free number, else the one with least in it."""
    slots = [place.backup / f"{number:02}.db" for number in range(1, KEPT + 1)]
    return min(slots, key=newest_seq)


def write_copy(
    connection: Connection, slot: Path, migrations: Sequence[Migration]
) -> None:
    """Copy the whole journal to `slot`; an older copy stays until this one is good.

    Raises:
        JournalDamaged: the copy fails its check, so the journal is damaged.
        OSError, sqlite3.Error: the disk failed.
    """
    part = slot.with_suffix(".part")
    part.unlink(missing_ok=True)
    create_private(part)
    try:
        connection.execute("VACUUM INTO ?", (str(part),))
        check_copy(part, migrations, full=False)
        take_over(part, slot)
    finally:
        part.unlink(missing_ok=True)


def newest_seq(copy: Path) -> int:
    """The newest entry of a copy, -1 where it cannot be read."""
    with suppress(*UNREADABLE), connect_to_rest(copy) as connection:
        return last_number(connection, "entry")
    return -1


def newest_good(place: Place, migrations: Sequence[Migration]) -> Path | None:
    """The copy with most in it that passes the full check."""
    for copy in sorted(place.copies(), key=newest_seq, reverse=True):
        with suppress(JournalFault):
            check_copy(copy, migrations)
            return copy
    return None
