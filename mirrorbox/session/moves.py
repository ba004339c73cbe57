"""How the session gets from one phase to the next; every move keeps the books."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mirrorbox.clock import NS_PER_S
from mirrorbox.session.pack import score
from mirrorbox.session.state import Effect, Phase, Reason, Record, State

if TYPE_CHECKING:
    from mirrorbox.session.course import Course

Moved = tuple[State, list[Effect]]

_LASTING = frozenset({Phase.LOOK, Phase.MOVE, Phase.REST})


def enter(state: State, phase: Phase, now_ns: int, **changes: Any) -> State:
    """Go to a phase; what this one added to the times is booked."""
    spent_ns = state.spent_at(now_ns) if state.phase in _LASTING else state.spent_ns
    booked = replace(
        state,
        phase=phase,
        since_ns=now_ns,
        spent_ns=spent_ns,
        moved_ns=state.moved_at(now_ns),
        exposed_ns=state.exposed_at(now_ns),
    )
    return replace(booked, **changes) if changes else booked


def onward(state: State, now_ns: int, course: Course) -> Moved:
    """After a countdown: look first, then go on where the session was."""
    if not state.looked and course.look_ns > 0:
        return enter(state, Phase.LOOK, now_ns), [record("looking", state)]
    if state.resting:
        return enter(state, Phase.REST, now_ns), []
    return move(state, now_ns, course)


def move(state: State, now_ns: int, course: Course) -> Moved:
    """Begin the step's exercise, or go on with it."""
    moving = enter(state, Phase.MOVE, now_ns, looked=True, resting=False)
    what = {"exercise": course.step(state.step).exercise, "step": state.step}
    return moving, [record("running", moving, **what)]


def end_look(state: State, now_ns: int, course: Course) -> Moved:
    """The limb has been looked at for long enough, or the patient is at ease."""
    looked = record("looked", state, looked_s=seconds(state.spent_at(now_ns)))
    moving, effects = move(enter(state, Phase.LOOK, now_ns, spent_ns=0), now_ns, course)
    return replace(moving, spent_ns=0), [looked, *effects]


def end_exercise(state: State, now_ns: int, course: Course) -> Moved:
    """The step is done; rest, where there is something to rest for."""
    if course.rest_ns > 0:
        resting = enter(state, Phase.REST, now_ns, resting=True)
        return replace(resting, spent_ns=0), [record("resting", resting)]
    return end_rest(state, now_ns, course)


def end_rest(state: State, now_ns: int, course: Course) -> Moved:
    """On to the next step."""
    here = enter(state, state.phase, now_ns, step=state.step + 1)
    return move(replace(here, spent_ns=0), now_ns, course)


def pause(state: State, now_ns: int, kind: str, **data: object) -> Moved:
    """Rest everything, dark; whoever comes back presses START."""
    paused = enter(state, Phase.PAUSED, now_ns)
    return paused, [record(kind, paused, **data)]


def finish(state: State, reason: Reason, now_ns: int) -> Moved:
    """Close the session; what it was is in the journal from here on."""
    ended = enter(state, Phase.ENDED, now_ns, reason=reason)
    trained = {"training": score(state.pack)} if state.pack.cards else {}
    return ended, [
        record(
            "ended",
            ended,
            reason=reason.value,
            moments=state.moments,
            exposed_s=seconds(ended.exposed_ns),
            **trained,
        )
    ]


def ready(state: State, now_ns: int) -> State:
    """Back to where a session may begin; what outlives a session is kept."""
    return State(
        phase=Phase.LOCKED if state.locked else Phase.READY,
        since_ns=now_ns,
        rises=state.rises,
        camera=state.camera,
        refused=state.refused,
        locked=state.locked,
        tries=state.tries,
        blocked_ns=state.blocked_ns,
    )


def record(kind: str, state: State, **data: object) -> Record:
    """An entry of the session, with the movement so far."""
    return Record(kind, {"moved_s": seconds(state.moved_ns), **data})


def seconds(ns: int) -> float:
    """In seconds, to the millisecond: what the journal holds."""
    return round(ns / NS_PER_S, 3)
