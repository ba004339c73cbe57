"""The treatment: session, prescription, dose and record, led as one.

    event ─► step ─► state ─► page, lamps
                  └► effects ─► scribe, history

It knows no hardware and waits for nothing.
"""

from __future__ import annotations

import logging
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from mirrorbox.clock import NS_PER_S
from mirrorbox.prescription import Due, staged, to_dict
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
    from collections.abc import Callable, Sequence

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
        prescribed_seq: int | None,
        prepare: Callable[[Prescription], tuple[Course, Setting]],
        history: History,
        scribe: Scribe,
        timing: Timing,
        watch: MovementWatch,
    ) -> None:
        """Take up the treatment where the history left it.

        Args:
            clock: what time it is.
            prescription: what is prescribed.
            prescribed_seq: the entry that holds it; None for the general one.
            prepare: how a session under a prescription runs on this unit, and what
                pages say beyond it.
            history: what was done before.
            scribe: writes sessions into the journal.
            timing: what a session's picture was like in time.
            watch: how much the healthy limb moves.
        """
        self._clock = clock
        self._prescribed = prescription
        self._prescribed_seq = prescribed_seq
        self._prepare = prepare
        self._history = history
        self._scribe = scribe
        self._timing = timing
        self._watch = watch
        self._permit_ns: int | None = None
        self._alive_ns = clock.boot_ns()
        self._prescription: Prescription
        self._course: Course
        self._setting: Setting
        self._begin_stage(Due())
        self._follow_plan()
        now_ns = clock.boot_ns()
        self.state = _resumed(prescription, self._course, history, now_ns)

    @property
    def needs_camera(self) -> bool:
        """Whether sessions show the mirror; pictures of "left or right?" do not."""
        return not self._course.trains

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
            case Record(kind="ended", data=data) if "training" in data:
                self._end(data)
                self._scribe.note(effect)
            case Record(kind="ended", data=data):
                self._end(data)
                timing, movement = self._timing.summary(), self._watch.summary()
                self._scribe.note(effect, timing=timing, movement=movement)
            case _:
                self._scribe.note(effect)

    def _end(self, data: Any) -> None:
        self._history.ended(
            self._clock,
            moved_s=data["moved_s"],
            exposed_s=data["exposed_s"],
            judged=data.get("training", {}).get("answered", 0),
            place=self._due.place,
        )
        self._permit_ns = None  # the dose has changed
        done = self._history.week(self._prescription, self._clock)
        week = None if done.done is None else (done.done, done.prescribed)
        self._setting = replace(self._setting, week=week)

    def _follow_plan(self) -> None:
        """Take up the stage that is due; a session keeps the one it began with."""
        if not self._prescribed.plan:
            return
        seq = self._prescribed_seq or 0
        due = self._history.due(self._prescribed, self._clock, since_seq=seq)
        if due != self._due:
            self._begin_stage(due)

    def _begin_stage(self, due: Due) -> None:
        self._due = due
        self._prescription = staged(self._prescribed, due.place)
        self._whole_course, self._setting = self._prepare(self._prescription)
        self._course = self._whole_course
        self._scribe.under(under(self._prescription, self._prescribed_seq, due))
        if self._prescription.plan:
            told = {"stage": self._prescription.stage, **asdict(due)}
            self._scribe.note_unit("stage_due", told)
            log.info("plan: stage %(stage)s, week %(week)s, exact %(exact)s", told)

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
        self._follow_plan()
        answer = self._history.allowance(self._prescription, self._clock)
        cap_ns = self._whole_course.cap_ns
        left_ns = min(cap_ns, round(answer.left_s * NS_PER_S))
        self._course = replace(self._whole_course, cap_ns=left_ns)
        refused = () if answer.allowed else answer.messages
        said = tuple((text, tuple(numbers.items())) for text, numbers in refused)
        if said != self.state.refused:
            log.info("dose: %s", f"not now, {answer.reason}" if said else "free")
            self.happen(Permit(said))


def under(prescription: Prescription, seq: int | None, due: Due) -> dict[str, object]:
    """What a session records of the prescription it ran under, and of its plan."""
    plan = asdict(due) if prescription.plan else None
    table = to_dict(prescription)
    del table["plan"]  # the whole of it stands in the entry `seq`
    return {"prescription": table, "prescribed_seq": seq, "plan": plan}


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
