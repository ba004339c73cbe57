"""The cards of "left or right?", stage 1 of graded motor imagery.

Which postures make good cards stands in laterality.toml; how they look is the
screen's affair. Source: clinical reference, section 2, gmi_laterality (Moseley06, NOI).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from mirrorbox.exercises.packaged import packaged
from mirrorbox.words import Limb, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

ROTATION_STEP_DEG = 15
"""Cards turn in steps of this size, all the way round."""


class Aspect(StrEnum):
    """From where a card shows the limb."""

    BACK = "back"
    """The back of the hand, or the top of the foot."""

    FRONT = "front"
    """The palm, or the sole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One question: is this a left or a right one?

    Attributes:
        posture: a posture of the screen's limbs.
        view: from where it is seen.
        rotation_deg: turned clockwise on the screen, 0 to 345.
        side: the right answer.
    """

    posture: str
    view: Aspect
    rotation_deg: int
    side: Side


def postures(limb: Limb) -> tuple[str, ...]:
    """The postures that make cards: of a hand for arms, of a foot for legs."""
    return _postures()["foot" if limb in {Limb.FOOT, Limb.LEG} else "hand"]


def laterality_cards(n: int, limb: Limb, seed: int) -> list[Card]:
    """Shuffle a pack.

    Sides, views and rotations are balanced: their counts differ by one at most, and
    no posture in the same view comes again before all have come.

    Args:
        n: how many cards, 0 or more.
        limb: hands for hand and forearm, feet for foot and leg.
        seed: the same seed gives the same cards.

    Raises:
        ValueError: `n` is negative.
    """
    if n < 0:
        raise ValueError(f"A pack cannot have {n} cards.")
    rng = random.Random(f"{limb}:{n}:{seed}")  # noqa: S311 - a shuffle, no secret
    turns = range(0, 360, ROTATION_STEP_DEG)
    rows = {view: _decks(postures(limb), rng) for view in Aspect}
    return [
        Card(posture=next(rows[view]), view=view, rotation_deg=turn, side=side)
        for side, view, turn in zip(
            _balanced(n, Side, rng),
            _balanced(n, Aspect, rng),
            _balanced(n, turns, rng),
            strict=True,
        )
    ]


def _balanced(n: int, values: Iterable[T], rng: random.Random) -> list[T]:
    """Values in any order, their counts as equal as `n` allows."""
    decks = _decks(values, rng)
    dealt = [next(decks) for _ in range(n)]
    rng.shuffle(dealt)  # else the second of every pair of sides could be foretold
    return dealt


def _decks(values: Iterable[T], rng: random.Random) -> Iterator[T]:
    """One shuffled deck after the other, for ever."""
    deck = list(values)
    while True:
        rng.shuffle(deck)
        yield from deck


@lru_cache(maxsize=1)
def _postures() -> dict[str, tuple[str, ...]]:
    return {limb: tuple(names) for limb, names in packaged("laterality.toml").items()}
