from __future__ import annotations

from dataclasses import replace

import pytest

from mirrorbox.session import (
    Begin,
    CameraBack,
    CameraLost,
    Effect,
    Event,
    Hold,
    Permit,
    Phase,
    Press,
    Reason,
    Record,
    Shown,
    ShutDown,
    State,
    Tick,
    Unlock,
    answering,
    step,
)
from mirrorbox.words import Button, Limb, Side
from tests.session.courses import FULL, S

MS = S // 1000
TRAIN = replace(
    FULL, look_ns=0, steps=(), session_ns=0, pictures=6, limb=Limb.FOOT, before=()
)
START, PAUSE, LOG = Button
Script = list[tuple[float, Event]]


def play(
    script: Script, course: object = TRAIN, *, ms: int = 100
) -> tuple[State, list[Record]]:
    """A loop that turns every `ms`: each card is seen in the turn that dealt it."""
    assert course is TRAIN or course is ASKED
    here = TRAIN if course is TRAIN else ASKED
    now, state, log = 0, State(camera=False), list[Effect]()

    def happen(event: Event) -> None:
        nonlocal state
        state, effects = step(state, event, now, here)
        log.extend(effects)
        if state.phase is Phase.CARD and state.pack.shown_ns is None:
            state, _ = step(state, Shown(now), now, here)

    for second, event in script:
        while now < round(second * S):
            now = min(now + ms * MS, round(second * S))
            happen(Tick())
        happen(event)
    return state, [effect for effect in log if isinstance(effect, Record)]


ASKED = replace(TRAIN, before=FULL.before)


def said(side: Side) -> Event:
    return Press(START if side is Side.LEFT else PAUSE)


def kinds(log: list[Record]) -> list[str]:
    return [entry.kind for entry in log if entry.kind != "heartbeat"]


def data(log: list[Record], kind: str) -> list[dict[str, object]]:
    return [dict(entry.data) for entry in log if entry.kind == kind]


def pack_of(seed_s: float = 1.0) -> list[Side]:
    state, _ = step(State(), Press(START), round(seed_s * S), TRAIN)
    return [card.side for card in state.pack.cards]


def test_a_whole_session_of_pictures() -> None:
    sides = pack_of()
    assert sorted(sides) == [Side.LEFT] * 3 + [Side.RIGHT] * 3
    # START at 1 s, counted down to 6 s; each card is answered after two seconds.
    answers: Script = [(8 + 3 * i, said(side)) for i, side in enumerate(sides)]
    answers[2] = (answers[2][0], said(sides[2].other))
    state, log = play([(1, Press(START)), *answers, (24.5, Tick())])

    assert state.phase is Phase.ENDED
    assert state.reason is Reason.DOSE
    assert kinds(log) == ["card"] * 6 + ["ended"]
    third = data(log, "card")[2]
    assert {name: third[name] for name in ("number", "side", "answer", "correct")} == {
        "number": 3,
        "side": sides[2].value,
        "answer": sides[2].other.value,
        "correct": False,
    }
    assert third["outcome"] == "answered"
    assert third["seed"] == S
    assert [card["reaction_ms"] for card in data(log, "card")] == [2000] * 6
    (ended,) = data(log, "ended")
    part = {"answered": 3, "correct": 3, "accuracy_percent": 100}
    wrong = {"answered": 3, "correct": 2, "accuracy_percent": 67}
    assert ended["moved_s"] == 0
    assert ended["training"] == {
        "cards": 6,
        "answered": 6,
        "correct": 5,
        "accuracy_percent": 83,
        "median_reaction_ms": 2000,
        "skipped": 0,
        "no_answer": 0,
        sides[2].value: wrong | {"median_reaction_ms": 2000},
        sides[2].other.value: part | {"median_reaction_ms": 2000},
    }


