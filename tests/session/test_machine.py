from __future__ import annotations

from dataclasses import replace

import pytest

from mirrorbox.clock import NS_PER_S
from mirrorbox.session import (
    Begin,
    CameraBack,
    CameraLost,
    Event,
    Hold,
    Limits,
    Phase,
    Press,
    Reason,
    Record,
    ShutDown,
    State,
    Tick,
    answering,
    step,
)
from mirrorbox.words import Button

S = NS_PER_S
LIMITS = Limits(
    dose_ns=60 * S,
    countdown_ns=5 * S,
    pause_ns=600 * S,
    summary_ns=60 * S,
    heartbeat_ns=10 * S,
)
START, PAUSE, LOG = (Press(button) for button in Button)
HOLD = Hold(Button.PAUSE)
EVENTS: list[Event] = [
    START,
    PAUSE,
    LOG,
    *(Hold(button) for button in Button),
    Tick(),
    CameraLost("cable"),
    CameraBack(),
    ShutDown(),
]


def at(phase: Phase, *, camera: bool = True) -> State:
    """One second into a phase, after twenty seconds of movement."""
    moved = 20 * S if phase.in_session else 0
    return State(
        phase=phase, since_ns=100 * S, beat_ns=100 * S, moved_ns=moved, camera=camera
    )


NOW = 101 * S

# Where every pair of phase and event leads; what is not named here changes nothing.
TABLE: dict[tuple[Phase, Event], tuple[Phase, list[str]]] = {
    (Phase.READY, START): (Phase.COUNTDOWN, ["begin"]),
    (Phase.COUNTDOWN, PAUSE): (Phase.PAUSED, ["paused"]),
    (Phase.COUNTDOWN, HOLD): (Phase.ENDED, ["ended"]),
    (Phase.COUNTDOWN, CameraLost("cable")): (Phase.PAUSED, ["camera_lost"]),
    (Phase.COUNTDOWN, ShutDown()): (Phase.ENDED, ["ended"]),
    (Phase.RUNNING, PAUSE): (Phase.PAUSED, ["paused"]),
    (Phase.RUNNING, LOG): (Phase.RUNNING, ["moment"]),
    (Phase.RUNNING, HOLD): (Phase.ENDED, ["ended"]),
    (Phase.RUNNING, CameraLost("cable")): (Phase.PAUSED, ["camera_lost"]),
    (Phase.RUNNING, ShutDown()): (Phase.ENDED, ["ended"]),
    (Phase.PAUSED, START): (Phase.COUNTDOWN, ["resumed"]),
    (Phase.PAUSED, LOG): (Phase.PAUSED, ["moment"]),
    (Phase.PAUSED, HOLD): (Phase.ENDED, ["ended"]),
    (Phase.PAUSED, CameraLost("cable")): (Phase.PAUSED, ["camera_lost"]),
    (Phase.PAUSED, ShutDown()): (Phase.ENDED, ["ended"]),
    (Phase.SUMMARY, START): (Phase.READY, []),
}


def names(effects: list[Begin | Record]) -> list[str]:
    return [e.kind if isinstance(e, Record) else "begin" for e in effects]


@pytest.mark.parametrize("event", EVENTS, ids=str)
@pytest.mark.parametrize("phase", Phase)
def test_every_pair_leads_where_the_table_says(phase: Phase, event: Event) -> None:
    before = at(phase)

    after, effects = step(before, event, NOW, LIMITS)

    expected = TABLE.get((phase, event), (phase, []))
    assert (after.phase, names(effects)) == expected
    if (phase, event) not in TABLE and not isinstance(event, CameraLost):
        assert after == before


@pytest.mark.parametrize("phase", Phase)
def test_without_a_camera_nothing_starts(phase: Phase) -> None:
    blind = at(phase, camera=False)

    after, effects = step(blind, START, NOW, LIMITS)

    assert after.phase is (Phase.READY if phase is Phase.SUMMARY else phase)
    assert effects == []


