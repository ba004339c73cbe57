from __future__ import annotations

from typing import Any

import pytest

from tests.prescription.helpers import problems


@pytest.mark.parametrize(
    ("preset_id", "changes", "sentence"),
    [
        (
            "stroke_arm",
            {"session_min": 10},
            (
                "session_min = 10 is below 15; the preset stroke_arm allows 15 to 60 "
                "(Thieme18, Morkisch19)."
            ),
        ),
        (
            "crps",
            {"mode": "unilateral"},
            (
                "mode = unilateral is not bilateral_sync or imagined; the preset crps "
                "locks it: never unilateral or unsynchronised (EFIC-how)."
            ),
        ),
        (
            "crps",
            {"cap_min": 12},
            (
                "cap_min = 12 is above 10; the preset crps locks it: a CRPS session "
                "lasts ten minutes at most (EFIC-how)."
            ),
        ),
        (
            "stroke_arm",
            {"scale": 1.5},
            (
                "scale = 1.5 magnifies the limb, which can raise pain (Moseley08); a "
                "therapist must set unlock_magnification = true."
            ),
        ),
        (
            "stroke_arm",
            {"view": "true"},
            "view = true is not mirrored: it needs trial = true.",
        ),
        (
            "stroke_arm",
            {"delay_ms": 500},
            "delay_ms = 500 delays the picture: it needs trial = true.",
        ),
        (
            "stroke_arm",
            {"daily_cap_min": 30},
            "daily_cap_min = 30 is less than one session's cap_min = 60.",
        ),
        (
            "stroke_arm",
            {"session_min": 40, "cap_min": 30},
            "session_min = 40 is more than cap_min = 30.",
        ),
        (
            "crps",
            {"look_first_s": 600},
            "look_first_s = 600 leaves nothing of cap_min = 10.",
        ),
        (
            "crps",
            {"per_day": 10, "gap_min": 160},
            (
                "per_day = 10 sessions with gap_min = 160 between them do not fit into "
                "a day."
            ),
        ),
        (
            "crps",
            {"exercises": [{"exercise": "open_hand", "seconds": 0}]},
            "exercises[0].seconds = 0 is out of range: 1 to 3600.",
        ),
        (
            "crps",
            {"exercises": [{"exercise": "opn_hand"}]},
            (
                "exercises[0].exercise = 'opn_hand' is no exercise of the library; did "
                "you mean open_hand?"
            ),
        ),
        (
            "crps",
            {"exercises": [{"exercise": "lift_foot"}]},
            "exercises[0].exercise = 'lift_foot' is not for limb = 'hand'.",
        ),
        (
            "crps",
            {"exercises": [{"exercise": "open_hand", "seconds": 600}]},
            "The exercises last 10 minutes together, longer than session_min = 5.",
        ),
        (
            "crps",
            {"programme": "crps_grade"},
            "programme = 'crps_grade' is no programme; did you mean crps_graded?",
        ),
        (
            "crps",
            {"programme": ["crps_graded", "hand_general"]},
            (
                "programme = ['crps_graded', 'hand_general'] names 2 programmes; one "
                "at a time."
            ),
        ),
        (
            "crps",
            {
                "programme": "crps_graded",
                "exercises": [{"exercise": "open_hand"}],
            },
            "programme and exercises are both given; a prescription has one of them.",
        ),
        ("crps", {"stage": 3}, "stage = 3 must be a stage of crps_graded: 1 to 2."),
        ("crps", {"stage": "2"}, "stage = '2' must be a stage of crps_graded: 1 to 2."),
        ("crps", {"exercises": "all"}, "exercises = 'all' must be a list."),
        ("crps", {"exercises": ["a"]}, "exercises[0] must be a table, not 'a'."),
        (
            "crps",
            {"ratings": ["pain_before", "pain_after", "unpleasant"] * 2},
            "ratings names a rating twice.",
        ),
        (
            "crps",
            {"ratings": ["unpleasant"]},
            (
                "stop_rules.pain_rise = 2 needs pain_before and pain_after among the "
                "ratings; 0 turns the rule off."
            ),
        ),
        (
            "crps",
            {"ratings": ["pain_before", "pain_after"]},
            (
                "stop_rules.adverse_effect needs unpleasant among the ratings; an "
                "empty list turns the rule off."
            ),
        ),
        (
            "crps",
            {"stop_rules": {"adverse_effect": ["none"]}},
            "stop_rules.adverse_effect names none, which is no adverse effect.",
        ),
        (
            "crps",
            {"sesion_min": 5},
            "sesion_min is not a setting; did you mean session_min?",
        ),
        (
            "crps",
            {"language": "english"},
            "language = 'english' must be like en or pt_BR.",
        ),
        (
            "crps",
            {"cap_min": float("nan")},
            "cap_min = nan is out of range: 0.5 to 240.",
        ),
        (
            "stroke_arm",
            {"session_min": 0},
            (
                "session_min = 0 is below 15; the preset stroke_arm allows 15 to 60 "
                "(Thieme18, Morkisch19)."
            ),
        ),
    ],
)
def test_one_clear_sentence(
    preset_id: str, changes: dict[str, Any], sentence: str
) -> None:
    assert sentence in problems(preset_id, **changes)
    if "session_min" not in changes:
        assert problems(preset_id, **changes) == [sentence]


def test_every_error_at_once() -> None:
    told = problems(
        "crps",
        limb="hnd",
        mode="unilateral",
        cap_min=70,
        programme="stroke",
        exercise=[],
        stop_rules={"pain_rise": 11},
    )

    assert len(told) == 6
