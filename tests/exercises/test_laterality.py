from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.exercises import Aspect, laterality_cards
from mirrorbox.exercises.laterality import postures
from mirrorbox.words import Limb, Side

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

COUNTS = st.integers(0, 150)
LIMBS = st.sampled_from(Limb)
SEEDS = st.integers(0, 2**32)


def _uneven(values: Iterable[Hashable], kinds: int) -> int:
    counts = sorted(Counter(values).values())
    low = counts[0] if len(counts) == kinds else 0
    return (counts[-1] if counts else 0) - low


def test_at_least_40_postures_of_hands_and_feet() -> None:
    cards = [
        (p, a)
        for limb in (Limb.HAND, Limb.FOOT)
        for p in postures(limb)
        for a in Aspect
    ]
    assert len(set(cards)) >= 40
    assert len(postures(Limb.HAND)) >= 16
    assert len(postures(Limb.FOOT)) >= 6


@given(COUNTS, LIMBS, SEEDS)
def test_sides_views_and_turns_are_balanced(n: int, limb: Limb, seed: int) -> None:
    cards = laterality_cards(n, limb, seed)

    assert len(cards) == n
    assert _uneven((card.side for card in cards), 2) <= 1
    assert _uneven((card.view for card in cards), 2) <= 1
    assert _uneven((card.rotation_deg for card in cards), 24) <= 1
    assert all(0 <= card.rotation_deg < 360 for card in cards)
    assert all(card.posture in postures(limb) for card in cards)


@given(COUNTS, LIMBS, SEEDS)
def test_no_picture_comes_again_before_all_have_come(
    n: int, limb: Limb, seed: int
) -> None:
    cards = laterality_cards(n, limb, seed)
    for view in Aspect:
        names = [card.posture for card in cards if card.view is view]
        assert _uneven(names, len(postures(limb))) <= 1


@given(COUNTS, LIMBS, SEEDS)
def test_the_same_seed_gives_the_same_cards(n: int, limb: Limb, seed: int) -> None:
    assert laterality_cards(n, limb, seed) == laterality_cards(n, limb, seed)


def test_another_seed_gives_other_cards() -> None:
    packs = {tuple(laterality_cards(20, Limb.HAND, seed)) for seed in range(20)}
    assert len(packs) == 20


def test_the_next_side_cannot_be_foretold() -> None:
    runs = Counter(
        tuple(card.side for card in laterality_cards(20, Limb.HAND, seed)[:4])
        for seed in range(400)
    )
    assert len(runs) == 16
    assert (Side.LEFT,) * 4 in runs


def test_a_pack_of_fewer_than_no_cards_is_refused() -> None:
    with pytest.raises(ValueError, match="-1 cards"):
        laterality_cards(-1, Limb.HAND, 0)
