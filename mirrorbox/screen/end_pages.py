"""The pages of a question and of an end: ratings, summary, locked, safe to unplug."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S
from mirrorbox.screen.page import Ask, Page, Row, Sign
from mirrorbox.screen.training_pages import judged_rows
from mirrorbox.session import Reason, question
from mirrorbox.words import Rating

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mirrorbox.screen.setting import Setting
    from mirrorbox.session import Course, State
    from mirrorbox.session.state import Said

_QUESTIONS: dict[Rating, str] = {
    Rating.PAIN_BEFORE: "How much pain now?",
    Rating.PAIN_NOW: "How much pain now?",
    Rating.PAIN_AFTER: "How much pain now?",
    Rating.ILLUSION: "How much did it feel like your own limb?",
    Rating.UNPLEASANT: "Was anything unpleasant?",
}


def ask_page(state: State, course: Course) -> Page:
    """A question, its scale, and what the three buttons do to it."""
    rating = question(state, course)
    on, back = "More", "Less"
    if rating is Rating.UNPLEASANT:
        on, back = "Next", "Back"
    this = Row("This one", Sign.LOG, leads=Sign.DONE)
    rows = (
        Row(on, Sign.START, leads=Sign.STEP_ON),
        Row(back, Sign.PAUSE, leads=Sign.STEP_BACK),
        this if state.answer is not None else Row("Skip", Sign.LOG, leads=Sign.SKIP),
    )
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


def summary_page(state: State, setting: Setting) -> Page:
    """What was done, in plain numbers."""
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


def off_page(*, kept: bool) -> Page:
    """The last page before the unit is off.

    Args:
        kept: whether all that was to be recorded is on the disk.
    """
    row = Row("You can pull the plug now.", Sign.PLUG)
    if not kept:
        row = Row("Sorry. Please tell your therapist.", Sign.PHONE)
    return Page(name="off", sign=Sign.PLUG, title="Safe to unplug", rows=(row,))


def locked_page(setting: Setting) -> Page:
    """A stop rule fired; the clinic's number, if it is known."""
    rows = (Row(setting.phone, Sign.PHONE),) if setting.phone else ()
    title = "Call your therapist"
    return Page(name="locked", sign=Sign.PHONE, title=title, rows=rows)


_WAITS: dict[str, Sign] = {
    "Next: tomorrow.": Sign.TOMORROW,
    "Please leave the box switched on.": Sign.CABLE,
}
"""Signs of what a refusal says; a time that can be counted has the clock."""


def limit_page(refused: Sequence[Said]) -> Page:
    """Why no session may begin now, and when the next one may."""
    (title, _), *others = refused
    rows = tuple(
        Row(text, _WAITS.get(text, Sign.CLOCK), numbers) for text, numbers in others
    )
    return Page(name="limit", sign=Sign.DONE, title=title, rows=rows)
