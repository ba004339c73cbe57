"""The session as values: phases, what can happen, what must be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from mirrorbox.session.pack import NO_PACK, Pack

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mirrorbox.words import Button, Unpleasant


Said = tuple[str, tuple[tuple[str, int], ...]]
"""A sentence and the numbers that fill its braces."""


class Phase(StrEnum):
    """Where the patient is."""

    READY = "ready"
    """Set-up: the picture is live, START begins a session."""

    ASK_BEFORE = "ask_before"
    """A question before the session, by the three buttons."""

    COUNTDOWN = "countdown"
    """The hand that pressed gets back into the picture."""

    LOOK = "look"
    """Look at the limb, do not move."""

    MOVE = "move"
    """The exercise; the dose counts."""

    REST = "rest"
    """Between two exercises."""

    CARD = "card"
    """A picture of a limb: left or right?"""

    GAP = "gap"
    """Between two pictures: calm, and nothing is said of the answer."""

    RESCUE = "rescue"
    """Just look: nothing is asked until START."""

    ASK_RESCUE = "ask_rescue"
    """How much it hurts now, asked in the rescue."""

    PAUSED = "paused"
    """Calm and dark; everything rests."""

    ENDED = "ended"
    """Calm and dark for a moment; the session is closed."""

    ASK_AFTER = "ask_after"
    """A question after the session; offered once."""

    SUMMARY = "summary"
    """What was done."""

    LOCKED = "locked"
    """A stop rule fired: call your therapist."""

    PIN = "pin"
    """The therapist enters the PIN."""

    @property
    def in_session(self) -> bool:
        """Whether a session is open in the journal."""
        return self in _OPEN

    @property
    def exposes(self) -> bool:
        """Whether the patient works and the cap counts."""
        return self in _EXPOSING

    @property
    def mirrors(self) -> bool:
        """Whether the patient looks into the mirror and needs its picture."""
        return self in _MIRRORING

    @property
    def asks(self) -> bool:
        """Whether a question is on the screen."""
        return self in {Phase.ASK_BEFORE, Phase.ASK_RESCUE, Phase.ASK_AFTER}


_MIRRORING = frozenset({Phase.LOOK, Phase.MOVE, Phase.REST, Phase.RESCUE})
_EXPOSING = _MIRRORING | {Phase.CARD, Phase.GAP}
_OPEN = _EXPOSING | {
    Phase.ASK_BEFORE,
    Phase.COUNTDOWN,
    Phase.ASK_RESCUE,
    Phase.PAUSED,
}


class Reason(StrEnum):
    """Why a session ended. The journal adds `interrupted` after a power cut."""

    DOSE = "dose"
    """It reached its prescribed movement, or every picture was judged."""

    CAP = "cap"
    """All of it together reached the hard stop."""

    STOPPED = "stopped"
    """The patient held PAUSE."""

    PAUSE_LIMIT = "pause_limit"
    """Nobody came back from a pause or a question."""

    SHUT_DOWN = "shut_down"
    """The unit was told to stop."""

    POWER_OFF = "power_off"
    """Somebody held START and PAUSE to switch the unit off."""


class Lock(StrEnum):
    """Which stop rule fired."""

    PAIN = "pain"
    """Pain rose in several sessions running."""

    ADVERSE = "adverse"
    """Something unpleasant was felt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Everything the session remembers between two events.

    Attributes:
        phase: where the patient is.
        since_ns: when this phase began.
        spent_ns: time this look, exercise or rest had before `since_ns`.
        exposed_ns: time in the mirror, or with pictures, before `since_ns`.
        moved_ns: movement before `since_ns`.
        looked: whether the look phase is done.
        resting: whether the step's exercise is done and its rest is not.
        step: which step of the course.
        pack: the pictures of "left or right?" and what was answered.
        asked: which question of those before or after.
        answer: what is chosen and not yet confirmed; None is no answer.
        pain: the last confirmed pain before this session's movement.
        pain_after: the confirmed pain after it.
        unpleasant: the confirmed answer to "anything unpleasant?".
        rises: sessions in a row in which pain rose by the rule's measure.
        beat_ns: when the journal last heard of the open session.
        moments: how often LOG marked one in this session.
        reason: why the last session ended.
        camera: whether there is a picture to show.
        refused: why no session may start now, in sentences; empty: it may.
        locked: which stop rule fired, until a therapist unlocks.
        pin: digits entered so far.
        tries: wrong PINs since the last right one.
        blocked_ns: no PIN is taken before this time.
    """

    phase: Phase = Phase.READY
    since_ns: int = 0
    spent_ns: int = 0
    exposed_ns: int = 0
    moved_ns: int = 0
    looked: bool = False
    resting: bool = False
    step: int = 0
    pack: Pack = NO_PACK
    asked: int = 0
    answer: int | None = None
    pain: int | None = None
    pain_after: int | None = None
    unpleasant: Unpleasant | None = None
    rises: int = 0
    beat_ns: int = 0
    moments: int = 0
    reason: Reason | None = None
    camera: bool = True
    refused: tuple[Said, ...] = ()
    locked: Lock | None = None
    pin: str = ""
    tries: int = 0
    blocked_ns: int = 0

    def spent_at(self, now_ns: int) -> int:
        """Time of this look, exercise or rest up to now, in ns."""
        return self.spent_ns + now_ns - self.since_ns

    def moved_at(self, now_ns: int) -> int:
        """Movement in this session up to now, in ns."""
        moving = now_ns - self.since_ns if self.phase is Phase.MOVE else 0
        return self.moved_ns + moving

    def exposed_at(self, now_ns: int) -> int:
        """Time that the cap counts in this session up to now, in ns."""
        looking = now_ns - self.since_ns if self.phase.exposes else 0
        return self.exposed_ns + looking


@dataclass(frozen=True, slots=True)
class Press:
    """A button went down, debounced.

    Attributes:
        button: which.
        down_ns: when its contact closed, boot-time clock; None where nobody knows.
            The loop hears of it a little later.
    """

    button: Button
    down_ns: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Hold:
    """A button has been down for the hold time and still is.

    Attributes:
        button: which.
        down_ns: as the press has it that this hold began with.
    """

    button: Button
    down_ns: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Unlock:
    """START and LOG have been down together for five seconds."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The page of this phase was shown for the first time.

    Attributes:
        at_ns: the flip, boot-time clock.
    """

    at_ns: int


@dataclass(frozen=True, slots=True)
class Tick:
    """Time went by."""


@dataclass(frozen=True, slots=True)
class CameraLost:
    """There is no picture any more."""

    detail: str = ""


@dataclass(frozen=True, slots=True)
class CameraBack:
    """There is a picture again."""


@dataclass(frozen=True, slots=True)
class Permit:
    """Whether a session may start now: the dose says so.

    Attributes:
        refused: why not, in sentences; empty: it may.
    """

    refused: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class ShutDown:
    """The unit stops: the service was told to, or the window was closed.

    Attributes:
        reason: why; an open session ends with it.
    """

    reason: Reason = Reason.SHUT_DOWN


Event = (
    Press | Hold | Unlock | Shown | Tick | CameraLost | CameraBack | Permit | ShutDown
)


@dataclass(frozen=True, slots=True)
class Begin:
    """Open a session in the journal."""


@dataclass(frozen=True, slots=True)
class Record:
    """Write an entry: of the session, or of the unit."""

    kind: str
    data: Mapping[str, object] = field(default_factory=dict)
    unit: bool = False


Effect = Begin | Record
