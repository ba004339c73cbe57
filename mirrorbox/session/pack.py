"""A pack of "left or right?" cards as it is being played, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING

from mirrorbox.words import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mirrorbox.exercises.laterality import Card


class Outcome(StrEnum):
    """What became of a card."""

    ANSWERED = "answered"
    SKIPPED = "skipped"
    """The patient went for a rest."""

    NO_ANSWER = "no_answer"
    """Nobody answered in time."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A card that is over.

    Attributes:
        number: its place in the pack, from 1.
        card: what was shown.
        outcome: what became of it.
        answer: the side that was said; None unless answered.
        down_ns: when the button went down, boot-time clock.
        reaction_ns: from the flip that showed the card to that.
    """

    number: int
    card: Card
    outcome: Outcome
    answer: Side | None = None
    down_ns: int | None = None
    reaction_ns: int | None = None

    @property
    def correct(self) -> bool:
        """Whether the side that was said is the card's."""
        return self.answer is self.card.side

    def told(self, seed: int) -> dict[str, object]:
        """The journal's words for it; a skip has neither answer nor time."""
        said: dict[str, object] = {
            "number": self.number,
            "posture": self.card.posture,
            "view": self.card.view.value,
            "rotation_deg": self.card.rotation_deg,
            "side": self.card.side.value,
            "outcome": self.outcome.value,
            "seed": seed,
        }
        if self.answer is not None and self.reaction_ns is not None:
            said["answer"] = self.answer.value
            said["correct"] = self.correct
            said["reaction_ms"] = _ms(self.reaction_ns)
        return said


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The cards of one session.

    Attributes:
        seed: what they were shuffled with.
        cards: all of them, in their order.
        at: which one stands or comes next, from 0.
        shown_ns: the flip that showed the one that stands; None before it.
        judged: those that are over, an answer that was taken back left out.
    """

    seed: int = 0
    cards: tuple[Card, ...] = ()
    at: int = 0
    shown_ns: int | None = None
    judged: tuple[Judged, ...] = ()

    @property
    def card(self) -> Card:
        """The one that stands or comes next; the last one once all are over."""
        return self.cards[min(self.at, len(self.cards) - 1)]

    @property
    def answered(self) -> tuple[Judged, ...]:
        """Those that have an answer."""
        return tuple(one for one in self.judged if one.outcome is Outcome.ANSWERED)


NO_PACK = Pack()


def score(pack: Pack) -> dict[str, object]:
    """What a session of cards came to, all and by the side that was shown.

    Accuracy is the share of right answers among the answers; the reaction time is the
    median over all answers. Both are None without an answer (NOI).
    """
    outcomes = [one.outcome for one in pack.judged]
    return {
        "cards": len(pack.cards),
        "skipped": outcomes.count(Outcome.SKIPPED),
        "no_answer": outcomes.count(Outcome.NO_ANSWER),
        **_part(pack.answered),
        **{
            side.value: _part([one for one in pack.answered if one.card.side is side])
            for side in Side
        },
    }


def percent_correct(answered: Sequence[Judged]) -> int | None:
    """Right answers in a hundred, rounded; None without an answer."""
    if not answered:
        return None
    return round(100 * sum(one.correct for one in answered) / len(answered))


def _part(answered: Sequence[Judged]) -> dict[str, object]:
    times = [one.reaction_ns for one in answered if one.reaction_ns is not None]
    return {
        "answered": len(answered),
        "correct": sum(one.correct for one in answered),
        "accuracy_percent": percent_correct(answered),
        "median_reaction_ms": _ms(median(times)) if times else None,
    }


def _ms(ns: float) -> int:
    return round(ns / 1_000_000)
