"""Stop rules and what lifts them: the unit ends, says whom to call, and waits.

It computes no advice: the rules are the therapist's, each can be off, and only a
therapist lifts them (clinical reference, section 5, R3 and R4).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mirrorbox.session.moves import Moved, enter, ready
from mirrorbox.session.state import Lock, Phase, Record, State
from mirrorbox.words import Button

if TYPE_CHECKING:
    from mirrorbox.session.course import Course

DIGITS = {Button.START: "1", Button.PAUSE: "2", Button.LOG: "3"}


def close(state: State, now_ns: int, course: Course) -> Moved:
    """After the last question: the summary, or the lock where a rule fired."""
    rises = _rises(state, course)
    judged = replace(state, rises=rises)
    lock = _lock(judged, course)
    if lock is None:
        return enter(judged, Phase.SUMMARY, now_ns), []
    locked = enter(judged, Phase.LOCKED, now_ns, locked=lock)
    return locked, [Record("locked", {"rule": lock.value, "rises": rises})]


def begin_pin(state: State, now_ns: int, course: Course) -> Moved:
    """The therapist's grip: START and LOG together."""
    if state.phase is not Phase.LOCKED or not course.pin or now_ns < state.blocked_ns:
        return state, []
    return enter(state, Phase.PIN, now_ns, pin=""), []


def digit(state: State, button: Button, now_ns: int, course: Course) -> Moved:
    """One digit of the PIN; the last one decides."""
    entered = replace(state, pin=state.pin + DIGITS[button], since_ns=now_ns)
    if len(entered.pin) < len(course.pin):
        return entered, []
    if entered.pin == course.pin:
        lifted = replace(entered, locked=None, rises=0, tries=0, pin="")
        told = Record("unlocked", {"by": "pin"}, unit=True)
        return ready(lifted, now_ns), [told]
    return _wrong(entered, now_ns, course)


def _wrong(state: State, now_ns: int, course: Course) -> Moved:
    tries = state.tries + 1
    told = Record("pin_failed", {"tries": tries}, unit=True)
    again = replace(state, pin="", tries=tries)
    if tries % course.pin_tries:
        return again, [told]
    blocked_ns = now_ns + course.pin_block_ns
    return enter(again, Phase.LOCKED, now_ns, blocked_ns=blocked_ns), [told]


def _rises(state: State, course: Course) -> int:
    """Sessions in a row with a rise; one without both numbers says nothing."""
    if not course.pain_rise or state.pain is None or state.pain_after is None:
        return state.rises
    rose = state.pain_after - state.pain >= course.pain_rise
    return state.rises + 1 if rose else 0


def _lock(state: State, course: Course) -> Lock | None:
    if state.unpleasant in course.adverse:
        return Lock.ADVERSE
    if course.pain_rise and state.rises >= course.pain_rise_sessions:
        return Lock.PAIN
    return None
