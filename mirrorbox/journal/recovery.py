"""Opening the journal: check it, and put the best there is in place of a damaged one.

    missing, no copies ──────────────► new file                          fresh
    good ───────────► (copy, migrate) ► as it is                         opened
    damaged ──┐
    missing ──┴► newest good copy + what can be read ► takes its place   restored

The damaged file keeps its content under a numbered name. A power cut at any point
leaves either the old file, and all of this happens again, or the finished new one.
"""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirrorbox.journal.checks import problem_of
from mirrorbox.journal.copies import newest_good, write_copy
from mirrorbox.journal.database import (
    Connect,
    Connection,
    ask,
    configure,
    transaction,
)
from mirrorbox.journal.files import FILE_MODE, Place, beside, create_private, take_over
from mirrorbox.journal.rows import add_entry, last_number, note_boot
from mirrorbox.journal.salvage import PAGE_B, Salvage
from mirrorbox.journal.schema import Migration, migrate, version_of
from mirrorbox.journal.trouble import JournalDamaged, failed, trouble
from mirrorbox.journal.values import Draft, How, Kind, Opening, Stamp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

GAP = 100_000
"""A restored journal counts on from beyond anything that the damaged one can have
given out since, so that no sequence number ever means two things."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """Everything that opening needs."""

    place: Place
    connect: Connect
    migrations: Sequence[Migration]
    now: Stamp

    def open(self) -> tuple[Connection, Opening]:
        """A journal that passed its check, and how it came about.

        Raises:
            JournalTooNew: a newer version of mirrorbox wrote it.
            JournalFull, JournalReadOnly, JournalFault: the disk is in the way.
        """
        path = self.place.file
        with trouble(self.place.directory):
            if path.exists():
                return self._open_existing()
            if self.place.copies():
                return self._restore("is missing")
            create_private(path)
            return self._open_existing()

    def _open_existing(self) -> tuple[Connection, Opening]:
        path = self.place.file
        connection: Connection | None = None
        try:
            with trouble(self.place.directory):
                connection = self.connect(path)
                configure(connection)
                opening = self._look(connection)
        except JournalDamaged as damage:
            if connection is not None:
                connection.close()
            return self._restore(_cause(damage))
        except BaseException:
            if connection is not None:
                connection.close()
            raise
        return connection, opening

    def _look(self, connection: Connection) -> Opening:
        path = self.place.file
        version = version_of(connection, path, self.migrations)
        if version is None:
            raise JournalDamaged("it is not a journal")
        if version == 0:
            return self._begin(connection)
        problem = problem_of(
            connection,
            version=version,
            migrations=self.migrations,
            full=self.place.suspect.exists(),
        )
        if problem:
            raise JournalDamaged(problem)
        self.place.suspect.unlink(missing_ok=True)
        if version < len(self.migrations):
            self._upgrade(connection, version)
        return Opening(How.OPENED, f"The journal {path} was opened.")

    def _upgrade(self, connection: Connection, version: int) -> None:
        """Migrate a good journal, with a copy of it as it was."""
        newest = len(self.migrations)
        copy = self.place.backup / f"before-v{newest}.db"
        write_copy(connection, copy, self.migrations)
        try:
            migrate(connection, version, self.migrations)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                raise
            why = f"no way from version {version} to {newest}: {error}"
            raise failed(self.place.directory, why) from error

    def _begin(self, connection: Connection) -> Opening:
        """Make the tables in an empty file, unless it once was a full one."""
        if self.place.copies():
            raise JournalDamaged("it is empty")
        migrate(connection, 0, self.migrations)
        return Opening(How.FRESH, f"A new journal begins at {self.place.file}.")

    def _restore(self, problem: str) -> tuple[Connection, Opening]:
        copy = newest_good(self.place, self.migrations)
        salvaged = self._build(copy, problem)
        aside = self.place.set_aside()
        take_over(self.place.building, self.place.file)
        self.place.suspect.unlink(missing_ok=True)
        connection = self.connect(self.place.file)
        configure(connection)
        return connection, Opening(
            How.RESTORED,
            _sentence(self.place.file, problem, copy, aside, salvaged),
            salvaged=salvaged,
        )

    def _build(self, copy: Path | None, problem: str) -> int:
        """Make the whole new file under its own name; returns what was salvaged."""
        building = self.place.building
        for leftover in (building, beside(building, "-journal")):
            leftover.unlink(missing_ok=True)
        create_private(building)
        if copy is not None:
            shutil.copyfile(copy, building)
            building.chmod(FILE_MODE)
        connection = self.connect(building)
        try:
            configure(connection)
            migrate(connection, ask(connection, "PRAGMA user_version"), self.migrations)
            first_page = building.read_bytes()[:PAGE_B]
            with transaction(connection):
                salvage = Salvage(connection, first_page, self.now)
                if self.place.file.exists():
                    salvage.run(self.place.file)
                self._tell(connection, copy, problem, salvage.saved)
        finally:
            connection.close()
        return salvage.saved

    def _tell(
        self, connection: Connection, copy: Path | None, problem: str, salvaged: int
    ) -> None:
        data = {
            "problem": problem,
            "copy": copy.name if copy else None,
            "salvaged": salvaged,
        }
        gap = GAP * (1 + self.place.times_set_aside())
        add_entry(
            connection,
            Draft.of(Kind.RESTORED, data, self.now),
            boot_count=note_boot(connection, self.now.boot_id),
            seq=last_number(connection, "entry") + gap,
        )


def _cause(damage: JournalDamaged) -> str:
    """What SQLite said, or what our own check said."""
    origin = damage.__cause__
    return f"is damaged: {origin if isinstance(origin, sqlite3.Error) else damage}"


def _sentence(
    path: Path, problem: str, copy: Path | None, aside: Path | None, salvaged: int
) -> str:
    base = f"the copy {copy.name}" if copy else "an empty one, for no copy was good"
    kept = f"; the damaged file is kept as {aside.name}" if aside else ""
    return (
        f"The journal {path} {problem}; it was restored from {base}, with {salvaged} "
        f"entries saved beyond it{kept}."
    )
