from __future__ import annotations

from dataclasses import replace

import pytest

from mirrorbox.session import (
    Event,
    Hold,
    Lock,
    Phase,
    Press,
    Record,
    State,
    Tick,
    Unlock,
    step,
)
from mirrorbox.words import Button
from tests.session.courses import FULL, S

START, PAUSE, LOG = (Press(button) for button in Button)
LAST = State(
    phase=Phase.ASK_AFTER, asked=2, exposed_ns=S, pain=3, pain_after=5, answer=0
)
LOCKED = State(phase=Phase.LOCKED, locked=Lock.PAIN, rises=2)


def test_two_rises_running_lock() -> None:
    once, _ = step(replace(LAST, rises=0), LOG, 0, FULL)
    twice, effects = step(replace(LAST, rises=1), LOG, 0, FULL)

    assert (once.phase, once.rises) == (Phase.SUMMARY, 1)
    assert (twice.phase, twice.locked) == (Phase.LOCKED, Lock.PAIN)
    assert effects[-1] == Record("locked", {"rule": "pain", "rises": 2})


@pytest.mark.parametrize(
    ("pain", "pain_after", "rises"),
    [(3, 4, 0), (3, 5, 2), (None, 9, 1), (3, None, 1), (8, 2, 0)],
)
def test_a_rise_needs_both_numbers(
    pain: int | None, pain_after: int | None, rises: int
) -> None:
    rated = replace(LAST, rises=1, pain=pain, pain_after=pain_after)

    assert step(rated, LOG, 0, FULL)[0].rises == rises


def test_something_unpleasant_locks_at_once_and_a_skip_does_not() -> None:
    dizzy, _ = step(replace(LAST, pain=None, answer=1), LOG, 0, FULL)
    skipped, _ = step(replace(LAST, pain=None, answer=None), LOG, 0, FULL)

    assert dizzy.locked is Lock.ADVERSE
    assert skipped.phase is Phase.SUMMARY


def test_rules_can_be_off() -> None:
    off = replace(FULL, pain_rise=0, adverse=())

    after, _ = step(replace(LAST, rises=5, answer=1), LOG, 0, off)

    assert after.phase is Phase.SUMMARY


def test_a_locked_unit_stays_locked_through_a_session_s_end() -> None:
    summary = replace(LOCKED, phase=Phase.SUMMARY)

    assert step(summary, START, 0, FULL)[0].phase is Phase.LOCKED


def enter(*presses: Press, state: State = LOCKED) -> tuple[State, list[str]]:
    log: list[str] = []
    events: list[Event] = [Unlock(), *presses]
    for event in events:
        state, effects = step(state, event, S, FULL)
        log += [e.kind for e in effects if isinstance(e, Record)]
    return state, log


def test_the_right_pin_unlocks() -> None:
    state, log = enter(START, PAUSE, LOG, START)

    assert (state.phase, state.locked, state.rises) == (Phase.READY, None, 0)
    assert log == ["unlocked"]


def test_three_wrong_pins_wait_ten_minutes() -> None:
    state, log = enter(*[LOG] * 12)
    assert log == ["pin_failed"] * 3
    assert state.phase is Phase.LOCKED

    early, _ = step(state, Unlock(), 600 * S, FULL)
    late, _ = step(state, Unlock(), 601 * S, FULL)
    assert (early.phase, late.phase) == (Phase.LOCKED, Phase.PIN)


def test_without_a_pin_the_grip_does_nothing() -> None:
    assert step(LOCKED, Unlock(), S, replace(FULL, pin=""))[0] == LOCKED


def test_a_pin_half_entered_is_forgotten() -> None:
    state, _ = enter(START, PAUSE)
    held, _ = step(state, Hold(Button.PAUSE), S, FULL)
    late, _ = step(state, Tick(), 100 * S, FULL)

    assert (held.phase, held.pin) == (Phase.LOCKED, "")
    assert (late.phase, late.pin) == (Phase.LOCKED, "")
