"""The journal as the loop sees it: every call returns at once, a thread does the rest.

record() ──► backlog (bounded, in order) ──► writer thread ──► Store ──► disk
                                                  │
fault, receipts  ◄────────────────────────────────┘  values the loop may read
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from typing import TYPE_CHECKING, Any

from mirrorbox.clock import NS_PER_S
from mirrorbox.errors import Fault, FaultKind, JournalFault
from mirrorbox.journal.backlog import Backlog, Item, Receipt, Weight
from mirrorbox.journal.desk import Desk, Opener
from mirrorbox.journal.store import Store
from mirrorbox.journal.trouble import EntryRefused, JournalDamaged
from mirrorbox.journal.values import Draft, How, Kind, Opening, SessionDraft, Stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from mirrorbox.clock import Clock
    from mirrorbox.words import Side, View

log = logging.getLogger(__name__)

CAPACITY = 2000
"""Entries that memory holds while the disk is full: half a day of sessions."""

WEIGHTS: dict[str, Weight] = {
    Kind.HEARTBEAT: Weight.HEARTBEAT,
    Kind.ENDED: Weight.BOUNDARY,
}

FIRST_RETRY_S = 1.0
LONGEST_RETRY_S = 60.0
CLOSE_S = 5.0


class Journal:
    """The durable record, written by its own thread."""

    def __init__(
        self, opener: Opener, *, clock: Clock, capacity: int = CAPACITY
    ) -> None:
        """Open through `opener` in the caller's thread and start the writer's.

        Raises:
            JournalFault: whatever `Store.open` raises.
        """
        self._desk = Desk(opener)
        self._clock = clock
        self._backlog = Backlog(capacity)
        self._chores: deque[Callable[[Store], object]] = deque()
        self._wake = threading.Condition()
        self._fault: Fault | None = None
        self._suspicion: Fault | None = None
        self._retry_ns = 0
        self._wait_s = FIRST_RETRY_S
        self._attempts = 0
        self._failed = 0  # the last attempt that failed
        self._busy = False
        self._hurry = False
        self._closing = False
        self._thread = threading.Thread(
            target=self._run, name="journal-writer", daemon=True
        )
        self._thread.start()

    @classmethod
    def open(cls, directory: Path, clock: Clock) -> Journal:
        """Open the journal in `directory`.

        Raises:
            JournalFault: whatever `Store.open` raises.
        """

        def opener(running: Collection[str]) -> Store:
            return Store.open(directory, clock, running=running)

        return cls(opener, clock=clock)

    @property
    def opening(self) -> Opening:
        """How the file was found, for the log and the fault page."""
        return self._desk.opening

    @property
    def notice(self) -> Fault | None:
        """What the patient should be told once: a copy had to take the file's place."""
        if self.opening.how is not How.RESTORED:
            return None
        return Fault(FaultKind.JOURNAL_RESTORED, self.opening.sentence)

    @property
    def fault(self) -> Fault | None:
        """What is wrong with the journal now; None while all is written."""
        return self._fault or self._suspicion

    @property
    def waiting(self) -> int:
        """How many entries are not yet on the disk."""
        return len(self._backlog)

    def begin_session(
        self,
        *,
        affected_side: Side,
        view: View,
        settings: Mapping[str, Any],
        uid: str | None = None,
    ) -> Receipt:
        """Record that a session begins; its uid stands in the receipt at once.

        Raises:
            TypeError, ValueError: JSON cannot hold the settings.
        """
        draft = SessionDraft.of(
            affected_side=affected_side,
            view=view,
            settings=settings,
            stamp=Stamp.now(self._clock),
            uid=uid,
        )
        return self._push(draft, draft.uid, Weight.BOUNDARY)

    def record(
        self, kind: str, data: Mapping[str, Any], *, session: str | None = None
    ) -> Receipt:
        """Record what happened now, in the session of this uid or in none.

        Raises:
            TypeError, ValueError: JSON cannot hold the data.
        """
        draft = Draft.of(kind, data, Stamp.now(self._clock))
        return self._push(draft, session, WEIGHTS.get(kind, Weight.EVENT))

    def heartbeat(self, data: Mapping[str, Any], *, session: str) -> Receipt:
        """Record that the session goes on: the most that a power cut can take."""
        return self.record(Kind.HEARTBEAT, data, session=session)

    def copy_if_due(self) -> None:
        """Have the daily copy taken, after everything that waits."""
        self._chore(Store.copy_if_due)

    def verify(self) -> None:
        """Have the whole file checked, after everything that waits."""
        self._chore(Store.verify)

    def flush(self, timeout_s: float) -> bool:
        """Try at once to write what waits.

        Returns:
            True when nothing waits any more, False when the disk refuses it or
            `timeout_s` seconds have passed.
        """
        with self._wake:
            begun = self._attempts
            self._hurry = True
            self._wake.notify_all()
            self._wake.wait_for(lambda: self._idle or self._failed > begun, timeout_s)
            return self._idle

    def close(self, timeout_s: float = CLOSE_S) -> int:
        """Write what can be written and let go of the file.

        Returns:
            How many entries were not written, now or since the journal was opened.
        """
        with self._wake:
            self._closing = self._hurry = True
            self._wake.notify_all()
        self._thread.join(timeout_s)
        unwritten = len(self._backlog) + self._backlog.given_up
        if unwritten:
            log.error("%d journal entries could not be written", unwritten)
        return unwritten

    @property
    def _idle(self) -> bool:
        return not (self._to_write or self._chores or self._busy)

    def _push(
        self, draft: Draft | SessionDraft, session: str | None, weight: Weight
    ) -> Receipt:
        receipt = Receipt(session)
        with self._wake:
            self._backlog.push(Item(draft, session, weight, receipt))
            self._wake.notify_all()
        return receipt

    def _chore(self, chore: Callable[[Store], object]) -> None:
        with self._wake:
            self._chores.append(chore)
            self._wake.notify_all()

    # From here on everything runs in the writer's thread.

    def _run(self) -> None:
        while (work := self._next()) is not None:
            failure = self._attempt(work)
            with self._wake:
                self._busy = False
                self._note(failure)
                self._wake.notify_all()
        self._desk.close()

    def _next(self) -> Callable[[], None] | None:
        """Wait for something to do; None when it is time to go."""
        with self._wake:
            while True:
                wait_s = self._wait_left_s()
                if self._to_write and wait_s <= 0:
                    self._busy, self._hurry = True, False
                    self._attempts += 1
                    return self._tell_losses if self._backlog.losses else self._write
                if self._closing:
                    return None
                if self._chores and not self._to_write:
                    self._busy = True
                    return self._do_chore
                self._wake.wait(wait_s if self._to_write else None)

    @property
    def _to_write(self) -> bool:
        return bool(self._backlog) or bool(self._backlog.losses)

    def _wait_left_s(self) -> float:
        if self._hurry:
            return 0.0
        return (self._retry_ns - self._clock.monotonic_ns()) / NS_PER_S

    def _attempt(self, work: Callable[[], None]) -> Fault | None:
        try:
            work()
        except JournalFault as trouble:
            log.warning("%s", trouble)
            return trouble.fault
        except Exception as bug:  # a bug must not end the whole record
            log.critical("The journal's writer failed.", exc_info=bug)
            return Fault(
                FaultKind.JOURNAL_FAILED, f"The journal's writer failed: {bug}."
            )
        return None

    def _note(self, failure: Fault | None) -> None:
        """Show the fault and wait longer each time, or forget both."""
        self._fault = failure
        if failure is None:
            self._retry_ns, self._wait_s = 0, FIRST_RETRY_S
            return
        self._failed = self._attempts
        self._retry_ns = self._clock.monotonic_ns() + round(self._wait_s * NS_PER_S)
        self._wait_s = min(2 * self._wait_s, LONGEST_RETRY_S)

    def _write(self) -> None:
        item = self._backlog.head
        try:
            seq = self._desk.put(item)
        except EntryRefused as refusal:
            log.error("%s", refusal)  # noqa: TRY400 -- the sentence says it all
            with self._wake:
                self._backlog.pop_refused()
            return
        log.debug("written: entry %d of session %s", seq, item.session)
        with self._wake:
            self._backlog.pop_written(seq)

    def _tell_losses(self) -> None:
        with self._wake:
            losses = self._backlog.take_losses()
        try:
            draft = Draft.of(Kind.LOST, losses.data(), Stamp.now(self._clock))
            self._desk.store.write(draft)
        except JournalFault:
            with self._wake:
                self._backlog.losses.put_back(losses)
            raise

    def _do_chore(self) -> None:
        """Once, and never as a reason to hold entries back."""
        chore = self._chores.popleft()
        try:
            chore(self._desk.store)
        except JournalDamaged as damage:
            self._suspicion = damage.fault
        except JournalFault as trouble:
            log.warning("%s", trouble)