def test_the_reaction_time_runs_from_the_flip_to_the_button_not_to_its_notice() -> None:
    state, _ = step(State(), Press(START), S, TRAIN)
    state, _ = step(state, Tick(), 6 * S, TRAIN)
    state, _ = step(state, Shown(6 * S + 17 * MS), 6 * S + 20 * MS, TRAIN)
    again, _ = step(state, Shown(7 * S), 7 * S, TRAIN)
    assert again == state

    pressed = Press(START, down_ns=7 * S)
    _, (told,) = step(state, pressed, 7 * S + 46 * MS, TRAIN)
    assert isinstance(told, Record)
    assert told.data["reaction_ms"] == 983


def test_a_press_from_before_the_picture_was_seen_is_no_answer() -> None:
    state, _ = step(State(), Press(START), S, TRAIN)
    state, _ = step(state, Tick(), 6 * S, TRAIN)
    assert step(state, Press(START), 6 * S, TRAIN) == (state, [])

    state, _ = step(state, Shown(6 * S + 20 * MS), 6 * S + 20 * MS, TRAIN)
    early = Press(PAUSE, down_ns=6 * S + 19 * MS)
    assert step(state, early, 6 * S + 50 * MS, TRAIN) == (state, [])


def test_log_is_a_rest_and_the_picture_a_skip() -> None:
    state, log = play([(1, Press(START)), (8, Press(LOG)), (60, Tick())])

    assert state.phase is Phase.PAUSED
    assert kinds(log) == ["card", "paused"]
    (card,) = data(log, "card")
    assert card["outcome"] == "skipped"
    assert not {"answer", "correct", "reaction_ms"} & set(card)

    rested: Script = [(1, Press(START)), (8, Press(LOG)), (60, Press(START))]
    state, _ = play([*rested, (66, Tick())])
    assert (state.phase, state.pack.at) == (Phase.CARD, 1)


def test_a_picture_nobody_answers_goes_and_is_no_answer() -> None:
    state, log = play([(1, Press(START)), (36.5, Tick())])

    assert state.phase is Phase.GAP
    (card,) = data(log, "card")
    assert card["outcome"] == "no_answer"
    assert "answer" not in card


