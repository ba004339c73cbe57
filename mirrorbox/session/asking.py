"""Questions answered by three buttons: START more, PAUSE less, LOG this one.

A question begins with no answer. LOG without one is a skip and is recorded as a skip,
never as a number nobody entered.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mirrorbox.session.locking import close
from mirrorbox.session.moves import Moved, enter
from mirrorbox.session.state import Phase, Record, State
from mirrorbox.words import Button, Rating, Unpleasant

if TYPE_CHECKING:
    from mirrorbox.session.course import Course

HIGHEST = 10
"""Of every numeric rating (NRS 0-10; clinical reference, section 4)."""


def question(state: State, course: Course) -> Rating:
    """What is asked now."""
    if state.phase is Phase.ASK_RESCUE:
        return Rating.PAIN_NOW
    asked = course.before if state.phase is Phase.ASK_BEFORE else course.after
    return asked[state.asked]


def highest(rating: Rating) -> int:
    """The greatest answer to it; the pictures of `Unpleasant` are counted from 0."""
    if rating is Rating.UNPLEASANT:
        return len(Unpleasant) - 1
    return HIGHEST


def ask(state: State, phase: Phase, now_ns: int, number: int = 0) -> State:
    """Put a question; nothing is chosen yet."""
    return enter(state, phase, now_ns, asked=number, answer=None)


def press(state: State, button: Button, now_ns: int, course: Course) -> Moved:
    """More, less, or this one."""
    if button is Button.LOG:
        return confirm(state, now_ns, course)
    top = highest(question(state, course))
    chosen = -1 if state.answer is None else state.answer
    chosen += 1 if button is Button.START else -1
    answer = None if chosen < 0 else min(chosen, top)
    if answer == state.answer:
        return state, []
    return replace(state, answer=answer, since_ns=now_ns), []


def confirm(state: State, now_ns: int, course: Course) -> Moved:
    """Take the answer, or its absence, and go on."""
    rating = question(state, course)
    noted = _remember(state, rating)
    told = [_rated(rating, state.answer)]
    number = state.asked + 1
    match state.phase:
        case Phase.ASK_BEFORE if number < len(course.before):
            return ask(noted, Phase.ASK_BEFORE, now_ns, number), [*told]
        case Phase.ASK_BEFORE:
            return enter(noted, Phase.COUNTDOWN, now_ns), [*told]
        case Phase.ASK_RESCUE:
            return enter(noted, Phase.RESCUE, now_ns), [*told]
        case _ if number < len(course.after):
            return ask(noted, Phase.ASK_AFTER, now_ns, number), [*told]
    closed, effects = close(noted, now_ns, course)
    return closed, [*told, *effects]


def skip_rest(state: State, now_ns: int, course: Course) -> Moved:
    """Skip every question that is left."""
    skipped = [_rated(rating, None) for rating in course.after[state.asked :]]
    closed, effects = close(state, now_ns, course)
    return closed, [*skipped, *effects]


def _remember(state: State, rating: Rating) -> State:
    match rating:
        case Rating.PAIN_BEFORE:
            return replace(state, pain=state.answer)
        case Rating.PAIN_AFTER:
            return replace(state, pain_after=state.answer)
        case Rating.UNPLEASANT:
            return replace(state, unpleasant=_chosen(state.answer))
        case _:
            return state


def _chosen(answer: int | None) -> Unpleasant | None:
    return None if answer is None else list(Unpleasant)[answer]


def _rated(rating: Rating, answer: int | None) -> Record:
    data: dict[str, object] = {"rating": rating.value, "skipped": answer is None}
    if answer is not None:
        unpleasant = rating is Rating.UNPLEASANT
        data["answer"] = _chosen(answer) if unpleasant else answer
    return Record("rated", data)
