"""After an upgrade that failed: a journal that this older version can read again.

    journal.db (too new) ──► journal.newer-01.db      kept whole, never read by us
    backup/before-vN.db  ──► journal.db               as it was before the migration

Only where this version cannot read the file. What was recorded since the migration is
in the file that is set aside, and the journal says so.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

from mirrorbox.errors import JournalFault, JournalTooNew
from mirrorbox.journal.copies import newest_good, newest_seq
from mirrorbox.journal.database import configure, connect, transaction
from mirrorbox.journal.files import (
    FILE_MODE,
    Lock,
    Place,
    beside,
    create_private,
    take_over,
)
from mirrorbox.journal.recovery import GAP
from mirrorbox.journal.rows import add_entry, last_number, note_boot
from mirrorbox.journal.schema import MIGRATIONS, version_of
from mirrorbox.journal.trouble import trouble
from mirrorbox.journal.values import Draft, Kind, Stamp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mirrorbox.clock import Clock
    from mirrorbox.journal.schema import Migration


def go_back(
    directory: Path, clock: Clock, *, migrations: Sequence[Migration] = MIGRATIONS
) -> str:
    """Put the copy from before a migration in the place of a journal too new for us.

    Args:
        directory: the journal's.
        clock: stamps the entry that tells of it.
        migrations: what this version knows.

    Returns:
        What was done, in one sentence.

    Raises:
        JournalFault: there is no copy that this version can read, the disk is in the
            way, or another mirrorbox writes this journal; then nothing was changed.
    """
    place = Place(directory)
    with trouble(directory):
        lock = Lock(place)
        try:
            if not _too_new(place, migrations):
                return f"The journal {place.file} needs no way back."
            copy = _copy_for(place, migrations)
            newer = _next_newer(place)
            _build(place, copy, newer.name, Stamp.now(clock))
            os.link(place.file, newer)
            take_over(place.building, place.file)
        finally:
            lock.release()
    return (
        f"The journal goes on from {copy.name}; what a newer mirrorbox recorded is "
        f"kept in {newer.name}."
    )


def _too_new(place: Place, migrations: Sequence[Migration]) -> bool:
    """Asked of a file opened to write: a migration that was cut off is undone first."""
    with closing(connect(place.file)) as connection:
        try:
            version_of(connection, place.file, migrations)
        except JournalTooNew:
            return True
    return False


def _copy_for(place: Place, migrations: Sequence[Migration]) -> Path:
    """The good copy of a version that we know with most in it."""
    copy = newest_good(place, migrations)
    if copy is None:
        raise JournalFault(
            f"There is no copy of the journal {place.file} from before the upgrade."
        )
    return copy


def _build(place: Place, copy: Path, newer: str, now: Stamp) -> None:
    """The whole file that takes over, with the entry that tells of it.

    It counts on from beyond what the newer file has given out, so that no sequence
    number ever means two things.
    """
    building = place.building
    for leftover in (building, beside(building, "-journal")):
        leftover.unlink(missing_ok=True)
    create_private(building)
    shutil.copyfile(copy, building)
    building.chmod(FILE_MODE)
    newest = newest_seq(place.file)
    with closing(connect(building)) as connection:
        configure(connection)
        ours = last_number(connection, "entry")
        data = {"copy": copy.name, "newer": newer, "from_seq": ours, "to_seq": newest}
        with transaction(connection):
            add_entry(
                connection,
                Draft.of(Kind.WENT_BACK, data, now),
                boot_count=note_boot(connection, now.boot_id),
                seq=max(ours, newest) + GAP,
            )


def _next_newer(place: Place) -> Path:
    number = 1
    while (path := place.directory / f"journal.newer-{number:02}.db").exists():
        number += 1
    return path
