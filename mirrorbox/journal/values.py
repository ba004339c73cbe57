"""What the journal holds, as values: stamps, entries, sessions and their seals."""

from __future__ import annotations

import json
import uuid
import zlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from mirrorbox.clock import ClockQuality
from mirrorbox.journal.trouble import JournalDamaged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mirrorbox.clock import Clock
    from mirrorbox.words import Side, View

SqlValue = str | int | float | bytes | None


class Kind(StrEnum):
    """The entries that the journal itself writes or understands.

    Every other room may record further kinds; the journal keeps them as they are.
    """

    STARTED = "started"
    HEARTBEAT = "heartbeat"
    MOMENT = "moment"
    ENDED = "ended"

    COPIED = "copied"
    """A daily copy was taken."""

    RESTORED = "restored"
    """The file was damaged; the data say what was put in its place."""

    WENT_BACK = "went_back"
    """An upgrade failed: the copy from before it took the place of the newer file."""

    LOST = "lost"
    """Entries that memory could not hold while the disk was full."""

    ORPHAN = "orphan"
    """An entry saved from a damaged file without the session it belonged to."""


INTERRUPTED = "interrupted"
"""The reason that closes a session nobody ended: the power went."""


def canonical(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces, ASCII.

    Raises:
        TypeError: if JSON cannot hold the value.
        ValueError: if a number in it is not finite.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def seal(row: Sequence[SqlValue]) -> int:
    """The crc32 of a row's content, all columns but the seal itself."""
    return zlib.crc32(canonical(list(row)).encode("ascii"))


def sealed(row: Sequence[SqlValue]) -> bool:
    """Whether a row as read, its seal last, is what was written."""
    try:
        return seal(row[:-1]) == row[-1]
    except (TypeError, ValueError):  # a damaged column: bytes, or not finite
        return False


@dataclass(frozen=True, slots=True)
class Stamp:
    """When something happened: exact within its boot, a remark on the wall."""

    boot_id: str
    boot_ns: int
    wall_unix_ns: int
    clock_quality: ClockQuality

    @classmethod
    def now(cls, clock: Clock) -> Stamp:
        """What the clock says now."""
        wall = clock.wall()
        return cls(clock.boot_id, clock.boot_ns(), wall.unix_ns, wall.quality)


class Begun(NamedTuple):
    """A session's number and the sequence number of its first entry."""

    number: int
    seq: int


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that has no sequence number yet; its data are already JSON."""

    kind: str
    data_json: str
    stamp: Stamp

    @classmethod
    def of(cls, kind: str, data: Mapping[str, Any], stamp: Stamp) -> Draft:
        """Freeze `data` now: whoever handed it in may go on changing it."""
        return cls(str(kind), canonical(dict(data)), stamp)


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """A session that has no number yet; `uid` is its name everywhere."""

    uid: str
    affected_side: Side
    view: View
    settings_json: str
    stamp: Stamp

    @classmethod
    def of(
        cls,
        *,
        affected_side: Side,
        view: View,
        settings: Mapping[str, Any],
        stamp: Stamp,
        uid: str | None = None,
    ) -> SessionDraft:
        """Freeze what the session runs under; makes a uid where none is given."""
        name = uid or str(uuid.uuid4())
        return cls(name, affected_side, view, canonical(dict(settings)), stamp)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands in the journal; the fields are its columns in order."""

    seq: int
    session_id: int | None
    kind: str
    boot_id: str
    boot_count: int
    boot_ns: int
    wall_unix_ns: int
    clock_quality: ClockQuality
    data: Mapping[str, Any]

    @classmethod
    def from_row(cls, row: Sequence[Any]) -> Entry:
        """Read a row of `ENTRY_COLUMNS`.

        Raises:
            JournalDamaged: the row is not what was written.
        """
        if not sealed(row):
            raise JournalDamaged(
                f"Entry {row[0]} of the journal does not match its seal: start "
                "mirrorbox again, it restores the newest good copy."
            )
        seq, session_id, kind, boot_id, boot_count, boot_ns, wall, quality, data, _ = (
            row
        )
        when = (boot_id, boot_count, boot_ns, wall, ClockQuality(quality))
        return cls(seq, session_id, kind, *when, json.loads(data))


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One session in one line.

    Attributes:
        number: counts the unit's sessions from 1.
        uid: the session's name beyond this unit.
        started_unix_ns: the wall clock at START, in ns since 1970 UTC.
        clock_quality: how far that may be trusted.
        boot_count: in which of the unit's boots it ran.
        affected_side: the hidden side.
        view: what was shown.
        moved_s: seconds of exercise, pauses left out.
        moments: how often LOG was pressed.
        reason: how it ended, or None while it is open.
        settings: what it ran under.
        training: what pictures of "left or right?" came to; empty where none were.
    """

    number: int
    uid: str
    started_unix_ns: int
    clock_quality: ClockQuality
    boot_count: int
    affected_side: Side
    view: View
    moved_s: float
    moments: int
    reason: str | None
    settings: Mapping[str, Any] = field(default_factory=dict)
    training: Mapping[str, Any] = field(default_factory=dict)


class How(StrEnum):
    """What opening the journal found."""

    FRESH = "fresh"
    OPENED = "opened"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Opening:
    """How the journal was opened, for the log and the fault page.

    Attributes:
        how: a new file, the file as it was left, or a damaged one replaced.
        sentence: the same in words.
        interrupted: numbers of the sessions closed because the power went.
        salvaged: entries saved from the damaged file beyond the copy.
    """

    how: How
    sentence: str
    interrupted: tuple[int, ...] = ()
    salvaged: int = 0
