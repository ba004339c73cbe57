"""Which page the patient sees: a pure function of the session and its faults."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S
from mirrorbox.errors import Fault, FaultKind
from mirrorbox.session import Limits, Phase, Reason, State

if TYPE_CHECKING:
    from collections.abc import Sequence

RING_STEPS = 60
"""The ring moves in so many steps: it shows time and never draws the eye."""


class Sign(StrEnum):
    """A symbol; each stands beside the same word everywhere."""

    START = "start"
    PAUSE = "pause"
    LOG = "log"
    DONE = "done"
    STOP = "stop"
    CLOCK = "clock"
    WARNING = "warning"
    CAMERA = "camera"
    SCREEN = "screen"
    RECORD = "record"
    BUTTON = "button"


@dataclass(frozen=True, slots=True)
class Row:
    """One short sentence and its sign."""

    text: str
    sign: Sign | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is shown, in words; how it looks is for `draw`.

    Attributes:
        name: the page's own name, one of `PAGES`.
        live: whether the mirror is under it.
        sign: the page's large symbol.
        title: one or two words, very large.
        rows: short sentences, each with a sign or none.
        number: a number that fills the page instead of a sign.
        ring: what remains of the dose, 0 to 1, as a quiet ring.
    """

    name: str
    live: bool = False
    sign: Sign | None = None
    title: str = ""
    rows: tuple[Row, ...] = ()
    number: str = ""
    ring: float | None = None


PAGES = (
    "starting",
    "ready",
    "countdown",
    "mirror",
    "paused",
    "ended",
    "summary",
    "fault",
)

_GO_ON = Row("Press START to go on.", Sign.START)

_STARTING = Page(
    name="starting",
    sign=Sign.CLOCK,
    title="Please wait",
    rows=(Row("The camera starts."),),
)

_FAULTS: dict[FaultKind, tuple[Sign, str, str]] = {
    FaultKind.CAMERA_MISSING: (
        Sign.CAMERA,
        "No camera",
        "Check the camera's cable.",
    ),
    FaultKind.CAMERA_STALLED: (
        Sign.CAMERA,
        "No picture",
        "Please wait. The camera starts again.",
    ),
    FaultKind.CAMERA_FAILED: (
        Sign.CAMERA,
        "No picture",
        "Please wait. The camera starts again.",
    ),
    FaultKind.SCREEN_MISSING: (Sign.SCREEN, "No screen", "Check the screen's cable."),
    FaultKind.JOURNAL_FULL: (
        Sign.RECORD,
        "Memory full",
        "The mirror works. Please tell your therapist.",
    ),
    FaultKind.JOURNAL_READ_ONLY: (
        Sign.RECORD,
        "Not recording",
        "The mirror works. Please tell your therapist.",
    ),
    FaultKind.JOURNAL_RESTORED: (
        Sign.RECORD,
        "Records repaired",
        "A copy was used. Please tell your therapist.",
    ),
    FaultKind.JOURNAL_TOO_NEW: (
        Sign.RECORD,
        "Not recording",
        "The mirror works. Please tell your therapist.",
    ),
    FaultKind.JOURNAL_FAILED: (
        Sign.RECORD,
        "Not recording",
        "The mirror works. Please tell your therapist.",
    ),
    FaultKind.BUTTON_STUCK: (
        Sign.BUTTON,
        "Button stuck",
        "Push the button and let it go.",
    ),
    FaultKind.BUTTONS_FAILED: (
        Sign.BUTTON,
        "No buttons",
        "Unplug the unit, then plug it in.",
    ),
    FaultKind.INTERNAL: (Sign.WARNING, "A fault", "Unplug the unit, then plug it in."),
}

_ENDS: dict[Reason, str] = {
    Reason.DOSE: "Session complete",
    Reason.STOPPED: "Session stopped",
    Reason.PAUSE_LIMIT: "Session ended",
    Reason.SHUT_DOWN: "Session ended",
}


def page_of(
    state: State, now_ns: int, limits: Limits, faults: Sequence[Fault] = ()
) -> Page:
    """The page for this moment.

    A fault of the camera hides the picture wherever one would be. Any other fault
    waits until no session runs: the mirror goes on.

    Args:
        state: the session.
        now_ns: boot-time clock.
        limits: how long things last.
        faults: what is wrong now, the gravest first.
    """
    others = notices_among(faults)
    camera = [f for f in faults if f not in others]
    if not state.camera and state.phase in {Phase.READY, Phase.PAUSED}:
        return fault_page(camera[0]) if camera else _STARTING
    if others and state.phase is Phase.READY:
        return fault_page(others[0], rows=(_GO_ON,))
    return _phase_page(state, now_ns, limits)


def notices_among(faults: Sequence[Fault]) -> list[Fault]:
    """The faults that hide no picture: each waits for READY, and is told once."""
    return [f for f in faults if not f.kind.value.startswith("camera")]


def fault_page(fault: Fault, rows: tuple[Row, ...] = ()) -> Page:
    """The page of a fault: a picture and a sentence, never a traceback."""
    sign, title, sentence = _FAULTS[fault.kind]
    return Page(name="fault", sign=sign, title=title, rows=(Row(sentence), *rows))


def _phase_page(state: State, now_ns: int, limits: Limits) -> Page:
    match state.phase:
        case Phase.READY:
            return Page(
                name="ready",
                live=True,
                sign=Sign.START,
                title="Press START",
                rows=(Row("Put your hand under the camera."),),
            )
        case Phase.COUNTDOWN:
            left_ns = state.since_ns + limits.countdown_ns - now_ns
            number = max(1, math.ceil(left_ns / NS_PER_S))
            row = Row("Put your hand back.")
            return Page(name="countdown", live=True, number=str(number), rows=(row,))
        case Phase.RUNNING:
            left = 1 - state.moved_at(now_ns) / limits.dose_ns
            ring = min(1.0, max(0.0, math.ceil(left * RING_STEPS) / RING_STEPS))
            return Page(name="mirror", live=True, ring=ring)
        case Phase.PAUSED:
            stop = Row("Hold PAUSE to stop.", Sign.PAUSE)
            rows = (_GO_ON, stop)
            return Page(name="paused", sign=Sign.PAUSE, title="Paused", rows=rows)
        case Phase.ENDED:
            return Page(name="ended", sign=Sign.DONE, title="Finished")
        case Phase.SUMMARY:
            return _summary(state)


def _summary(state: State) -> Page:
    reason = state.reason or Reason.STOPPED
    rows = [Row(_minutes(state.moved_ns), Sign.CLOCK)]
    if state.moments:
        noun = "moment" if state.moments == 1 else "moments"
        rows.append(Row(f"{state.moments} {noun} marked", Sign.LOG))
    rows.append(Row("Press START to finish.", Sign.START))
    return Page(
        name="summary",
        sign=Sign.DONE if reason is Reason.DOSE else Sign.STOP,
        title=_ENDS[reason],
        rows=tuple(rows),
    )


def _minutes(moved_ns: int) -> str:
    seconds = round(moved_ns / NS_PER_S)
    if seconds < 60:  # noqa: PLR2004 - a minute
        return f"{seconds} {'second' if seconds == 1 else 'seconds'} of mirror"
    minutes = round(seconds / 60)
    return f"{minutes} {'minute' if minutes == 1 else 'minutes'} of mirror"