@pytest.mark.parametrize(
    ("phase", "spent_s", "leads_to", "effects"),
    [
        (Phase.COUNTDOWN, 5, Phase.RUNNING, ["running"]),
        (Phase.RUNNING, 40, Phase.ENDED, ["ended"]),
        (Phase.PAUSED, 600, Phase.ENDED, ["ended"]),
        (Phase.ENDED, 3, Phase.SUMMARY, []),
        (Phase.SUMMARY, 60, Phase.READY, []),
    ],
)
def test_time_leads_on_exactly_when_it_is_up(
    phase: Phase, spent_s: int, leads_to: Phase, effects: list[str]
) -> None:
    beating = replace(at(phase), beat_ns=(100 + spent_s) * S)
    up = (100 + spent_s) * S

    assert step(beating, Tick(), up - 1, LIMITS) == (beating, [])
    after, done = step(beating, Tick(), up, LIMITS)
    assert (after.phase, names(done)) == (leads_to, effects)


def test_ready_never_leaves_by_itself() -> None:
    assert step(at(Phase.READY), Tick(), 10**9 * S, LIMITS) == (at(Phase.READY), [])


@pytest.mark.parametrize("phase", [p for p in Phase if p.in_session])
def test_an_open_session_beats_every_ten_seconds(phase: Phase) -> None:
    state = replace(at(phase), since_ns=0, beat_ns=100 * S, moved_ns=0)
    long = replace(LIMITS, countdown_ns=10**6 * S, dose_ns=10**6 * S)

    assert step(state, Tick(), 110 * S - 1, long) == (state, [])
    after, effects = step(state, Tick(), 110 * S, long)

    assert names(effects) == ["heartbeat"]
    assert after.beat_ns == 110 * S


def test_movement_counts_only_while_running() -> None:
    state = State()
    effects: list[Begin | Record] = []
    script: list[tuple[int, Event]] = [
        (10, START),
        (15, Tick()),  # running
        (25, PAUSE),  # ten seconds moved
        (100, START),
        (105, Tick()),  # running again
        (112, LOG),
        (120, HOLD),  # fifteen more
    ]
    for second, event in script:
        state, done = step(state, event, second * S, LIMITS)
        effects += done

    assert names(effects) == [
        "begin", "running", "paused", "resumed", "running", "moment", "ended",
    ]  # fmt: skip
    assert effects[5] == Record("moment", {"number": 1, "moved_s": 17.0})
    assert effects[-1] == Record(
        "ended", {"reason": Reason.STOPPED, "moved_s": 25.0, "moments": 1}
    )


def test_a_lost_camera_comes_back_paused_and_waits_for_start() -> None:
    state, _ = step(at(Phase.RUNNING), CameraLost("cable"), NOW, LIMITS)
    assert (state.phase, state.camera) == (Phase.PAUSED, False)

    state, effects = step(state, CameraBack(), NOW, LIMITS)

    assert (state.phase, state.camera) == (Phase.PAUSED, True)
    assert names(effects) == ["camera_back"]


def test_a_new_session_starts_from_nothing() -> None:
    done = replace(at(Phase.SUMMARY), moments=3, moved_ns=60 * S, reason=Reason.DOSE)

    ready, _ = step(done, START, NOW, LIMITS)
    begun, _ = step(ready, START, NOW, LIMITS)

    assert begun == State(phase=Phase.COUNTDOWN, since_ns=NOW, beat_ns=NOW)


@pytest.mark.parametrize(
    ("phase", "lit"),
    [
        (Phase.READY, {Button.START}),
        (Phase.COUNTDOWN, {Button.PAUSE}),
        (Phase.RUNNING, {Button.PAUSE, Button.LOG}),
        (Phase.PAUSED, {Button.START, Button.PAUSE, Button.LOG}),
        (Phase.ENDED, set()),
        (Phase.SUMMARY, {Button.START}),
    ],
)
def test_lit_is_what_does_something(phase: Phase, lit: set[Button]) -> None:
    assert answering(at(phase), NOW, LIMITS) == lit


def test_nothing_is_lit_where_the_camera_is_gone_before_a_session() -> None:
    assert answering(at(Phase.READY, camera=False), NOW, LIMITS) == set()
