"""The stop rules, as a pure function of what the patient answered.

The unit computes no advice: it counts, stops and asks for the therapist.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mirrorbox.prescription.values import StopRules
    from mirrorbox.words import Unpleasant


class StopRule(StrEnum):
    """Which rule stopped the treatment."""

    PAIN = "pain"
    ADVERSE_EFFECT = "adverse_effect"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a patient answered in one session.

    Attributes:
        seq: the session's place in the journal; later is larger.
        pain_before: 0 to 10, or None where it was skipped or not asked.
        pain_after: the same, after.
        unpleasant: everything named; empty where it was skipped or nothing was.
    """

    seq: int
    pain_before: int | None = None
    pain_after: int | None = None
    unpleasant: tuple[Unpleasant, ...] = ()

    @property
    def rise(self) -> int | None:
        """Points from before to after, or None where one of them is missing."""
        if self.pain_before is None or self.pain_after is None:
            return None
        return self.pain_after - self.pain_before


@dataclass(frozen=True, slots=True)
class Stop:
    """The treatment is stopped until a therapist unlocks it.

    Attributes:
        rule: which rule.
        seq: the session that fulfilled it.
        reason: one sentence for the therapist and the record.
    """

    rule: StopRule
    seq: int
    reason: str

    msgid = "Please call your therapist."
    """What the patient reads, whatever the rule: an English msgid."""


def stop(
    rules: StopRules, sessions: Sequence[Answers], *, unlocked_seq: int = 0
) -> Stop | None:
    """Whether the treatment is stopped.

    A session with a skipped pain rating is passed over: it neither counts as a rise
    nor hides one.

    Args:
        rules: of the prescription in force.
        sessions: what was answered, in any order.
        unlocked_seq: a therapist's last unlocking; what came before is settled.
    """
    fresh = sorted(
        (session for session in sessions if session.seq > unlocked_seq),
        key=lambda session: session.seq,
    )
    return _adverse(rules, fresh) or _pain(rules, fresh)


def _adverse(rules: StopRules, sessions: Sequence[Answers]) -> Stop | None:
    for session in sessions:
        named = [one for one in session.unpleasant if one in rules.adverse_effect]
        if named:
            words = ", ".join(named)
            reason = f"The patient named an adverse effect: {words}."
            return Stop(StopRule.ADVERSE_EFFECT, session.seq, reason)
    return None


def _pain(rules: StopRules, sessions: Sequence[Answers]) -> Stop | None:
    if not rules.pain_rise:
        return None
    run: list[int] = []
    for session in sessions:
        if session.rise is None:
            continue
        run = [*run, session.rise] if session.rise >= rules.pain_rise else []
        if len(run) >= rules.pain_rise_sessions:
            points = " and ".join(str(rise) for rise in run)
            reason = (
                f"Pain rose by {points} points in {len(run)} sessions running; "
                f"the prescription stops at {rules.pain_rise}."
            )
            return Stop(StopRule.PAIN, session.seq, reason)
    return None
