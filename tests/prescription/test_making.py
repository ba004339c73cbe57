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
from tests.prescription.helpers import PACKAGED, SMALL, prescribed, problems

if TYPE_CHECKING:
    from pathlib import Path

ENABLED = [name for name in presets() if preset(name).enabled]


def test_a_prescription_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        prescribed().cap_min = 60.0  # type: ignore[misc]


def test_no_preset_knows_the_affected_side() -> None:
    with pytest.raises(PrescriptionError) as caught:
        make("crps", {}, library=SMALL)

    assert str(caught.value) == "affected_side is missing."


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