def test_nobody_there_ends_at_the_cap() -> None:
    long = replace(TRAIN, pictures=40)
    state = State()
    for now in range(0, 400 * S, S // 2):
        event = Press(START) if now == S else Tick()
        state, _ = step(state, event, now, long)
        if state.phase is Phase.ENDED:
            break
    assert state.reason is Reason.CAP
    assert state.exposed_ns == pytest.approx(300 * S, abs=S)


@pytest.mark.parametrize("held_s", [2.0, 2.03])
def test_pause_held_stops_and_what_it_began_with_is_no_answer(held_s: float) -> None:
    hold = Hold(PAUSE, down_ns=8 * S)
    state, log = play(
        [(1, Press(START)), (8.03, Press(PAUSE, down_ns=8 * S)), (8 + held_s, hold)]
    )

    assert state.phase is Phase.ENDED
    assert state.reason is Reason.STOPPED
    assert kinds(log) == ["card", "card_taken_back", "ended"]
    assert data(log, "card_taken_back")[0]["number"] == 1
    training = data(log, "ended")[0]["training"]
    assert isinstance(training, dict)
    assert training["answered"] == 0
    assert training["accuracy_percent"] is None


def test_a_hold_takes_back_its_own_press_only() -> None:
    """Right was said; then, in the gap, PAUSE went down again and stayed down."""
    answered = Press(PAUSE, down_ns=8 * S)
    state, log = play(
        [
            (1, Press(START)),
            (8, answered),
            (8.5, Press(PAUSE, down_ns=round(8.5 * S))),
            (10.5, Hold(PAUSE, down_ns=round(8.5 * S))),
        ]
    )

    assert state.reason is Reason.STOPPED
    assert kinds(log) == ["card", "ended"]


def test_the_last_picture_s_answer_is_taken_back_after_the_end() -> None:
    one = replace(TRAIN, pictures=1)
    state, _ = step(State(), Press(START), S, one)
    state, _ = step(state, Tick(), 6 * S, one)
    state, _ = step(state, Shown(6 * S), 6 * S, one)
    state, _ = step(state, Press(PAUSE, down_ns=8 * S), 8 * S, one)
    state, _ = step(state, Tick(), 9 * S, one)
    assert state.phase is Phase.ENDED

    after, effects = step(state, Hold(PAUSE, down_ns=8 * S), 10 * S, one)

    assert after.phase is Phase.ENDED
    assert [e.kind for e in effects if isinstance(e, Record)] == ["card_taken_back"]
    (told,) = [e for e in effects if isinstance(e, Record)]
    assert told.data["training"] == {
        **told.data["training"],  # type: ignore[dict-item]
        "answered": 0,
    }


def test_start_held_is_no_answer_either_and_stops_nothing() -> None:
    """Left is treated as right is; and START is half of the grip that switches off."""
    state, _ = play([(1, Press(START)), (8, Press(START, down_ns=8 * S))])
    after, (told,) = step(state, Hold(START, down_ns=8 * S), 10 * S, TRAIN)

    assert isinstance(told, Record)
    assert told.kind == "card_taken_back"
    assert (after.phase, after.pack.judged) == (Phase.GAP, ())
    for hold in (Hold(START, down_ns=7 * S), Hold(START), Hold(LOG, down_ns=8 * S)):
        assert step(state, hold, 10 * S, TRAIN) == (state, [])


def test_the_camera_does_not_matter() -> None:
    lost: Script = [(2, CameraLost("cable")), (9, CameraBack()), (10, CameraLost())]
    state, log = play([(1, Press(START)), *lost, (12, Press(START))])

    assert state.phase is Phase.GAP
    assert "paused" not in kinds(log)
    assert kinds(log).count("card") == 1


def test_pain_is_asked_first_where_it_is_prescribed() -> None:
    script: Script = [(1, Press(START)), (2, Press(START)), (3, Press(LOG))]
    state, log = play([*script, (9, Tick())], ASKED)

    assert kinds(log) == ["rated"]
    assert state.phase is Phase.CARD


def test_a_refused_session_does_not_begin() -> None:
    full, _ = step(State(), Permit((("Enough for today.", ()),)), 0, TRAIN)

    assert step(full, Press(START), S, TRAIN) == (full, [])


@pytest.mark.parametrize("phase", [Phase.READY, Phase.PAUSED])
def test_without_a_camera_pictures_begin_and_go_on(phase: Phase) -> None:
    blind = State(phase=phase, camera=False)
    state, effects = step(blind, Press(START), S, TRAIN)

    assert state.phase is Phase.COUNTDOWN
    assert isinstance(effects[0], Begin) is (phase is Phase.READY)


def test_two_sessions_have_two_packs() -> None:
    packs = set()
    for second in range(1, 9):
        state, _ = step(State(), Press(START), second * S, TRAIN)
        packs.add(state.pack.cards)
    assert len(packs) == 8


def test_lamps_say_what_does_something_now() -> None:
    state, _ = play([(1, Press(START)), (7, Tick())])
    assert answering(state, 7 * S, TRAIN) == {START, PAUSE, LOG}
    gap, _ = step(state, Press(START), 8 * S, TRAIN)
    assert answering(gap, 8 * S, TRAIN) == {PAUSE, LOG}


@pytest.mark.parametrize("event", [ShutDown(), Hold(PAUSE)], ids=str)
@pytest.mark.parametrize("second", [7, 8.5])
def test_it_closes_whatever_stands(event: Event, second: float) -> None:
    state, log = play([(1, Press(START)), (8, Press(START)), (second, event)])

    assert state.phase is Phase.ENDED
    assert kinds(log)[-1] == "ended"
    assert step(state, Unlock(), 9 * S, TRAIN) == (state, [])
