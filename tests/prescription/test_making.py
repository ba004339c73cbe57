from __future__ import annotations

import json
from dataclasses import FrozenInstanceError
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from mirrorbox.prescription import (
    PrescriptionError,
    confirmation,
    from_dict,
    load,
    make,
    preset,
    presets,
    to_dict,
)
from mirrorbox.words import Mode, Side, View
from tests.prescription.helpers import PACKAGED, SMALL, prescribed

if TYPE_CHECKING:
    from pathlib import Path

ENABLED = [name for name in presets() if preset(name).enabled]


def problems(preset_id: str, **changes: Any) -> list[str]:
    with pytest.raises(PrescriptionError) as caught:
        prescribed(preset_id, **changes)
    return str(caught.value).splitlines()


def test_a_prescription_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        prescribed().cap_min = 60.0  # type: ignore[misc]


def test_no_preset_knows_the_affected_side() -> None:
    with pytest.raises(PrescriptionError) as caught:
        make("crps", {}, library=SMALL)

    assert str(caught.value) == "affected_side is missing."


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


def test_crps_cannot_be_magnified_even_unlocked_nor_delayed_even_in_a_trial() -> None:
    told = problems(
        "crps",
        scale=1.2,
        unlock_magnification=True,
        delay_ms=100,
        view="true",
        trial=True,
    )

    assert [line.split(" ")[0] for line in told] == ["scale", "delay_ms", "view"]


def test_a_therapist_unlocks_magnification_and_marks_a_trial() -> None:
    given = prescribed(
        "stroke_arm",
        scale=1.5,
        unlock_magnification=True,
        view="true",
        delay_ms=2000,
        trial=True,
    )

    assert (given.scale, given.view, given.delay_ms) == (1.5, View.TRUE, 2000)


def test_a_dose_that_names_only_its_exercise_is_the_library_s() -> None:
    given = prescribed("stroke_arm", exercises=[{"exercise": "open_hand"}])

    assert [(one.seconds, one.repetitions) for one in given.exercises] == [(90, 8)]
    assert given.programme == ""


def test_the_therapist_chooses_the_stage() -> None:
    names = [dose.exercise for dose in prescribed("crps", stage=2).exercises]

    assert names == ["open_hand", "turn_wrist"]


def test_a_programme_named_by_the_therapist_brings_its_mode() -> None:
    assert prescribed("stroke_arm", programme="crps_graded").mode is Mode.BILATERAL_SYNC
    assert (
        prescribed("stroke_arm", programme="crps_graded", mode="unilateral").mode
        is Mode.UNILATERAL
    )
    assert problems("crps", programme="hand_general")[0].startswith("mode = unilateral")


def test_a_programme_of_the_preset_leaves_its_mode_alone() -> None:
    assert prescribed("cts").mode is Mode.UNILATERAL


def test_no_exercises_is_free_movement() -> None:
    given = prescribed("crps", exercises=[])

    assert given.exercises == ()
    assert "free, slow movement" in confirmation(given)


@pytest.mark.parametrize("name", ENABLED)
def test_it_goes_through_json_and_back(name: str) -> None:
    given = make(name, {"affected_side": "left"}, library=PACKAGED)

    table = json.loads(json.dumps(to_dict(given)))

    assert from_dict(table, library=PACKAGED) == given
    assert all(type(value) is not Mode for value in to_dict(given).values())


def test_what_an_older_version_did_not_write_is_the_preset_s() -> None:
    table = to_dict(prescribed("crps", per_day=4))
    del table["day_h"], table["stop_rules"]["pain_rise"]

    assert from_dict(table, library=SMALL) == prescribed("crps", per_day=4)


def test_a_stored_list_stays_when_its_programme_has_changed() -> None:
    table = to_dict(prescribed("crps"))
    table["exercises"] = [{"exercise": "turn_wrist", "seconds": 10, "repetitions": 2}]

    given = from_dict(table, library=SMALL)

    assert given.programme == "crps_graded"
    assert given.exercises[0].exercise == "turn_wrist"


@pytest.mark.parametrize("table", [{}, {"preset": "nerve_repair"}, {"preset": 3}])
def test_a_stored_table_without_a_usable_preset_is_refused(
    table: dict[str, Any],
) -> None:
    with pytest.raises(PrescriptionError):
        from_dict(table, library=SMALL)


def test_a_file(tmp_path: Path) -> None:
    file = tmp_path / "anna.toml"
    file.write_text(
        'preset = "plp_home"\naffected_side = "right"\nprogramme = "hand_general"\n'
        'mode = "bilateral_sync"\n[stop_rules]\npain_rise = 3\n',
        encoding="utf-8",
    )

    given = load(file, library=SMALL)

    assert given.affected_side is Side.RIGHT
    assert (given.stop_rules.pain_rise, given.stop_rules.pain_rise_sessions) == (3, 2)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"affected_side = 'left'", "names no preset; one of general, crps"),
        (b"preset = [\n", "is not TOML"),
        (b"\xff\xfe\x00", "is not a text file in UTF-8"),
        (None, "cannot be read"),
        (b"preset = 'crp'\n", "There is no preset 'crp'; did you mean crps"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, content: bytes | None, words: str) -> None:
    file = tmp_path / "anna.toml"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(PrescriptionError, match=words):
        load(file, library=SMALL)


PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text("abc_", max_size=4),
    st.just([{}]),
)


@for_all(
    st.sampled_from(ENABLED),
    st.dictionaries(st.sampled_from(sorted(to_dict(prescribed()))), PLAIN),
)
def test_whatever_a_file_holds_it_is_good_or_refused_in_sentences(
    name: str, changes: dict[str, Any]
) -> None:
    changes.pop("preset", None)
    try:
        given = make(name, {"affected_side": "left", **changes}, library=PACKAGED)
    except PrescriptionError as error:
        assert all(line.strip() for line in str(error).splitlines())  # noqa: PT017
    else:
        for rule in preset(name).rules():
            value: Any = to_dict(given)
            for part in rule.field.split("."):
                value = value[part]
            assert rule.complaint(value, name) is None


def test_the_confirmation_reads_back_every_setting() -> None:
    given = prescribed("crps", stage=2)
    text = confirmation(given)

    assert text.startswith("CRPS, arm or leg: left hand, 5 minutes, 3 a day, 7 days a")
    for name in to_dict(given):
        assert name in text
    assert "2. turn_wrist: 6 times in 60 s" in text
