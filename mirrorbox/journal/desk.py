"""Where the writer's thread turns what waits into entries of the store."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from mirrorbox.journal.store import Store
from mirrorbox.journal.trouble import EntryRefused, JournalDamaged
from mirrorbox.journal.values import Kind, SessionDraft

if TYPE_CHECKING:
    from mirrorbox.journal.backlog import Item

Opener = Callable[[Collection[str]], Store]
"""Opens the store; the uids are those of sessions that go on."""


class Desk:
    """Knows the sessions by uid, and opens the store anew when its file is damaged."""

    def __init__(self, opener: Opener) -> None:
        """Open the store.

        Raises:
            JournalFault: whatever `Store.open` raises.
        """
        self._opener = opener
        self._numbers: dict[str, int] = {}
        self._running: dict[str, SessionDraft] = {}
        self._store: Store | None = opener(())
        self.opening = self._store.opening

    @property
    def store(self) -> Store:
        """The open store.

        Raises:
            JournalFault: it was damaged and cannot be opened again yet.
        """
        if self._store is None:
            self._store = self._opener(self._running.keys())
            self.opening = self._store.opening
        return self._store

    def put(self, item: Item) -> int:
        """Write one item and return its sequence number.

        Raises:
            EntryRefused: its session is not known, or has ended already.
            JournalFault: the disk is in the way; the same item may be put again.
        """
        try:
            return self._put(item)
        except JournalDamaged:
            self._leave_damaged()
            return self._put(item)

    def close(self) -> None:
        """Let go of the file."""
        if self._store is not None:
            self._store.close()

    def _leave_damaged(self) -> None:
        """Let the next use of the store restore it; the sessions go on."""
        self._numbers.clear()
        store, self._store = self._store, None
        if store is not None:
            store.suspect()
            store.close()

    def _put(self, item: Item) -> int:
        if isinstance(item.draft, SessionDraft):
            return self._begin(item.draft)
        seq = self.store.write(item.draft, self._number_of(item))
        if item.draft.kind == Kind.ENDED and item.session is not None:
            self._running.pop(item.session, None)
        return seq

    def _begin(self, draft: SessionDraft) -> int:
        begun = self.store.begin(draft)
        self._numbers[draft.uid] = begun.number
        self._running[draft.uid] = draft
        return begun.seq

    def _number_of(self, item: Item) -> int | None:
        uid = item.session
        if uid is None:
            return None
        if uid not in self._numbers:
            self._numbers[uid] = self._look_up(uid)
        return self._numbers[uid]

    def _look_up(self, uid: str) -> int:
        known = self.store.session_id(uid)
        if known is not None:
            return known
        if uid in self._running:  # lost with a damaged file: begin it once more
            return self.store.begin(self._running[uid]).number
        raise EntryRefused(f"No session {uid} is in the journal: begin it first.")
