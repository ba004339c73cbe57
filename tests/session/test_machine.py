from __future__ import annotations

from dataclasses import replace

import pytest

from mirrorbox.exercises import laterality_cards
from mirrorbox.session import (
    CameraBack,
    CameraLost,
    Event,
    Hold,
    Lock,
    Pack,
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
from mirrorbox.words import Button, Limb
from tests.session.courses import FULL, S, names

START, PAUSE, LOG = (Press(button) for button in Button)
HOLD = Hold(Button.PAUSE)
LOST = CameraLost("cable")
EVENTS: list[Event] = [
    START, PAUSE, LOG, *(Hold(button) for button in Button), Unlock(), Tick(), LOST,
    CameraBack(), ShutDown(), ShutDown(Reason.POWER_OFF), Shown(101 * S),
]  # fmt: skip
NOW = 101 * S
PACK = Pack(
    cards=tuple(laterality_cards(4, Limb.HAND, 1)), at=1, shown_ns=100 * S + S // 10
)


def at(phase: Phase, *, camera: bool = True) -> State:
    """One second into a phase, after twenty seconds of movement and a look."""
    met = phase.in_session or phase in {Phase.ENDED, Phase.ASK_AFTER}
    return State(
        phase=phase,
        since_ns=100 * S,
        beat_ns=100 * S,
        moved_ns=20 * S if met else 0,
        exposed_ns=40 * S if met else 0,
        pack=PACK if phase in {Phase.CARD, Phase.GAP} else Pack(),
        looked=phase not in {Phase.LOOK, Phase.ASK_BEFORE},
        locked=Lock.PAIN if phase in {Phase.LOCKED, Phase.PIN} else None,
        answer=3 if phase.asks else None,
        camera=camera,
    )


# Where every pair of phase and event leads; what is not named here changes nothing.
TABLE: dict[tuple[Phase, Event], tuple[Phase, list[str]]] = {
    (Phase.READY, START): (Phase.ASK_BEFORE, ["begin"]),
    (Phase.ASK_BEFORE, START): (Phase.ASK_BEFORE, []),
    (Phase.ASK_BEFORE, PAUSE): (Phase.ASK_BEFORE, []),
    (Phase.ASK_BEFORE, LOG): (Phase.COUNTDOWN, ["rated"]),
    (Phase.ASK_BEFORE, LOST): (Phase.ASK_BEFORE, ["camera_lost"]),
    (Phase.COUNTDOWN, PAUSE): (Phase.PAUSED, ["paused"]),
    (Phase.COUNTDOWN, LOST): (Phase.PAUSED, ["camera_lost"]),
    (Phase.LOOK, START): (Phase.MOVE, ["looked", "running"]),
    (Phase.LOOK, PAUSE): (Phase.PAUSED, ["paused"]),
    (Phase.LOOK, LOG): (Phase.LOOK, ["moment"]),
    (Phase.LOOK, LOST): (Phase.PAUSED, ["camera_lost"]),
    (Phase.MOVE, PAUSE): (Phase.PAUSED, ["paused"]),
    (Phase.MOVE, LOG): (Phase.RESCUE, ["moment", "rescue"]),
    (Phase.MOVE, LOST): (Phase.PAUSED, ["camera_lost"]),
    (Phase.REST, PAUSE): (Phase.PAUSED, ["paused"]),
    (Phase.REST, LOG): (Phase.RESCUE, ["moment", "rescue"]),
    (Phase.REST, LOST): (Phase.PAUSED, ["camera_lost"]),
    (Phase.CARD, START): (Phase.GAP, ["card"]),
    (Phase.CARD, PAUSE): (Phase.GAP, ["card"]),
    (Phase.CARD, LOG): (Phase.PAUSED, ["card", "paused"]),
    (Phase.CARD, LOST): (Phase.CARD, ["camera_lost"]),
    (Phase.GAP, LOG): (Phase.PAUSED, ["paused"]),
    (Phase.GAP, Tick()): (Phase.CARD, []),
    (Phase.GAP, LOST): (Phase.GAP, ["camera_lost"]),
    (Phase.RESCUE, START): (Phase.COUNTDOWN, ["resumed"]),
    (Phase.RESCUE, PAUSE): (Phase.PAUSED, ["paused"]),
    (Phase.RESCUE, LOG): (Phase.ASK_RESCUE, []),
    (Phase.RESCUE, LOST): (Phase.PAUSED, ["camera_lost"]),
    (Phase.ASK_RESCUE, START): (Phase.ASK_RESCUE, []),
    (Phase.ASK_RESCUE, PAUSE): (Phase.ASK_RESCUE, []),
    (Phase.ASK_RESCUE, LOG): (Phase.RESCUE, ["rated"]),
    (Phase.ASK_RESCUE, LOST): (Phase.ASK_RESCUE, ["camera_lost"]),
    (Phase.PAUSED, START): (Phase.COUNTDOWN, ["resumed"]),
    (Phase.PAUSED, LOG): (Phase.PAUSED, ["moment"]),
    (Phase.PAUSED, LOST): (Phase.PAUSED, ["camera_lost"]),
    (Phase.ASK_AFTER, START): (Phase.ASK_AFTER, []),
    (Phase.ASK_AFTER, PAUSE): (Phase.ASK_AFTER, []),
    (Phase.ASK_AFTER, LOG): (Phase.ASK_AFTER, ["rated"]),
    (Phase.ASK_AFTER, HOLD): (Phase.SUMMARY, ["rated", "rated", "rated"]),
    (Phase.SUMMARY, START): (Phase.READY, []),
    (Phase.LOCKED, Unlock()): (Phase.PIN, []),
    (Phase.PIN, START): (Phase.PIN, []),
    (Phase.PIN, PAUSE): (Phase.PIN, []),
    (Phase.PIN, LOG): (Phase.PIN, []),
    (Phase.PIN, HOLD): (Phase.LOCKED, []),
}
OPEN = [phase for phase in Phase if phase.in_session]
for one in OPEN:
    for end in (HOLD, ShutDown(), ShutDown(Reason.POWER_OFF)):
        TABLE[one, end] = (Phase.ENDED, ["ended"])


@pytest.mark.parametrize("event", EVENTS, ids=str)
@pytest.mark.parametrize("phase", Phase)
def test_every_pair_leads_where_the_table_says(phase: Phase, event: Event) -> None:
    before = at(phase)

    after, effects = step(before, event, NOW, FULL)

    expected = TABLE.get((phase, event), (phase, []))
    assert (after.phase, names(effects)) == expected
    if (phase, event) not in TABLE and not isinstance(event, CameraLost):
        assert after == before


@pytest.mark.parametrize("phase", [Phase.READY, Phase.PAUSED, Phase.RESCUE])
def test_without_a_camera_nothing_starts(phase: Phase) -> None:
    blind = at(phase, camera=False)

    assert step(blind, START, NOW, FULL) == (blind, [])


def test_enough_for_today_is_enough() -> None:
    full, _ = step(State(), Permit((("Enough for today.", ()),)), NOW, FULL)

    assert step(full, START, NOW, FULL) == (full, [])
    free, _ = step(full, Permit(), NOW, FULL)
    assert step(free, START, NOW, FULL)[0].phase is Phase.ASK_BEFORE


@pytest.mark.parametrize(
    ("phase", "spent_s", "leads_to", "effects"),
    [
        (Phase.COUNTDOWN, 5, Phase.MOVE, ["running"]),
        (Phase.LOOK, 20, Phase.MOVE, ["looked", "running"]),
        (Phase.MOVE, 10, Phase.REST, ["resting"]),
        (Phase.REST, 5, Phase.MOVE, ["running"]),
        (Phase.CARD, 30, Phase.GAP, ["card"]),
        (Phase.GAP, 1, Phase.CARD, []),
        (Phase.PAUSED, 600, Phase.ENDED, ["ended"]),
        (Phase.ASK_BEFORE, 600, Phase.ENDED, ["ended"]),
        (Phase.ASK_RESCUE, 120, Phase.RESCUE, ["rated"]),
        (Phase.RESCUE, 260, Phase.ENDED, ["ended"]),
        (Phase.ENDED, 3, Phase.ASK_AFTER, []),
        (Phase.ASK_AFTER, 120, Phase.SUMMARY, ["rated", "rated", "rated"]),
        (Phase.SUMMARY, 60, Phase.READY, []),
        (Phase.PIN, 60, Phase.LOCKED, []),
    ],
)
def test_time_leads_on_exactly_when_it_is_up(
    phase: Phase, spent_s: int, leads_to: Phase, effects: list[str]
) -> None:
    up = (100 + spent_s) * S
    beating = replace(at(phase), beat_ns=up)

    assert step(beating, Tick(), up - 1, FULL) == (beating, [])
    after, done = step(beating, Tick(), up, FULL)
    assert (after.phase, names(done)) == (leads_to, effects)


@pytest.mark.parametrize(
    ("moved_s", "exposed_s", "reason"),
    [(59, 100, Reason.DOSE), (20, 299, Reason.CAP), (59, 299, Reason.CAP)],
)
def test_movement_ends_at_the_dose_and_everything_at_the_cap(
    moved_s: int, exposed_s: int, reason: Reason
) -> None:
    state = replace(at(Phase.MOVE), moved_ns=moved_s * S, exposed_ns=exposed_s * S)

    assert step(state, Tick(), NOW - 1, FULL)[0].phase is Phase.MOVE
    after, effects = step(state, Tick(), NOW, FULL)

    assert after.reason is reason
    assert names(effects) == ["ended"]


@pytest.mark.parametrize("phase", [Phase.READY, Phase.LOCKED])
def test_these_never_leave_by_themselves(phase: Phase) -> None:
    assert step(at(phase), Tick(), 10**9 * S, FULL) == (at(phase), [])


def test_nobody_answering_is_a_skip_whatever_was_chosen() -> None:
    state = replace(at(Phase.ASK_AFTER), answer=7)
    _, effects = step(state, Tick(), 300 * S, FULL)

    assert [e.data for e in effects if isinstance(e, Record)] == [
        {"rating": "pain_after", "skipped": True},
        {"rating": "illusion", "skipped": True},
        {"rating": "unpleasant", "skipped": True},
    ]


@pytest.mark.parametrize(
    ("phase", "lit"),
    [
        (Phase.READY, {Button.START}),
        (Phase.COUNTDOWN, {Button.PAUSE}),
        (Phase.LOOK, {Button.START, Button.PAUSE, Button.LOG}),
        (Phase.MOVE, {Button.PAUSE, Button.LOG}),
        (Phase.CARD, {Button.START, Button.PAUSE, Button.LOG}),
        (Phase.GAP, {Button.PAUSE, Button.LOG}),
        (Phase.RESCUE, {Button.START, Button.PAUSE, Button.LOG}),
        (Phase.PAUSED, {Button.START, Button.PAUSE, Button.LOG}),
        (Phase.ASK_AFTER, {Button.START, Button.PAUSE, Button.LOG}),
        (Phase.ENDED, set()),
        (Phase.SUMMARY, {Button.START}),
        (Phase.LOCKED, set()),
        (Phase.PIN, {Button.START, Button.PAUSE, Button.LOG}),
    ],
)
def test_lit_is_what_does_something(phase: Phase, lit: set[Button]) -> None:
    assert answering(at(phase), NOW, FULL) == lit
