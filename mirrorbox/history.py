"""What the journal knows that the next session depends on: doses, locks, PINs.

Read once at start, in the caller's thread; from then on kept in memory, for the loop
never waits for the disk.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from mirrorbox.clock import WallTime
from mirrorbox.journal.values import INTERRUPTED
from mirrorbox.prescription import (
    Answers,
    Due,
    Mark,
    Past,
    StopRule,
    allowance,
    due,
    stop,
    week,
)
from mirrorbox.session import Lock
from mirrorbox.words import Rating, Unpleasant

if TYPE_CHECKING:
    from mirrorbox.clock import Clock
    from mirrorbox.journal import Entry, Reader
    from mirrorbox.prescription import Allowance, Prescription, Stop, StopRules, Week


@dataclass
class History:
    """Everything from before this session.

    Attributes:
        prescribed: the journal's entries of kind `prescribed`, oldest first.
        past: every session that is over.
        seen: the unit's own entries; they tell how long it was on.
        answers: what was answered in each of them.
        unlocked_seq: when a therapist last unlocked the unit.
        tries: wrong PINs since then.
        lost_s: what a power cut may have taken: one heartbeat. It counts as used.
        started_boot_id: the boot in which the unit last started; empty: never yet.
    """

    prescribed: list[Entry] = field(default_factory=list)
    past: list[Past] = field(default_factory=list)
    seen: list[Mark] = field(default_factory=list)
    answers: list[Answers] = field(default_factory=list)
    unlocked_seq: int = 0
    tries: int = 0
    lost_s: float = 10.0
    started_boot_id: str = ""
    _seq: int = 0
    _began: Mark | None = None

    @classmethod
    def read(cls, reader: Reader, *, heartbeat_s: float) -> Self:
        """Gather it from the journal of a unit that stamps so often.

        Raises:
            JournalFault: the journal cannot be read.
        """
        history = cls(lost_s=heartbeat_s)
        for entry in reader.entries(None):
            history.note_unit(entry)
        for summary in reader.sessions():
            ran_under = summary.settings.get("plan") or {}
            entries = reader.entries(summary.number)
            history.note_session(entries, place=ran_under.get("place", 0))
        return history

    def began(self, clock: Clock) -> None:
        """A session begins now."""
        self._began = self._mark(clock)

    def ended(
        self,
        clock: Clock,
        *,
        moved_s: float,
        exposed_s: float,
        judged: int = 0,
        place: int = 0,
    ) -> None:
        """It is over; the words are those of `Past`."""
        if self._began is not None:
            looked_s = exposed_s - moved_s
            mark = self._mark(clock)
            self.past.append(
                Past(
                    began=self._began,
                    ended=mark,
                    looked_s=looked_s,
                    moved_s=moved_s,
                    judged=judged,
                    place=place,
                )
            )
        self._began = None

    def allowance(self, given: Prescription, clock: Clock) -> Allowance:
        """Whether a session may begin now."""
        return allowance(given, self.past, self._mark(clock), seen=self.seen)

    def due(self, given: Prescription, clock: Clock, *, since_seq: int) -> Due:
        """Which stage of the plan of a prescription, stored at that entry, is due."""
        now = self._mark(clock)
        return due(given, self.past, now, seen=self.seen, since_seq=since_seq)

    def stopped(self, rules: StopRules) -> Stop | None:
        """Which stop rule stands, and why."""
        return stop(rules, self.answers, unlocked_seq=self.unlocked_seq)

    def lock(self, rules: StopRules) -> Lock | None:
        """Which stop rule stands, until a therapist unlocks."""
        fired = self.stopped(rules)
        if fired is None:
            return None
        return Lock.PAIN if fired.rule is StopRule.PAIN else Lock.ADVERSE

    def rises(self, rules: StopRules) -> int:
        """Sessions in a row, the last ones, in which pain rose by the rule."""
        rises = 0
        for answers in self.answers:
            if answers.seq > self.unlocked_seq and answers.rise is not None:
                rises = rises + 1 if answers.rise >= rules.pain_rise else 0
        return rises if rules.pain_rise else 0

    def week(self, given: Prescription, clock: Clock) -> Week:
        """What was done of what is prescribed, in the last seven days."""
        return week(given, self.past, self._mark(clock), seen=self.seen)

    def _mark(self, clock: Clock) -> Mark:
        self._seq += 1
        return Mark(self._seq, clock.boot_id, clock.boot_ns(), clock.wall())

    def note_unit(self, entry: Entry) -> None:
        """Learn from an entry that belongs to no session."""
        self._seq = max(self._seq, entry.seq)
        self.seen.append(_mark_of(entry))
        match entry.kind:
            case "prescribed":
                self.prescribed.append(entry)
            case "unit_started":
                self.started_boot_id = entry.boot_id
            case "pin_failed":
                self.tries += 1
            case "unlocked":
                self.tries = 0
                self.unlocked_seq = entry.seq

    def note_session(self, entries: list[Entry], *, place: int = 0) -> None:
        """Learn from a session's entries, in their order; `place` is that of `Past`."""
        if not entries:
            return
        self._seq = max(self._seq, entries[-1].seq)
        self.answers.append(_answers_of(entries))
        ended = next((e for e in entries if e.kind == "ended"), entries[-1])
        cut = ended.data.get("reason") == INTERRUPTED
        alive = [e for e in entries if e.seq < ended.seq] if cut else [ended]
        told = [e.data for e in alive if "exposed_s" in e.data]
        used: dict[str, Any] = dict(told[-1]) if told else {}
        moved_s = float(used.get("moved_s", 0.0))
        self.past.append(
            Past(
                began=_mark_of(entries[0]),
                ended=_mark_of(alive[-1] if alive else ended),
                looked_s=float(used.get("exposed_s", moved_s)) - moved_s,
                moved_s=moved_s,
                judged=_judged(entries),
                place=place,
                lost_s=self.lost_s if cut else 0.0,
                interrupted=cut,
            )
        )


def _answers_of(entries: list[Entry]) -> Answers:
    """What was answered in a session; a skip says nothing."""
    given = {e.data["rating"]: e.data["answer"] for e in entries if _answered(e)}
    felt = given.get(Rating.UNPLEASANT.value)
    return Answers(
        seq=entries[-1].seq,
        pain_before=given.get(Rating.PAIN_BEFORE.value),
        pain_after=given.get(Rating.PAIN_AFTER.value),
        unpleasant=(Unpleasant(felt),) if felt not in {None, Unpleasant.NONE} else (),
    )


def _judged(entries: list[Entry]) -> int:
    """Pictures that were answered; an answer that was taken back is none."""
    answered = sum(e.kind == "card" and "answer" in e.data for e in entries)
    return answered - sum(e.kind == "card_taken_back" for e in entries)


def _answered(entry: Entry) -> bool:
    return entry.kind == "rated" and "answer" in entry.data


def _mark_of(entry: Entry) -> Mark:
    wall = WallTime(entry.wall_unix_ns, entry.clock_quality)
    return Mark(entry.seq, entry.boot_id, entry.boot_ns, wall)
