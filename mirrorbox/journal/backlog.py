"""What waits to be written: in order, bounded, and least important out first."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mirrorbox.journal.values import Draft, SessionDraft, Stamp


class Weight(IntEnum):
    """What goes first when memory is full: the lowest."""

    HEARTBEAT = 0
    EVENT = 1
    BOUNDARY = 2
    """The start or the end of a session."""


class Receipt:
    """What became of one call; the writer fills it in, the loop may look at it."""

    __slots__ = ("lost", "seq", "session")

    def __init__(self, session: str | None) -> None:
        """Begin unwritten."""
        self.session = session
        """Uid of the session it belongs to."""
        self.seq: int | None = None
        """The sequence number once the entry is durable."""
        self.lost = False
        """True when it was given up: memory was full, or the journal refused it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry, or one session, on its way to the disk."""

    draft: Draft | SessionDraft
    session: str | None
    weight: Weight
    receipt: Receipt

    @property
    def stamp(self) -> Stamp:
        """When it happened."""
        return self.draft.stamp


@dataclass(slots=True)
class Losses:
    """What was given up since the last entry that says so."""

    heartbeats: int = 0
    events: int = 0
    first: Stamp | None = None
    last: Stamp | None = None

    def __bool__(self) -> bool:
        return self.last is not None

    def add(self, item: Item) -> None:
        """Count one."""
        if item.weight is Weight.HEARTBEAT:
            self.heartbeats += 1
        else:
            self.events += 1
        self.first = self.first or item.stamp
        self.last = item.stamp

    def put_back(self, earlier: Losses) -> None:
        """Take back a count that could not be written."""
        self.heartbeats += earlier.heartbeats
        self.events += earlier.events
        self.first = earlier.first or self.first
        self.last = self.last or earlier.last

    def data(self) -> dict[str, Any]:
        """The same for the entry `lost`."""
        if self.first is None or self.last is None:
            return {}
        return {
            "heartbeats": self.heartbeats,
            "events": self.events,
            "first_boot_ns": self.first.boot_ns,
            "last_boot_ns": self.last.boot_ns,
        }


@dataclass(slots=True)
class Backlog:
    """A bounded queue; not thread-safe, its owner holds the lock.

    The head may be on its way to the disk, so it is never dropped.
    """

    capacity: int
    losses: Losses = field(default_factory=Losses)
    given_up: int = 0
    _items: deque[Item] = field(default_factory=deque)

    def __len__(self) -> int:
        return len(self._items)

    @property
    def head(self) -> Item:
        """The oldest; raises IndexError when there is none."""
        return self._items[0]

    def push(self, item: Item) -> None:
        """Put `item` last; when full, give up the oldest of the least weight."""
        self._items.append(item)
        if len(self._items) <= self.capacity:
            return
        behind_head = range(1, len(self._items))
        index = min(behind_head, key=lambda at: self._items[at].weight)
        self._give_up(self._items[index])
        del self._items[index]

    def pop_written(self, seq: int) -> None:
        """The head is durable under this number."""
        self._items.popleft().receipt.seq = seq

    def pop_refused(self) -> None:
        """The head can never be written."""
        self._give_up(self._items.popleft())

    def take_losses(self) -> Losses:
        """Hand over the count and begin a new one."""
        losses, self.losses = self.losses, Losses()
        return losses

    def _give_up(self, item: Item) -> None:
        item.receipt.lost = True
        self.losses.add(item)
        self.given_up += 1
