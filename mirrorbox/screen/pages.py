"""Which page the patient sees: a pure function of the session and its faults.

Every text is an English sentence, the message id of its translation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S
from mirrorbox.screen.fault_pages import fault_page
from mirrorbox.screen.page import Ask, Page, Row, Sign
from mirrorbox.screen.training_pages import (
    card_page,
    judged_rows,
    starting_count,
    training_ready,
)
from mirrorbox.session import Course, Phase, Reason, State, question
from mirrorbox.words import Limb, Mode, Rating

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mirrorbox.errors import Fault

RING_STEPS = 60
"""The ring moves in so many steps: it shows time and never draws the eye."""

INTRO_NS = 8 * NS_PER_S
"""How long the words of an exercise stand beside the mirror; then it is alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What pages say beyond the session itself.

    Attributes:
        limb: what is mirrored.
        mode: what moves; said beside each exercise.
        sentences: for each exercise, what to do.
        phone: the clinic's number.
        notice: a sentence on the ready page, for the therapist.
        week: sessions done this week and prescribed for it; None: not known.
    """

    limb: Limb = Limb.HAND
    mode: Mode = Mode.UNILATERAL
    sentences: Mapping[str, str] = field(default_factory=dict)
    phone: str = ""
    notice: str = ""
    week: tuple[int, int] | None = None


_GO_ON = Row("Press START to go on.", Sign.START)

_DARK: dict[Phase, Page] = {
    Phase.PAUSED: Page(
        name="paused",
        sign=Sign.PAUSE,
        title="Paused",
        rows=(_GO_ON, Row("Hold PAUSE to stop.", Sign.PAUSE)),
    ),
    Phase.ENDED: Page(name="ended", sign=Sign.DONE, title="Finished"),
}

_STARTING = Page(
    name="starting",
    sign=Sign.CLOCK,
    title="Please wait",
    rows=(Row("The camera starts."),),
)


def page_of(
    state: State,
    now_ns: int,
    course: Course,
    faults: Sequence[Fault] = (),
    setting: Setting | None = None,
) -> Page:
    """The page for this moment.

    A fault of the camera hides the picture wherever one would be. Any other fault
    waits until no session runs: the mirror goes on.

    Args:
        state: the session.
        now_ns: boot-time clock.
        course: what the session must be.
        faults: what is wrong now, the gravest first.
        setting: what pages say beyond the session.
    """
    others = notices_among(faults)
    camera = [f for f in faults if f not in others]
    blind = not state.camera and not course.trains
    if blind and state.phase in {Phase.READY, Phase.PAUSED}:
        return fault_page(camera[0]) if camera else _STARTING
    if others and state.phase is Phase.READY:
        return fault_page(others[0], rows=(_GO_ON,))
    return phase_page(state, now_ns, course, setting or Setting())


def notices_among(faults: Sequence[Fault]) -> list[Fault]:
    """The faults that hide no picture: each waits for READY, and is told once."""
    return [f for f in faults if not f.kind.value.startswith("camera")]


def phase_page(state: State, now_ns: int, course: Course, setting: Setting) -> Page:
    """The page of a phase."""
    match state.phase:
        case Phase.READY:
            return _ready(state, course, setting)
        case Phase.COUNTDOWN:
            return _countdown(state, now_ns, course)
        case Phase.LOOK | Phase.MOVE | Phase.REST | Phase.RESCUE:
            return _live(state, now_ns, course, setting)
        case Phase.CARD | Phase.GAP:
            return card_page(state)
        case Phase.ASK_BEFORE | Phase.ASK_RESCUE | Phase.ASK_AFTER:
            return _ask(state, course)
        case Phase.PAUSED | Phase.ENDED:
            return _DARK[state.phase]
        case Phase.SUMMARY:
            return _summary(state, setting)
        case Phase.LOCKED:
            return _locked(setting)
        case Phase.PIN:
            dots = (len(state.pin), len(course.pin))
            return Page(
                name="pin",
                sign=Sign.KEY,
                title="For the therapist",
                rows=(Row("Enter the PIN."),),
                dots=dots,
            )


def off_page(*, kept: bool) -> Page:
    """The last page before the unit is off.

    Args:
        kept: whether all that was to be recorded is on the disk.
    """
    row = Row("You can pull the plug now.")
    if not kept:
        row = Row("Sorry. Please tell your therapist.", Sign.RECORD)
    return Page(name="off", sign=Sign.PLUG, title="Safe to unplug", rows=(row,))


def _locked(setting: Setting) -> Page:
    rows = (Row(setting.phone, Sign.PHONE),) if setting.phone else ()
    title = "Call your therapist"
    return Page(name="locked", sign=Sign.PHONE, title=title, rows=rows)


_PLACE: dict[Limb, str] = {
    Limb.HAND: "Put your hand under the camera.",
    Limb.FOREARM: "Put your forearm under the camera.",
    Limb.FOOT: "Put your foot under the camera.",
    Limb.LEG: "Put your leg under the camera.",
}


def _ready(state: State, course: Course, setting: Setting) -> Page:
    if state.refused:
        (title, _), *others = state.refused
        waits = tuple(Row(text, Sign.CLOCK, numbers) for text, numbers in others)
        return Page(name="limit", sign=Sign.DONE, title=title, rows=waits)
    notices = [Row(setting.notice, Sign.RECORD)] if setting.notice else []
    if course.trains:
        return training_ready(notices)
    handy = setting.limb in {Limb.HAND, Limb.FOREARM}
    rows = [Row(_PLACE[setting.limb], Sign.HAND if handy else None), *notices]
    return Page(
        name="ready", live=True, sign=Sign.START, title="Press START", rows=tuple(rows)
    )


def _countdown(state: State, now_ns: int, course: Course) -> Page:
    left_ns = state.since_ns + course.countdown_ns - now_ns
    number = max(1, math.ceil(left_ns / NS_PER_S))
    if course.trains:
        return starting_count(number)
    row = Row("Put your hand back.", Sign.HAND)
    return Page(name="countdown", live=True, number=str(number), rows=(row,))


def _live(state: State, now_ns: int, course: Course, setting: Setting) -> Page:
    """Words at first, then the mirror alone with its ring."""
    fresh = now_ns - state.since_ns < INTRO_NS
    match state.phase:
        case Phase.LOOK:
            ring = _ring(1 - state.spent_at(now_ns) / course.look_ns)
            if not fresh:
                return Page(name="mirror", live=True, ring=ring)
            rows = (Row("Look at the picture. Do not move yet."), _GO_ON)
            title = "Look"
            return Page(name="look", live=True, sign=Sign.EYE, title=title, rows=rows)
        case Phase.RESCUE:
            if not fresh:
                return Page(name="mirror", live=True)
            rows = (_GO_ON, Row("Press LOG to tell your pain.", Sign.LOG))
            title = "Just look."
            return Page(name="rescue", live=True, sign=Sign.EYE, title=title, rows=rows)
        case Phase.REST:
            after = course.step(state.step + 1).exercise
            return Page(
                name="rest",
                live=True,
                sign=Sign.REST,
                title="Rest",
                rows=(Row("Next exercise"),) if after else (),
                exercise=after,
            )
        case _:
            exercise = course.step(state.step).exercise
            if exercise and fresh:
                row = Row(
                    setting.sentences.get(exercise, "Move slowly. It must not hurt.")
                )
                rows = (row, Row(_MODES[setting.mode]))
                return Page(name="exercise", live=True, rows=rows, exercise=exercise)
            left = 1 - state.moved_at(now_ns) / course.session_ns
            return Page(name="mirror", live=True, ring=_ring(left))


_MODES: dict[Mode, str] = {
    Mode.UNILATERAL: "Move only the limb you see.",
    Mode.BILATERAL_SYNC: "Move both sides together, in the same way.",
    Mode.IMAGINED: "Do not move. Imagine the movement.",
}


def _ring(left: float) -> float:
    return min(1.0, max(0.0, math.ceil(left * RING_STEPS) / RING_STEPS))


_QUESTIONS: dict[Rating, str] = {
    Rating.PAIN_BEFORE: "How much pain now?",
    Rating.PAIN_NOW: "How much pain now?",
    Rating.PAIN_AFTER: "How much pain now?",
    Rating.ILLUSION: "How much did it feel like your own limb?",
    Rating.UNPLEASANT: "Was anything unpleasant?",
}


def _ask(state: State, course: Course) -> Page:
    rating = question(state, course)
    this = "This one" if state.answer is not None else "Skip"
    rows = (
        Row("More", Sign.START),
        Row("Less", Sign.PAUSE),
        Row(this, Sign.LOG),
    )
    if rating is Rating.UNPLEASANT:
        rows = (Row("Next", Sign.START), Row("Back", Sign.PAUSE), rows[2])
    ask = Ask(rating, state.answer)
    return Page(name="ask", title=_QUESTIONS[rating], rows=rows, ask=ask)


_ENDS: dict[Reason, str] = {
    Reason.DOSE: "Session complete",
    Reason.CAP: "Session complete",
    Reason.STOPPED: "Session stopped",
    Reason.PAUSE_LIMIT: "Session ended",
    Reason.SHUT_DOWN: "Session ended",
    Reason.POWER_OFF: "Session ended",
}


def _summary(state: State, setting: Setting) -> Page:
    reason = state.reason or Reason.STOPPED
    whole = reason in {Reason.DOSE, Reason.CAP}
    trained = state.pack.cards
    rows = judged_rows(state.pack) if trained else [_minutes(state.moved_ns)]
    if state.moments:
        one, many = "{n} moment marked", "{n} moments marked"
        rows.append(Row(one, Sign.LOG, (("n", state.moments),), many))
    if setting.week is not None:
        done, due = setting.week
        numbers = (("done", done), ("total", due))
        rows.append(Row("Sessions this week: {done} of {total}", Sign.DONE, numbers))
    rows.append(Row("Press START to finish.", Sign.START))
    return Page(
        name="summary",
        sign=Sign.DONE if whole else Sign.STOP,
        title=_ENDS[reason],
        rows=tuple(rows),
    )


def _minutes(moved_ns: int) -> Row:
    seconds = round(moved_ns / NS_PER_S)
    if seconds < 60:  # noqa: PLR2004 - a minute
        one, many = "{n} second of mirror", "{n} seconds of mirror"
        return Row(one, Sign.CLOCK, (("n", seconds),), many)
    one, many = "{n} minute of mirror", "{n} minutes of mirror"
    return Row(one, Sign.CLOCK, (("n", round(seconds / 60)),), many)
