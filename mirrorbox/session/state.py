"""The session as values: phases, what can happen, what must be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mirrorbox.config import SessionConfig
    from mirrorbox.words import Button


class Phase(StrEnum):
    """Where the patient is."""

    READY = "ready"
    """Nothing is recorded; the picture is live and START begins a session."""

    COUNTDOWN = "countdown"
    """The hand that pressed START gets back into the picture."""

    RUNNING = "running"
    """The mirror; the dose counts."""

    PAUSED = "paused"
    """Calm and dark; the dose rests."""

    ENDED = "ended"
    """Calm and dark for a moment; the session is closed."""

    SUMMARY = "summary"
    """What was done."""

    @property
    def in_session(self) -> bool:
        """Whether a session is open in the journal."""
        return self in {Phase.COUNTDOWN, Phase.RUNNING, Phase.PAUSED}


class Reason(StrEnum):
    """Why a session ended. The journal adds `interrupted` after a power cut."""

    DOSE = "dose"
    """It reached its prescribed length."""

    STOPPED = "stopped"
    """The patient held PAUSE."""

    PAUSE_LIMIT = "pause_limit"
    """Nobody came back from a pause."""

    SHUT_DOWN = "shut_down"
    """The unit was told to stop."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long things last, in ns of the boot-time clock."""

    dose_ns: int
    countdown_ns: int
    pause_ns: int
    summary_ns: int
    heartbeat_ns: int
    ended_ns: int = 3 * NS_PER_S

    @classmethod
    def of(cls, config: SessionConfig) -> Limits:
        """The limits that a configuration sets."""
        return cls(
            dose_ns=round(config.dose_s * NS_PER_S),
            countdown_ns=round(config.countdown_s * NS_PER_S),
            pause_ns=round(config.pause_limit_s * NS_PER_S),
            summary_ns=round(config.summary_s * NS_PER_S),
            heartbeat_ns=round(config.heartbeat_s * NS_PER_S),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Everything the session remembers between two events.

    Attributes:
        phase: where the patient is.
        since_ns: when this phase began.
        moved_ns: movement up to `since_ns`; what RUNNING adds is not in it yet.
        beat_ns: when the journal last heard of the open session.
        moments: how often LOG was pressed in this session.
        reason: why the last session ended.
        camera: whether there is a picture to show.
    """

    phase: Phase = Phase.READY
    since_ns: int = 0
    moved_ns: int = 0
    beat_ns: int = 0
    moments: int = 0
    reason: Reason | None = None
    camera: bool = True

    def moved_at(self, now_ns: int) -> int:
        """Movement in this session up to now, in ns."""
        running = now_ns - self.since_ns if self.phase is Phase.RUNNING else 0
        return self.moved_ns + running


@dataclass(frozen=True, slots=True)
class Press:
    """A button went down, debounced."""

    button: Button


@dataclass(frozen=True, slots=True)
class Hold:
    """A button has been down for the hold time and still is."""

    button: Button


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
class ShutDown:
    """The unit stops: the service was told to, or the window was closed."""


Event = Press | Hold | Tick | CameraLost | CameraBack | ShutDown


@dataclass(frozen=True, slots=True)
class Begin:
    """Open a session in the journal."""


@dataclass(frozen=True, slots=True)
class Record:
    """Write an entry of the open session."""

    kind: str
    data: Mapping[str, object] = field(default_factory=dict)


Effect = Begin | Record
