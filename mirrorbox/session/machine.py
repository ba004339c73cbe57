"""What an event means: a pure function over the session's state."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from mirrorbox.session import asking, locking, moves, training
from mirrorbox.session.state import (
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
)
from mirrorbox.words import Button

if TYPE_CHECKING:
    from mirrorbox.session.course import Course
    from mirrorbox.session.moves import Moved


def step(state: State, event: Event, now_ns: int, course: Course) -> Moved:
    """Say where an event leads and what must be done about it.

        READY ─START─► ASK_BEFORE ─LOG─► COUNTDOWN ─time─► LOOK ─time, START─► MOVE
                                             ▲                             time │ ▲ time
                                             │                                  ▼ │
                          PAUSED ───START────┤                                  REST
                             ▲               │                                  │
                      PAUSE from any below   └──START── RESCUE ◄──LOG── MOVE, REST
                                                          ▲ │LOG
                                                      LOG │ ▼
                                                       ASK_RESCUE

        where pictures are prescribed (see `training`), no camera is needed:
        COUNTDOWN ─time─► CARD ─START, PAUSE, time─► GAP ─time─► CARD
        CARD, GAP ──LOG──► PAUSED;  GAP ──no picture left──► ENDED

        MOVE ──dose──► ENDED;  LOOK, MOVE, REST, RESCUE, CARD, GAP ──cap──► ENDED
        every open phase ──PAUSE held, shut-down──► ENDED;  PAUSED ──limit──► ENDED
        COUNTDOWN and every mirror phase ──PAUSE, camera lost──► PAUSED

        ENDED ─time─► ASK_AFTER ─LOG, time─► SUMMARY ─START, time─► READY
                          └──a stop rule──► LOCKED ◄─wrong, time─ PIN ─right─► READY
                                              └──START and LOG held──►┘

    Args:
        state: where the session is.
        event: what happened.
        now_ns: the boot-time clock, never before `state.since_ns`.
        course: what the session must be.

    Returns:
        The state after it, and the effects in the order they must happen. A pair
        that the diagram does not name returns the same state and no effect.
    """
    match event:
        case Press():
            return _press(state, event, now_ns, course)
        case Hold():
            return _hold(state, event, now_ns, course)
        case Shown(at_ns):
            return training.shown(state, at_ns), []
        case Unlock():
            return locking.begin_pin(state, now_ns, course)
        case Tick():
            return _tick(state, now_ns, course)
        case CameraLost(detail):
            return _camera_lost(state, detail, now_ns, course)
        case CameraBack():
            return _camera_back(state)
        case Permit(refused):
            return replace(state, refused=refused), []
        case ShutDown(reason):
            return _shut_down(state, reason, now_ns)
        case _:
            assert_never(event)


def _shut_down(state: State, reason: Reason, now_ns: int) -> Moved:
    if not state.phase.in_session:
        return state, []
    return moves.finish(state, reason, now_ns)


def answering(state: State, now_ns: int, course: Course) -> frozenset[Button]:
    """The buttons that do something now: these have their lamps lit."""
    return frozenset(
        button
        for button in Button
        if any(
            step(state, event, now_ns, course) != (state, [])
            for event in (Press(button), Hold(button))
        )
    )


def _press(state: State, event: Press, now_ns: int, course: Course) -> Moved:
    button = event.button
    if state.phase in training.PHASES:
        return training.press(state, event, now_ns)
    if state.phase.asks:
        return asking.press(state, button, now_ns, course)
    if state.phase is Phase.PIN:
        return locking.digit(state, button, now_ns, course)
    match button:
        case Button.START:
            return _start(state, now_ns, course)
        case Button.PAUSE:
            live = state.phase.mirrors or state.phase is Phase.COUNTDOWN
            return moves.pause(state, now_ns, "paused") if live else (state, [])
        case Button.LOG:
            return _log(state, now_ns)


def _start(state: State, now_ns: int, course: Course) -> Moved:
    match state.phase:
        case Phase.READY if _sees(state, course) and not state.refused:
            fresh = replace(moves.ready(state, now_ns), beat_ns=now_ns)
            if course.trains:
                fresh = replace(fresh, pack=training.shuffle(now_ns, course))
            if course.before:
                return asking.ask(fresh, Phase.ASK_BEFORE, now_ns), [Begin()]
            return moves.enter(fresh, Phase.COUNTDOWN, now_ns), [Begin()]
        case Phase.PAUSED | Phase.RESCUE if _sees(state, course):
            back = moves.enter(state, Phase.COUNTDOWN, now_ns)
            return back, [moves.record("resumed", back)]
        case Phase.LOOK:
            return moves.end_look(state, now_ns, course)
        case Phase.SUMMARY:
            return moves.ready(state, now_ns), []
        case _:
            return state, []


def _sees(state: State, course: Course) -> bool:
    """Whether all is there that a session shows: pictures need no camera."""
    return state.camera or course.trains


def _log(state: State, now_ns: int) -> Moved:
    match state.phase:
        case Phase.RESCUE:
            return asking.ask(state, Phase.ASK_RESCUE, now_ns), []
        case Phase.MOVE | Phase.REST:
            marked, told = _mark(state, now_ns)
            return moves.enter(marked, Phase.RESCUE, now_ns), [told, Record("rescue")]
        case Phase.LOOK | Phase.PAUSED:
            marked, told = _mark(state, now_ns)
            return marked, [told]
        case _:
            return state, []


def _mark(state: State, now_ns: int) -> tuple[State, Effect]:
    marked = replace(state, moments=state.moments + 1)
    at_s = moves.seconds(state.moved_at(now_ns))
    return marked, Record("moment", {"number": marked.moments, "moved_s": at_s})


def _hold(state: State, event: Hold, now_ns: int, course: Course) -> Moved:
    """What a hold began with was no answer; and PAUSE held is calm from anywhere."""
    held, told = training.take_back(state, event)
    if event.button is not Button.PAUSE:
        return held, told
    stopped, effects = _stop(held, now_ns, course)
    return stopped, [*told, *effects]


def _stop(state: State, now_ns: int, course: Course) -> Moved:
    """Calm from anywhere; in the questions after, no more of them."""
    match state.phase:
        case Phase.ASK_AFTER:
            return asking.skip_rest(state, now_ns, course)
        case Phase.PIN:
            return moves.enter(state, Phase.LOCKED, now_ns, pin=""), []
        case phase if phase.in_session:
            return moves.finish(state, Reason.STOPPED, now_ns)
        case _:
            return state, []


def _tick(state: State, now_ns: int, course: Course) -> Moved:
    if state.phase.exposes and state.exposed_at(now_ns) >= course.cap_ns:
        return moves.finish(state, Reason.CAP, now_ns)
    if state.phase is Phase.MOVE and state.moved_at(now_ns) >= course.session_ns:
        return moves.finish(state, Reason.DOSE, now_ns)
    trains = state.phase in training.PHASES
    time_is_up = training.time_is_up if trains else _time_is_up
    moved = time_is_up(state, now_ns, course)
    return moved or _beat(state, now_ns, course)


def _time_is_up(state: State, now_ns: int, course: Course) -> Moved | None:  # noqa: C901, PLR0911 - one table of times
    waited = now_ns - state.since_ns
    match state.phase:
        case Phase.COUNTDOWN if waited >= course.countdown_ns:
            return _onward(state, now_ns, course)
        case Phase.LOOK if state.spent_at(now_ns) >= course.look_ns:
            return moves.end_look(state, now_ns, course)
        case Phase.MOVE if state.spent_at(now_ns) >= course.step(state.step).move_ns:
            return moves.end_exercise(state, now_ns, course)
        case Phase.REST if state.spent_at(now_ns) >= course.rest_ns:
            return moves.end_rest(state, now_ns, course)
        case Phase.PAUSED | Phase.ASK_BEFORE if waited >= course.pause_ns:
            return moves.finish(state, Reason.PAUSE_LIMIT, now_ns)
        case Phase.ASK_RESCUE if waited >= course.rating_ns:
            unanswered = replace(state, answer=None)
            return asking.confirm(unanswered, now_ns, course)
        case Phase.ASK_AFTER if waited >= course.rating_ns:
            return asking.skip_rest(state, now_ns, course)
        case Phase.ENDED if waited >= course.ended_ns:
            return _after(state, now_ns, course)
        case Phase.SUMMARY if waited >= course.summary_ns:
            return moves.ready(state, now_ns), []
        case Phase.PIN if waited >= course.pin_ns:
            return moves.enter(state, Phase.LOCKED, now_ns, pin=""), []
        case _:
            return None


def _onward(state: State, now_ns: int, course: Course) -> Moved:
    if course.trains:
        return training.deal(state, now_ns)
    return moves.onward(state, now_ns, course)


def _after(state: State, now_ns: int, course: Course) -> Moved:
    """The questions, once; there are none where nothing was done."""
    gone = state.reason is Reason.PAUSE_LIMIT
    if course.after and state.exposed_ns > 0 and not gone:
        return asking.ask(state, Phase.ASK_AFTER, now_ns), []
    return locking.close(state, now_ns, course)


def _beat(state: State, now_ns: int, course: Course) -> Moved:
    if not state.phase.in_session or now_ns - state.beat_ns < course.heartbeat_ns:
        return state, []
    data = {
        "moved_s": moves.seconds(state.moved_at(now_ns)),
        "exposed_s": moves.seconds(state.exposed_at(now_ns)),
        "phase": state.phase.value,
    }
    return replace(state, beat_ns=now_ns), [Record("heartbeat", data)]


def _camera_lost(state: State, detail: str, now_ns: int, course: Course) -> Moved:
    if not state.camera:
        return state, []
    blind = replace(state, camera=False)
    if state.phase.mirrors or (state.phase is Phase.COUNTDOWN and not course.trains):
        return moves.pause(blind, now_ns, "camera_lost", detail=detail)
    if state.phase.in_session:
        return blind, [Record("camera_lost", {"detail": detail})]
    return blind, []


def _camera_back(state: State) -> Moved:
    if state.camera:
        return state, []
    seen = replace(state, camera=True)
    in_session = state.phase.in_session
    return seen, [moves.record("camera_back", seen)] if in_session else []
