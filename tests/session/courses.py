"""Courses for the tests: short times, every kind of question."""

from __future__ import annotations

from dataclasses import replace

from mirrorbox.clock import NS_PER_S
from mirrorbox.session import Begin, Course, Record, Step
from mirrorbox.words import Rating, Unpleasant

S = NS_PER_S
FULL = Course(
    countdown_ns=5 * S,
    look_ns=20 * S,
    steps=(Step("fist", 10 * S, 5), Step("wrist", 15 * S)),
    rest_ns=5 * S,
    session_ns=60 * S,
    cap_ns=300 * S,
    before=(Rating.PAIN_BEFORE,),
    after=(Rating.PAIN_AFTER, Rating.ILLUSION, Rating.UNPLEASANT),
    pain_rise=2,
    pain_rise_sessions=2,
    adverse=(Unpleasant.DIZZY, Unpleasant.SICK),
    pin="1231",
)
PLAIN = replace(FULL, look_ns=0, steps=(), rest_ns=0, before=(), after=())


def names(effects: list[Begin | Record]) -> list[str]:
    return [e.kind if isinstance(e, Record) else "begin" for e in effects]
