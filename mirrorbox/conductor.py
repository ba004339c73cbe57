"""The treatment: session, prescription, dose and record, led as one.

    event ─► step ─► state ─► page, lamps
                  └► effects ─► scribe, history

It knows no hardware and waits for nothing.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mirrorbox.clock import NS_PER_S
from mirrorbox.prescription import to_dict
from mirrorbox.screen import Page, page_of
from mirrorbox.session import (
    Begin,
    Event,
    Permit,
    Phase,
    Press,
    Record,
    State,
    Tick,
    answering,
    step,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mirrorbox.clock import Clock
    from mirrorbox.errors import Fault
    from mirrorbox.history import History
    from mirrorbox.prescription import Prescription
    from mirrorbox.screen import Setting
    from mirrorbox.scribe import Scribe
    from mirrorbox.session import Course, Effect
    from mirrorbox.timing import Timing
    from mirrorbox.watch import MovementWatch
    from mirrorbox.words import Button

log = logging.getLogger(__name__)

ALIVE_NS = 600 * NS_PER_S
"""How often an idle unit stamps the journal: it tells how long it was on."""

PERMIT_NS = 10 * NS_PER_S
"""How often the dose is asked whether a session may begin."""


class Conductor:
    """Leads one patient's treatment on one unit."""

    def __init__(
        self,
        *,
        clock: Clock,
        prescription: Prescription,
        course: Course,
        setting: Setting,
        history: History,
        scribe: Scribe,
        timing: Timing,
        watch: MovementWatch,
    ) -> None:
        """Take up the treatment where the history left it.

        Args:
            clock: what time it is.
            prescription: what is prescribed.
            course: how a session under it runs on this unit.
            setting: what pages say beyond the session.
            history: what was done before.
            scribe: writes sessions into the journal.
            timing: what a session's picture was like in time.
            watch: how much the healthy limb moves.
        """
        self._clock = clock
        self._prescription = prescription
        self._course = course
        self._whole_course = course
        self._setting = setting
        self._history = history
        self._scribe = scribe
        self._timing = timing
        self._watch = watch
        self._permit_ns: int | None = None
        self._alive_ns = clock.boot_ns()
        self.state = _resumed(prescription, course, history, clock.boot_ns())

    def happen(self, event: Event) -> None:
        """Take an event to its end: the state, the record, the dose.

        A press that comes before the dose was asked, in the turn that led back to
        READY, waits for the answer: no session begins on an old one.
        """
        if isinstance(event, Press) and self._permit_ns is None:
            self._ask_permit()
        before = self.state
        now_ns = self._clock.boot_ns()
        self.state, effects = step(before, event, now_ns, self._course)
        for effect in effects:
            self._effect(effect)
        if self.state.phase is not before.phase:
            log.info("session: %s", self.state.phase)

    def tick(self) -> None:
        """Let time go by; ask the dose and stamp the journal now and then."""
        self._ask_permit()
        self._stamp()
        self.happen(Tick())

    def lit(self) -> frozenset[Button]:
        """The buttons that do something now."""
        return answering(self.state, self._clock.boot_ns(), self._course)

    def page(self, faults: Sequence[Fault]) -> Page:
        """The page for this moment."""
        now_ns = self._clock.boot_ns()
        return page_of(self.state, now_ns, self._course, faults, self._setting)

    def _effect(self, effect: Effect) -> None:
        match effect:
            case Begin():
                self._timing.begin()
                self._watch.begin()
                self._history.began(self._clock)
                self._scribe.note(effect, **self._timing.camera())
            case Record(kind="ended", data=data):
                self._end(data)
                timing, movement = self._timing.summary(), self._watch.summary()
                self._scribe.note(effect, timing=timing, movement=movement)
            case _:
                self._scribe.note(effect)

    def _end(self, data: Any) -> None:
        self._history.ended(
            self._clock, moved_s=data["moved_s"], exposed_s=data["exposed_s"]
        )
        self._permit_ns = None  # the dose has changed
        done = self._history.week(self._prescription, self._clock)
        week = None if done.done is None else (done.done, done.prescribed)
        self._setting = replace(self._setting, week=week)

    def _stamp(self) -> None:
        now_ns = self._clock.boot_ns()
        if now_ns - self._alive_ns >= ALIVE_NS:
            self._alive_ns = now_ns
            self._scribe.note_unit("alive", {})

    def _ask_permit(self) -> None:
        """Now and then, and only where a session could begin."""
        if self.state.phase is not Phase.READY:
            self._permit_ns = None
            return
        now_ns = self._clock.boot_ns()
        if self._permit_ns is not None and now_ns - self._permit_ns < PERMIT_NS:
            return
        self._permit_ns = now_ns
        answer = self._history.allowance(self._prescription, self._clock)
        cap_ns = self._whole_course.cap_ns
        left_ns = min(cap_ns, round(answer.left_s * NS_PER_S))
        self._course = replace(self._whole_course, cap_ns=left_ns)
        refused = () if answer.allowed else answer.messages
        said = tuple((text, tuple(numbers.items())) for text, numbers in refused)
        if said != self.state.refused:
            self.happen(Permit(said))


def under(prescription: Prescription, seq: int | None) -> dict[str, object]:
    """What a session records of the prescription it ran under."""
    return {"prescription": to_dict(prescription), "prescribed_seq": seq}


def _resumed(
    prescription: Prescription, course: Course, history: History, now_ns: int
) -> State:
    """Where a treatment stands when the unit starts: a lock outlives the plug."""
    rules = prescription.stop_rules
    locked = history.lock(rules)
    blocked = history.tries >= course.pin_tries
    return State(
        phase=Phase.LOCKED if locked else Phase.READY,
        since_ns=now_ns,
        camera=False,
        rises=history.rises(rules),
        locked=locked,
        tries=history.tries,
        blocked_ns=now_ns + course.pin_block_ns if blocked else 0,
    )
