"""The journal as one thread sees it: begin, append, read, copy, verify."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mirrorbox.errors import JournalFull
from mirrorbox.journal import reading
from mirrorbox.journal.checks import problem_of
from mirrorbox.journal.copies import copy_due, oldest_slot, write_copy
from mirrorbox.journal.database import (
    Connect,
    Connection,
    ask,
    connect,
    transaction,
)
from mirrorbox.journal.files import FILE_MODE, Lock, Place
from mirrorbox.journal.recovery import Recovery
from mirrorbox.journal.rows import (
    add_entry,
    add_session,
    close_interrupted,
    last_number,
    newest_if,
    note_boot,
    open_sessions,
)
from mirrorbox.journal.schema import MIGRATIONS, Migration
from mirrorbox.journal.trouble import EntryRefused, JournalDamaged, damaged, trouble
from mirrorbox.journal.values import (
    Begun,
    Draft,
    Entry,
    Kind,
    Opening,
    SessionDraft,
    SessionSummary,
    Stamp,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from mirrorbox.clock import Clock
    from mirrorbox.words import Side, View


class Store:
    """An append-only record on one connection; every call returns when it is durable.

    Each method raises JournalFull, JournalReadOnly or JournalFault when the disk is
    in the way; then nothing was written and the same call may be made again.
    """

    def __init__(
        self,
        *,
        place: Place,
        clock: Clock,
        connection: Connection,
        lock: Lock,
        migrations: Sequence[Migration],
        opening: Opening,
    ) -> None:
        """Take over an open journal; use `open`."""
        self._place = place
        self._clock = clock
        self._db = connection
        self._lock = lock
        self._migrations = migrations
        self._boot_count = 0  # not yet noted
        self._left_open: list[int] = []
        self._acknowledged = 0
        self._in_doubt = False
        self.opening = opening

    @classmethod
    def open(
        cls,
        directory: Path,
        clock: Clock,
        *,
        connect: Connect = connect,
        migrations: Sequence[Migration] = MIGRATIONS,
        running: Collection[str] = (),
    ) -> Store:
        """Open the journal in `directory`, recovering whatever can be recovered.

        Args:
            directory: made, with mode 0700, where it is missing.
            clock: stamps the entries.
            connect: opens an existing file; the tests hand in a simulated disk.
            migrations: the steps from an empty file to the newest version.
            running: uids of sessions that go on and are not to be closed.

        Raises:
            JournalTooNew: a newer version of mirrorbox wrote the file.
            JournalFull, JournalReadOnly, JournalFault: the disk is in the way, or
                another mirrorbox writes this journal.
        """
        place = Place(directory)
        with trouble(directory):
            place.prepare()
            lock = Lock(place)
        try:
            recovery = Recovery(place, connect, migrations, Stamp.now(clock))
            try:
                return cls._opened(recovery, clock, lock, running)
            except (JournalDamaged, EntryRefused):  # past the quick check, so in full
                place.suspect.touch(FILE_MODE)
                return cls._opened(recovery, clock, lock, running)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _opened(
        cls, recovery: Recovery, clock: Clock, lock: Lock, running: Collection[str]
    ) -> Store:
        connection, opening = recovery.open()
        try:
            store = cls(
                place=recovery.place,
                clock=clock,
                connection=connection,
                lock=lock,
                migrations=recovery.migrations,
                opening=opening,
            )
            store._greet(running)
        except BaseException:
            connection.close()
            raise
        return store

    def begin_session(
        self, *, affected_side: Side, view: View, settings: Mapping[str, Any]
    ) -> int:
        """Open a session and return its number."""
        draft = SessionDraft.of(
            affected_side=affected_side,
            view=view,
            settings=settings,
            stamp=Stamp.now(self._clock),
        )
        return self.begin(draft).number

    def begin(self, draft: SessionDraft) -> Begun:
        """Open a drafted session; one that is already there stays as it is."""
        with trouble(self._place.directory):
            sql = "SELECT id, started_seq FROM session WHERE uid = ?"
            known = self._db.execute(sql, (draft.uid,)).fetchall()
        if known:
            return Begun(*known[0])
        with self._writing():
            begun = add_session(self._db, draft, boot_count=self._boot_count)
        self._acknowledged = begun.seq
        return begun

    def append(
        self, kind: str, data: Mapping[str, Any], session_id: int | None = None
    ) -> int:
        """Write an entry now and return its sequence number."""
        draft = Draft.of(kind, data, Stamp.now(self._clock))
        return self.write(draft, session_id)

    def write(self, draft: Draft, session_id: int | None = None) -> int:
        """Write a drafted entry and return its sequence number.

        Raises:
            EntryRefused: there is no such session, or it has ended already.
        """
        seq = self._already_written(draft, session_id)
        if seq is None:
            with self._writing():
                seq = add_entry(
                    self._db, draft, boot_count=self._boot_count, session_id=session_id
                )
        self._in_doubt = False
        self._acknowledged = seq
        return seq

    @property
    def last_seq(self) -> int:
        """The newest sequence number, 0 in an empty journal."""
        with trouble(self._place.directory):
            return last_number(self._db, "entry")

    def session_id(self, uid: str) -> int | None:
        """The number of the session with this uid."""
        with trouble(self._place.directory):
            found = ask(self._db, "SELECT id FROM session WHERE uid = ?", uid)
            return None if found is None else int(found)

    def sessions(self) -> list[SessionSummary]:
        """Every session, oldest first."""
        with trouble(self._place.directory):
            return reading.sessions(self._db)

    def entries(self, session_id: int | None) -> list[Entry]:
        """The entries of one session in order; None gives the unit's own."""
        with trouble(self._place.directory):
            return reading.entries(self._db, session_id)

    def copy_if_due(self) -> Path | None:
        """Take the daily copy if there is something new to copy.

        Returns:
            The copy, or None when none was due or the journal is under suspicion.
        """
        with trouble(self._place.directory):
            now = Stamp.now(self._clock)
            if self._place.suspect.exists() or not copy_due(self._db, now):
                return None
            slot = oldest_slot(self._place)
            self._copy_to(slot)
        self.append(Kind.COPIED, {"copy": slot.name})
        return slot

    def verify(self) -> None:
        """Check every page, reference and seal: seconds after ten years.

        Raises:
            JournalDamaged: something is wrong; the next opening restores the journal.
        """
        with trouble(self._place.directory):
            problem = problem_of(
                self._db,
                version=len(self._migrations),
                migrations=self._migrations,
                full=True,
            )
        if problem:
            self.suspect()
            raise damaged(self._place.directory, problem)

    def suspect(self) -> None:
        """Have the next opening check in full before it trusts this file."""
        with trouble(self._place.directory):
            self._place.suspect.touch(FILE_MODE)

    def _copy_to(self, slot: Path) -> None:
        try:
            write_copy(self._db, slot, self._migrations)
        except JournalDamaged:  # as the copy is, so is the journal
            self._place.suspect.touch(FILE_MODE)
            raise

    def close(self) -> None:
        """Let go of the file and of the lock; writes nothing."""
        self._db.close()
        self._lock.release()

    def _greet(self, running: Collection[str]) -> None:
        """Close what a power cut left open; on a full disk with the next write."""
        with trouble(self._place.directory):
            left = open_sessions(self._db)
        self._left_open = [number for number in left if left[number] not in running]
        self.opening = replace(self.opening, interrupted=tuple(self._left_open))
        with suppress(JournalFull), self._writing():
            self._settle()
        self._acknowledged = self.last_seq

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction, with whatever opening still owes."""
        noted = self._boot_count
        try:
            with trouble(self._place.directory), transaction(self._db):
                self._settle()
                yield
        except BaseException:
            self._boot_count = noted
            self._in_doubt = True
            raise
        self._in_doubt = False

    def _settle(self) -> None:
        """Note this boot and close the interrupted sessions, once."""
        if self._boot_count:
            return
        stamp = Stamp.now(self._clock)
        self._boot_count = note_boot(self._db, stamp.boot_id)
        close_interrupted(self._db, self._left_open, stamp)

    def _already_written(self, draft: Draft, session_id: int | None) -> int | None:
        """The number of this very draft if its commit only seemed to fail."""
        if not self._in_doubt:
            return None
        with trouble(self._place.directory):
            return newest_if(self._db, draft, session_id, after=self._acknowledged)
