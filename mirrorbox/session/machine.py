"""What an event means: a pure function over the session's state."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from mirrorbox.clock import NS_PER_S
from mirrorbox.session.state import (
    Begin,
    CameraBack,
    CameraLost,
    Effect,
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
)
from mirrorbox.words import Button

Step = tuple[State, list[Effect]]


def step(state: State, event: Event, now_ns: int, limits: Limits) -> Step:
    """Say where an event leads and what must be done about it.

        READY ──START──► COUNTDOWN ──time──► RUNNING ──dose──► ENDED
                          ▲      │            │    ▲ LOG: moment  │
                        START  PAUSE        PAUSE                time
                          │      ▼            ▼                   ▼
                          └──── PAUSED ◄──────┘               SUMMARY ──START, time──► READY
                                 LOG: moment

        COUNTDOWN, RUNNING, PAUSED ──PAUSE held, pause limit, shut-down──► ENDED
        COUNTDOWN, RUNNING ──camera lost──► PAUSED; START waits for the camera

    Args:
        state: where the session is.
        event: what happened.
        now_ns: the boot-time clock, never before `state.since_ns`.
        limits: how long things last.

    Returns:
        The state after it, and the effects in the order they must happen. A pair
        that the diagram does not name returns the same state and no effect.
    """  # noqa: E501 - the diagram is one picture
    match event:
        case Press(button):
            return _press(state, button, now_ns)
        case Hold(button):
            stops = button is Button.PAUSE and state.phase.in_session
            return _end(state, Reason.STOPPED, now_ns) if stops else (state, [])
        case Tick():
            return _tick(state, now_ns, limits)
        case CameraLost(detail):
            return _camera_lost(state, detail, now_ns)
        case CameraBack():
            return _camera_back(state)
        case ShutDown():
            if not state.phase.in_session:
                return state, []
            return _end(state, Reason.SHUT_DOWN, now_ns)
        case _:
            assert_never(event)


def answering(state: State, now_ns: int, limits: Limits) -> frozenset[Button]:
    """The buttons that do something now: these have their lamps lit."""
    return frozenset(
        button
        for button in Button
        if any(
            step(state, event, now_ns, limits) != (state, [])
            for event in (Press(button), Hold(button))
        )
    )


def _press(state: State, button: Button, now_ns: int) -> Step:
    match state.phase, button:
        case Phase.READY, Button.START if state.camera:
            begun = State(phase=Phase.COUNTDOWN, since_ns=now_ns, beat_ns=now_ns)
            return begun, [Begin()]
        case Phase.PAUSED, Button.START if state.camera:
            return _enter(state, Phase.COUNTDOWN, now_ns), [_record("resumed", state)]
        case Phase.COUNTDOWN | Phase.RUNNING, Button.PAUSE:
            return _pause(state, now_ns, "paused", {})
        case Phase.RUNNING | Phase.PAUSED, Button.LOG:
            moments = state.moments + 1
            marked = replace(state, moments=moments)
            at_s = _seconds(state.moved_at(now_ns))
            return marked, [Record("moment", {"number": moments, "moved_s": at_s})]
        case Phase.SUMMARY, Button.START:
            return _ready(state, now_ns), []
        case _:
            return state, []


def _tick(state: State, now_ns: int, limits: Limits) -> Step:
    spent = now_ns - state.since_ns
    match state.phase:
        case Phase.COUNTDOWN if spent >= limits.countdown_ns:
            return _enter(state, Phase.RUNNING, now_ns), [_record("running", state)]
        case Phase.RUNNING if state.moved_at(now_ns) >= limits.dose_ns:
            return _end(state, Reason.DOSE, now_ns)
        case Phase.PAUSED if spent >= limits.pause_ns:
            return _end(state, Reason.PAUSE_LIMIT, now_ns)
        case Phase.ENDED if spent >= limits.ended_ns:
            return _enter(state, Phase.SUMMARY, now_ns), []
        case Phase.SUMMARY if spent >= limits.summary_ns:
            return _ready(state, now_ns), []
        case _:
            return _beat(state, now_ns, limits)


def _beat(state: State, now_ns: int, limits: Limits) -> Step:
    if not state.phase.in_session or now_ns - state.beat_ns < limits.heartbeat_ns:
        return state, []
    moved_s = _seconds(state.moved_at(now_ns))
    beat = Record("heartbeat", {"moved_s": moved_s, "phase": state.phase.value})
    return replace(state, beat_ns=now_ns), [beat]


def _camera_lost(state: State, detail: str, now_ns: int) -> Step:
    if not state.camera:
        return state, []
    blind = replace(state, camera=False)
    if state.phase in {Phase.COUNTDOWN, Phase.RUNNING}:
        return _pause(blind, now_ns, "camera_lost", {"detail": detail})
    if state.phase is Phase.PAUSED:
        return blind, [Record("camera_lost", {"detail": detail})]
    return blind, []


def _camera_back(state: State) -> Step:
    if state.camera:
        return state, []
    effects: list[Effect] = []
    if state.phase.in_session:
        effects.append(_record("camera_back", state))
    return replace(state, camera=True), effects


def _pause(state: State, now_ns: int, kind: str, data: dict[str, object]) -> Step:
    paused = _enter(state, Phase.PAUSED, now_ns)
    moved_s = _seconds(paused.moved_ns)
    return paused, [Record(kind, data | {"moved_s": moved_s})]


def _end(state: State, reason: Reason, now_ns: int) -> Step:
    ended = replace(_enter(state, Phase.ENDED, now_ns), reason=reason)
    data = {
        "reason": reason.value,
        "moved_s": _seconds(ended.moved_ns),
        "moments": state.moments,
    }
    return ended, [Record("ended", data)]


def _enter(state: State, phase: Phase, now_ns: int) -> State:
    return replace(state, phase=phase, since_ns=now_ns, moved_ns=state.moved_at(now_ns))


def _ready(state: State, now_ns: int) -> State:
    return State(since_ns=now_ns, camera=state.camera)


def _record(kind: str, state: State) -> Record:
    return Record(kind, {"moved_s": _seconds(state.moved_ns)})


def _seconds(ns: int) -> float:
    return round(ns / NS_PER_S, 3)
