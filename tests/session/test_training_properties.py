"""Whatever is pressed in whatever order, no answer is recorded that nobody gave."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.session import (
    Begin,
    CameraBack,
    CameraLost,
    Effect,
    Event,
    Hold,
    Phase,
    Press,
    Record,
    Shown,
    ShutDown,
    State,
    Tick,
    step,
)
from mirrorbox.words import Button, Side
from tests.session.courses import FULL, S

TRAIN = replace(
    FULL,
    look_ns=0,
    steps=(),
    session_ns=0,
    cap_ns=60 * S,
    pictures=5,
    card_ns=8 * S,
    after=FULL.after[:1],
)
TURN_NS = S // 4
HOLD_NS = 2 * S
presses = st.tuples(st.sampled_from(list(Button)), st.sampled_from([0, 0, 0, 9]))
others = st.sampled_from([CameraLost(), CameraBack(), ShutDown()])
scripts = st.lists(
    st.tuples(st.integers(0, 12), st.one_of(presses, presses, presses, others)),
    max_size=40,
)
Script = list[tuple[int, tuple[Button, int] | Event]]


@dataclass
class Played:
    """What happened and what was recorded, turn by turn."""

    turns: list[tuple[int, State, State, Event, list[Effect]]] = field(
        default_factory=list
    )

    def records(self, kind: str) -> list[tuple[int, Event, Record]]:
        return [
            (now, event, effect)
            for now, _, _, event, effects in self.turns
            for effect in effects
            if isinstance(effect, Record) and effect.kind == kind
        ]


def play(script: Script) -> Played:
    """Buttons go down and are held as hands do it: a hold follows its own press."""
    played, now, state = Played(), 0, State()

    def happen(event: Event) -> None:
        nonlocal state
        before = state
        state, effects = step(before, event, now, TRAIN)
        played.turns.append((now, before, state, event, effects))
        if state.phase is Phase.CARD and state.pack.shown_ns is None:
            happen(Shown(now))

    def wait(turns: int) -> None:
        nonlocal now
        for _ in range(turns):
            now += TURN_NS
            happen(Tick())

    for turns, what in script:
        wait(turns)
        if not isinstance(what, tuple):
            happen(what)
            continue
        button, held_turns = what
        down_ns = now
        happen(Press(button, down_ns))
        wait(held_turns)
        if held_turns * TURN_NS >= HOLD_NS:
            happen(Hold(button, down_ns))
    return played


@given(scripts)
def test_every_answer_is_a_press_on_a_picture_that_was_seen(script: Script) -> None:
    for now, before, _, event, effects in play(script).turns:
        for effect in effects:
            if not isinstance(effect, Record) or effect.kind != "card":
                continue
            if effect.data["outcome"] != "answered":
                assert "answer" not in effect.data
                continue
            assert isinstance(event, Press)
            assert before.phase is Phase.CARD
            assert before.pack.shown_ns is not None
            meant = {Button.START: Side.LEFT, Button.PAUSE: Side.RIGHT}[event.button]
            card = before.pack.card
            assert effect.data["answer"] == meant
            assert effect.data["side"] == card.side
            assert effect.data["correct"] is (meant is card.side)
            assert event.down_ns is not None
            seen_ns = before.pack.shown_ns
            assert effect.data["reaction_ms"] == (event.down_ns - seen_ns) // 10**6
            assert 0 <= event.down_ns - seen_ns <= now - seen_ns


@given(scripts)
def test_no_press_that_became_a_hold_is_left_as_an_answer(script: Script) -> None:
    played = play(script)
    held = {
        (event.button, event.down_ns)
        for _, _, _, event, _ in played.turns
        if isinstance(event, Hold)
    }
    pressed = {
        (event.button, event.down_ns)
        for _, event, told in played.records("card")
        if isinstance(event, Press) and told.data["outcome"] == "answered"
    }
    assert len(played.records("card_taken_back")) == len(held & pressed)


@given(scripts)
def test_each_picture_is_told_once_and_counted_once(script: Script) -> None:
    told: list[int] = []
    back = 0
    for _, _, _, _, effects in play(script).turns:
        for effect in effects:
            if isinstance(effect, Begin):
                told, back = [], 0
            elif effect.kind == "card":
                told.append(effect.data["number"])  # type: ignore[arg-type]
                assert told == list(range(1, len(told) + 1))
            elif effect.kind == "card_taken_back":
                back += 1
            elif effect.kind == "ended":
                came_to = effect.data["training"]
                assert isinstance(came_to, dict)
                counted = came_to["answered"] + came_to["skipped"]
                assert counted + came_to["no_answer"] == len(told) - back
                assert came_to["cards"] == TRAIN.pictures


@given(scripts)
def test_no_path_exceeds_the_cap_or_the_pack(script: Script) -> None:
    for now, _, after, _, _ in play(script).turns:
        assert after.exposed_at(now) <= TRAIN.cap_ns + TURN_NS
        assert after.pack.at <= TRAIN.pictures
        assert after.moved_at(now) == 0
        assert not after.phase.mirrors


@given(scripts)
def test_pause_held_is_calm_from_anywhere(script: Script) -> None:
    for _, _, after, event, _ in play(script).turns:
        if event == Hold(Button.PAUSE):
            assert not after.phase.in_session


@given(scripts)
def test_the_camera_pauses_nothing(script: Script) -> None:
    for _, before, after, event, _ in play(script).turns:
        if isinstance(event, CameraLost | CameraBack):
            assert after.phase is before.phase
