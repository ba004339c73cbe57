"""Whole sessions played through the machine, event by event."""

from __future__ import annotations

import pytest

from mirrorbox.session import (
    Begin,
    Event,
    Hold,
    Phase,
    Press,
    Record,
    State,
    Tick,
    step,
)
from mirrorbox.words import Button
from tests.session.courses import FULL, PLAIN, S, names

START, PAUSE, LOG = (Press(button) for button in Button)
HOLD = Hold(Button.PAUSE)

Script = list[tuple[float, Event]]


def play(
    script: Script, state: State | None = None, course: object = FULL
) -> tuple[State, list[Begin | Record]]:
    """Tick ten times a second between the script's events, as the loop does."""
    assert course in {FULL, PLAIN}
    here = FULL if course == FULL else PLAIN
    now, state, log = 0, state or State(), list[Begin | Record]()
    for second, event in script:
        while now < second * S:
            now = min(now + S // 10, round(second * S))
            state, effects = step(state, Tick(), now, here)
            log += effects
        state, effects = step(state, event, now, here)
        log += effects
    return state, log


def test_a_whole_treatment() -> None:
    state, log = play(
        [
            (1, START),
            (2, START), (3, START), (4, START), (5, LOG),  # pain 2
            (5, Tick()),  # countdown to 10, look to 30, then exercises and rests
            (150, Tick()),  # 60 s of movement, calm, and the first question
            (151, START), (152, LOG),  # pain 0
            (153, LOG),  # illusion: skipped
            (154, START), (155, LOG),  # nothing unpleasant
        ]
    )  # fmt: skip

    assert state.phase is Phase.SUMMARY
    assert [n for n in names(log) if n != "heartbeat"] == [
        "begin", "rated", "looking", "looked",
        "running", "resting", "running", "resting",  # fist 10, wrist 15
        "running", "resting", "running", "resting",  # fist 10, wrist 15
        "running", "ended",  # fist 10: sixty seconds
        "rated", "rated", "rated",
    ]  # fmt: skip
    rated = [e.data for e in log if isinstance(e, Record) and e.kind == "rated"]
    assert rated == [
        {"rating": "pain_before", "skipped": False, "answer": 2},
        {"rating": "pain_after", "skipped": False, "answer": 0},
        {"rating": "illusion", "skipped": True},
        {"rating": "unpleasant", "skipped": False, "answer": "none"},
    ]
    ended = next(e for e in log if isinstance(e, Record) and e.kind == "ended")
    assert ended.data["reason"] == "dose"
    assert ended.data["moved_s"] == 60.0
    assert ended.data["exposed_s"] == pytest.approx(20 + 60 + 4 * 5)


def test_a_pause_in_an_exercise_goes_on_where_it_was() -> None:
    script: Script = [
        (1.0, START),
        (6.0, Tick()),
        (10.0, PAUSE),
        (40.0, START),
        (46.0, PAUSE),
    ]
    state, _ = play(script, course=PLAIN)

    assert state.moved_ns == 4 * S + 1 * S
    assert state.spent_ns == state.moved_ns


def test_a_pause_in_the_look_does_not_skip_the_rest_of_it() -> None:
    looking: Script = [
        (1.0, START),
        (2.0, LOG),
        (12.0, PAUSE),
        (30.0, START),
    ]
    state, _ = play([*looking, (49.0, Tick())])
    assert (state.phase, state.looked) == (Phase.LOOK, False)

    state, _ = play([*looking, (51.0, Tick())])
    assert state.phase is Phase.MOVE


def test_the_rescue_asks_nothing_and_rests_the_dose() -> None:
    to_move: Script = [
        (1.0, START),
        (2.0, LOG),
        (8.0, START),
        (12.0, LOG),
    ]
    state, _ = play([*to_move, (60.0, Tick())])
    assert state.phase is Phase.RESCUE
    assert state.moved_ns == 4 * S

    asked: Script = [
        (61.0, LOG),
        (62.0, START),
        (63.0, START),
        (64.0, LOG),
    ]
    state, log = play([*to_move, (60.0, Tick()), *asked, (65.0, START), (71.0, Tick())])
    assert state.phase is Phase.MOVE
    rated = [e.data for e in log if isinstance(e, Record) and e.kind == "rated"]
    assert rated[-1] == {"rating": "pain_now", "skipped": False, "answer": 1}


def test_an_answer_begins_with_none_and_stays_within_its_scale() -> None:
    state = State(phase=Phase.ASK_BEFORE)
    seen = []
    for event in [PAUSE, *[START] * 12, *[PAUSE] * 12]:
        state, _ = step(state, event, 0, FULL)
        seen.append(state.answer)

    assert seen == [None, *range(11), 10, *reversed(range(10)), None, None]


def test_no_question_where_nobody_looked() -> None:
    state, log = play([(1.0, START), (2.0, HOLD), (6.0, Tick())])

    assert state.phase is Phase.SUMMARY
    assert "rated" not in names(log)
