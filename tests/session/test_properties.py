"""Whatever is pressed in whatever order, these hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.clock import NS_PER_S
from mirrorbox.session import (
    Begin,
    CameraBack,
    CameraLost,
    Event,
    Hold,
    Limits,
    Press,
    Record,
    ShutDown,
    State,
    Tick,
    step,
)
from mirrorbox.words import Button

S = NS_PER_S
LIMITS = Limits(
    dose_ns=30 * S,
    countdown_ns=5 * S,
    pause_ns=60 * S,
    summary_ns=20 * S,
    heartbeat_ns=10 * S,
)
TURN_NS = S // 10
events = st.one_of(
    st.sampled_from(list(Button)).map(Press),
    st.sampled_from(list(Button)).map(Hold),
    st.just(Tick()),
    st.just(CameraLost()),
    st.just(CameraBack()),
    st.just(ShutDown()),
)
scripts = st.lists(st.tuples(st.integers(0, 400), events), max_size=40)


def play(script: list[tuple[int, Event]]) -> list[tuple[int, State, Begin | Record]]:
    """Ticks run ten times a second between the script's events, as the loop does."""
    now, state, log = 0, State(), []
    for turns, event in script:
        for happening in [*[Tick()] * turns, event]:
            now += TURN_NS
            state, effects = step(state, happening, now, LIMITS)
            assert state.since_ns <= now
            log += [(now, state, effect) for effect in effects]
    return log


@given(scripts)
def test_sessions_never_overlap_and_close_once(
    script: list[tuple[int, Event]],
) -> None:
    is_open = False
    for _, _, effect in play(script):
        if isinstance(effect, Begin):
            assert not is_open
            is_open = True
        else:
            assert is_open, f"{effect.kind} outside a session"
            is_open = effect.kind != "ended"


@given(scripts)
def test_no_path_of_presses_exceeds_the_dose(script: list[tuple[int, Event]]) -> None:
    for _, _, effect in play(script):
        if isinstance(effect, Record) and effect.kind == "ended":
            moved = effect.data["moved_s"]
            assert isinstance(moved, float)
            assert 0 <= moved <= (LIMITS.dose_ns + TURN_NS) / S


@given(scripts)
def test_the_journal_hears_of_an_open_session_at_least_every_beat(
    script: list[tuple[int, Event]],
) -> None:
    heard = None
    for now, state, _ in play(script):
        if heard is not None:
            assert now - heard <= LIMITS.heartbeat_ns + TURN_NS
        heard = now if state.phase.in_session else None


@given(scripts)
def test_movement_comes_only_after_a_countdown(
    script: list[tuple[int, Event]],
) -> None:
    counted = 0
    for now, _, effect in play(script):
        if isinstance(effect, Begin) or effect.kind == "resumed":
            counted = now
        elif effect.kind == "running":
            assert now - counted >= LIMITS.countdown_ns
