"""Whatever is pressed in whatever order, these hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

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
    Record,
    ShutDown,
    State,
    Tick,
    Unlock,
    step,
)
from mirrorbox.words import Button
from tests.session.courses import FULL, S

TURN_NS = S // 2
events = st.one_of(
    st.sampled_from(list(Button)).map(Press),
    st.sampled_from(list(Button)).map(Press),
    st.sampled_from(list(Button)).map(Hold),
    st.sampled_from(
        [Tick(), CameraLost(), CameraBack(), ShutDown(), Unlock(), Permit()]
    ),
)
scripts = st.lists(st.tuples(st.integers(0, 100), events), max_size=40)
Script = list[tuple[int, Event]]
Turn = tuple[int, State, State, Event, Effect | None]


def play(script: Script) -> list[Turn]:
    """Each turn: when, before, after, the event, and each effect or None."""
    now, state, log = 0, State(), list[Turn]()
    for turns, event in script:
        for happening in [*[Tick()] * turns, event]:
            now += TURN_NS
            before = state
            state, effects = step(state, happening, now, FULL)
            assert state.since_ns <= now
            told: list[Effect | None] = [*effects] or [None]
            log += [(now, before, state, happening, effect) for effect in told]
    return log


@given(scripts)
def test_sessions_never_overlap_and_close_once(script: Script) -> None:
    is_open = False
    for _, _, after, _, effect in play(script):
        if isinstance(effect, Begin):
            assert not is_open
            is_open = True
        elif effect is not None and effect.kind == "ended":
            assert is_open
            is_open = False
        assert is_open is after.phase.in_session or effect is not None


@given(scripts)
def test_no_movement_without_the_look_before_it(script: Script) -> None:
    looked = False
    for _, before, after, _, effect in play(script):
        if isinstance(effect, Begin):
            looked = False
        looked = looked or before.phase is Phase.LOOK or after.phase is Phase.LOOK
        if after.phase is Phase.MOVE:
            assert looked


@given(scripts)
def test_no_path_exceeds_the_dose_or_the_cap(script: Script) -> None:
    for now, _, after, _, _ in play(script):
        assert after.moved_at(now) <= FULL.session_ns + TURN_NS
        assert after.exposed_at(now) <= FULL.cap_ns + TURN_NS
        assert 0 <= after.moved_at(now) <= after.exposed_at(now)


@given(scripts)
def test_no_number_is_recorded_that_nobody_entered(script: Script) -> None:
    chosen: int | None = None
    for _, before, after, event, effect in play(script):
        if isinstance(effect, Record) and effect.kind == "rated":
            if effect.data["skipped"]:
                assert "answer" not in effect.data
            else:
                assert event == Press(Button.LOG)
                assert before.answer is not None
                assert before.answer == chosen
        if (
            after.phase.asks
            and isinstance(event, Press)
            and after.asked == before.asked
        ):
            chosen = after.answer
        if not after.phase.asks:
            chosen = None


@given(scripts)
def test_a_locked_unit_starts_nothing(script: Script) -> None:
    for _, before, after, _, effect in play(script):
        if before.locked is not None:
            assert not isinstance(effect, Begin)
            assert not after.phase.in_session


@given(scripts)
def test_holding_pause_is_calm_from_anywhere(script: Script) -> None:
    for _, _, after, event, _ in play(script):
        if event == Hold(Button.PAUSE):
            assert not after.phase.in_session


@given(scripts)
def test_the_journal_hears_of_an_open_session_at_least_every_beat(
    script: Script,
) -> None:
    heard = None
    for now, _, after, _, effect in play(script):
        if effect is not None:
            heard = now
        if not after.phase.in_session:
            heard = None
        elif heard is not None:
            assert now - heard <= FULL.heartbeat_ns + TURN_NS
