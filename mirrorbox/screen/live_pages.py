"""The pages beside the mirror: ready, countdown, look, move, rest, rescue."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S
from mirrorbox.screen.end_pages import limit_page
from mirrorbox.screen.page import Page, Row, Scene, Sign
from mirrorbox.screen.training_pages import starting_count, training_ready
from mirrorbox.session import Phase
from mirrorbox.words import Limb, Mode

if TYPE_CHECKING:
    from mirrorbox.screen.setting import Setting
    from mirrorbox.session import Course, State

RING_STEPS = 60
"""The ring moves in so many steps: it shows time and never draws the eye."""

INTRO_NS = 8 * NS_PER_S
"""How long the words of an exercise stand beside the mirror; then it is alone."""


GO_ON = Row("Press START to go on.", Sign.START)

_PLACE: dict[Limb, str] = {
    Limb.HAND: "Put your hand under the camera.",
    Limb.FOREARM: "Put your forearm under the camera.",
    Limb.FOOT: "Put your foot under the camera.",
    Limb.LEG: "Put your leg under the camera.",
}


def ready_page(state: State, course: Course, setting: Setting) -> Page:
    """Set-up, or why no session may begin."""
    if state.refused:
        return limit_page(state.refused)
    notices = [Row(setting.notice, Sign.RECORD)] if setting.notice else []
    if course.trains:
        return training_ready(notices)
    rows = (Row(_PLACE[setting.limb], scene=Scene.PLACE), *notices)
    title = "Press START"
    return Page(name="ready", live=True, sign=Sign.START, title=title, rows=rows)


def countdown_page(state: State, now_ns: int, course: Course, setting: Setting) -> Page:
    """The seconds in which the hand that pressed gets back."""
    left_ns = state.since_ns + course.countdown_ns - now_ns
    number = max(1, math.ceil(left_ns / NS_PER_S))
    if course.trains:
        return starting_count(number)
    handy = setting.limb in {Limb.HAND, Limb.FOREARM}
    text = "Put your hand back." if handy else "Get into place."
    row = Row(text, scene=Scene.PLACE)
    return Page(name="countdown", live=True, number=str(number), rows=(row,))


def mirror_page(state: State, now_ns: int, course: Course, setting: Setting) -> Page:
    """Words at first, then the mirror alone with its ring."""
    fresh = now_ns - state.since_ns < INTRO_NS
    match state.phase:
        case Phase.LOOK:
            ring = _ring(1 - state.spent_at(now_ns) / course.look_ns)
            return _LOOK if fresh else Page(name="mirror", live=True, ring=ring)
        case Phase.RESCUE:
            return _RESCUE if fresh else Page(name="mirror", live=True)
        case Phase.REST:
            return _rest(course.step(state.step + 1).exercise)
        case _:
            exercise = course.step(state.step).exercise
            if fresh and (exercise or setting.mode_alone):
                return _exercise(exercise, setting)
            left = 1 - state.moved_at(now_ns) / course.session_ns
            return Page(name="mirror", live=True, ring=_ring(left))


_LOOK = Page(
    name="look",
    live=True,
    sign=Sign.EYE,
    scene=Scene.STILL,
    title="Look",
    rows=(Row("Look at the picture. Do not move yet."), GO_ON),
)

_RESCUE = Page(
    name="rescue",
    live=True,
    sign=Sign.EYE,
    scene=Scene.STILL,
    title="Just look.",
    rows=(GO_ON, Row("Press LOG to tell your pain.", Sign.LOG, leads=Scene.PAIN)),
)


def _rest(after: str) -> Page:
    return Page(
        name="rest",
        live=True,
        sign=Sign.REST,
        scene=Scene.STILL,
        title="Rest",
        rows=(Row("Next exercise"),) if after else (),
        exercise=after,
    )


def _exercise(exercise: str, setting: Setting) -> Page:
    """What to do and what moves; where no exercise is prescribed, at least that."""
    text = setting.sentences.get(exercise, "Move slowly. It must not hurt.")
    return Page(
        name="exercise",
        live=True,
        rows=(Row(text), _MODES[setting.mode]),
        exercise=exercise,
        thought=setting.mode is Mode.IMAGINED,
    )


_MODES: dict[Mode, Row] = {
    Mode.UNILATERAL: Row("Move only the limb you see.", scene=Scene.ONE),
    Mode.BILATERAL_SYNC: Row(
        "Move both sides together, in the same way.", scene=Scene.BOTH
    ),
    Mode.IMAGINED: Row("Do not move. Imagine the movement.", scene=Scene.IMAGINED),
}


def _ring(left: float) -> float:
    return min(1.0, max(0.0, math.ceil(left * RING_STEPS) / RING_STEPS))
