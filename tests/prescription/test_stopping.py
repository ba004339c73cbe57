from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.prescription import Answers, StopRule, StopRules, stop
from mirrorbox.words import Unpleasant
from tests.prescription.helpers import prescribed

RULES = prescribed().stop_rules


def rose(*pairs: tuple[int | None, int | None]) -> list[Answers]:
    return [
        Answers(seq, before, after)
        for seq, (before, after) in enumerate(pairs, start=1)
    ]


def rules(rise: int, sessions: int) -> StopRules:
    return StopRules(pain_rise=rise, pain_rise_sessions=sessions, adverse_effect=())


def test_pain_up_by_two_in_two_sessions_running_stops() -> None:
    stopped = stop(RULES, rose((3, 5), (2, 5)))

    assert stopped is not None
    assert (stopped.rule, stopped.seq) == (StopRule.PAIN, 2)
    assert stopped.reason == (
        "Pain rose by 2 and 3 points in 2 sessions running; the prescription stops "
        "at 2."
    )
    assert stopped.msgid == "Please call your therapist."


@pytest.mark.parametrize(
    "pairs",
    [
        [],
        [(3, 5)],
        [(3, 5), (3, 4), (3, 5)],
        [(3, 5), (None, 9)],
        [(5, 3), (5, 3)],
        [(3, 4), (3, 4), (3, 4)],
    ],
)
def test_anything_less_goes_on(pairs: list[tuple[int | None, int | None]]) -> None:
    assert stop(RULES, rose(*pairs)) is None


@pytest.mark.parametrize("skipped", [(None, 5), (3, None), (None, None)])
def test_a_skipped_rating_hides_no_rise(skipped: tuple[int | None, int | None]) -> None:
    assert stop(RULES, rose((3, 5), skipped, (3, 6))) is not None


def test_once_stopped_a_good_session_does_not_unlock() -> None:
    assert stop(RULES, rose((3, 5), (3, 5), (3, 3))) is not None


def test_a_therapist_unlocks_and_counting_begins_anew() -> None:
    sessions = rose((3, 5), (3, 5), (3, 5), (3, 5))

    assert stop(RULES, sessions, unlocked_seq=3) is None
    assert stop(RULES, sessions, unlocked_seq=2) is not None


def test_the_order_is_the_journal_s() -> None:
    sessions = rose((3, 5), (3, 3), (3, 5))

    assert stop(RULES, sessions[::-1]) is None
    assert stop(RULES, [sessions[0], sessions[2]]) is not None


@pytest.mark.parametrize("effect", list(Unpleasant))
def test_the_prescription_says_which_answers_stop(effect: Unpleasant) -> None:
    stopped = stop(RULES, [Answers(7, unpleasant=(effect,))])

    assert (stopped is not None) == (effect in RULES.adverse_effect)


def test_an_adverse_effect_is_named_to_the_therapist() -> None:
    effects = (Unpleasant.OTHER, Unpleasant.DIZZY, Unpleasant.SICK)
    stopped = stop(RULES, [Answers(7, 0, 0, effects)])

    assert stopped is not None
    assert stopped.rule is StopRule.ADVERSE_EFFECT
    assert stopped.reason == "The patient named an adverse effect: dizzy, sick."


def test_rules_can_be_off() -> None:
    told = Answers(1, 0, 10, (Unpleasant.DIZZY,))

    assert stop(rules(0, 1), [told]) is None
    assert stop(rules(10, 1), [told]) is not None


PAIRS = st.lists(
    st.tuples(st.none() | st.integers(0, 10), st.none() | st.integers(0, 10))
)


@given(PAIRS, st.integers(1, 10), st.integers(1, 4))
def test_it_stops_just_when_the_rated_sessions_hold_such_a_run(
    pairs: list[tuple[int | None, int | None]], rise: int, sessions: int
) -> None:
    marks = "".join(
        "x" if after - before >= rise else "."
        for before, after in pairs
        if before is not None and after is not None
    )

    assert (stop(rules(rise, sessions), rose(*pairs)) is not None) == (
        "x" * sessions in marks
    )
