from __future__ import annotations

from typing import Any

import pytest

from mirrorbox.exercises import library, programmes
from mirrorbox.exercises.load import ExerciseError, read_programmes
from mirrorbox.exercises.packaged import packaged
from mirrorbox.prescription import make
from mirrorbox.prescription.library import Library
from mirrorbox.words import Limb, Mode

AGREED = {
    "stroke_arm_graded",
    "phantom_limb_arm",
    "phantom_limb_leg",
    "crps_graded",
    "leg_graded",
    "hand_general",
}
PROGRAMMES = programmes()


def test_the_agreed_programmes_exist() -> None:
    assert set(PROGRAMMES) >= AGREED


@pytest.mark.parametrize("name", list(PROGRAMMES))
def test_doses_name_exercises_and_fit_the_session(name: str) -> None:
    programme = PROGRAMMES[name]
    assert programme.source
    for stage in programme.stages:
        assert all(dose.exercise in library() for dose in stage.doses)
        assert sum(d.seconds for d in stage.doses) <= programme.session_min * 60


@pytest.mark.parametrize("name", list(PROGRAMMES))
def test_grades_never_fall_from_stage_to_stage(name: str) -> None:
    hardest = [
        max(library()[dose.exercise].grade for dose in stage.doses)
        for stage in PROGRAMMES[name].stages
        if stage.doses
    ]
    assert hardest == sorted(hardest)


@pytest.mark.parametrize("name", list(PROGRAMMES))
def test_every_stage_can_be_prescribed_for_its_condition(name: str) -> None:
    known = Library(library(), PROGRAMMES)
    for stage in range(1, len(PROGRAMMES[name].stages) + 1):
        chosen = {"programme": name, "stage": stage, "affected_side": "left"}
        made = make(PROGRAMMES[name].condition, chosen, library=known)
        assert len(made.exercises) == len(PROGRAMMES[name].stages[stage - 1].doses)


def test_crps_moves_both_limbs_together_and_briefly() -> None:
    programme = PROGRAMMES["crps_graded"]

    assert {stage.mode for stage in programme.stages} == {Mode.BILATERAL_SYNC}
    assert programme.session_min <= 10
    first = [library()[d.exercise].group for d in programme.stages[0].doses]
    assert set(first) <= {"shoulder", "elbow"}


@pytest.mark.parametrize("name", ["phantom_limb_leg", "leg_graded"])
def test_leg_programmes_hold_only_leg_exercises(name: str) -> None:
    for stage in PROGRAMMES[name].stages:
        for dose in stage.doses:
            assert Limb.LEG in library()[dose.exercise].limbs


def test_graded_motor_imagery_holds_its_stages_by_week() -> None:
    stages = PROGRAMMES["gmi_hand"].stages

    assert [stage.weeks for stage in stages] == [2, 2, 2]
    assert stages[0].laterality_pictures
    assert [s.mode for s in stages[1:]] == [Mode.IMAGINED, Mode.BILATERAL_SYNC]


def _changed(**changes: Any) -> dict[str, Any]:
    return {"crps_graded": packaged("programmes.toml")["crps_graded"] | changes}


def _stage(**changes: Any) -> dict[str, Any]:
    stage = packaged("programmes.toml")["crps_graded"]["stages"][0]
    return _changed(stages=[stage | changes])


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        (
            _stage(doses=[{"exercise": "juggle", "seconds": 60, "repetitions": 5}]),
            "crps_graded.stages[0] names the exercise 'juggle'; there is none.",
        ),
        (
            _stage(doses=[{"exercise": "pinch", "seconds": 0, "repetitions": 5}]),
            "crps_graded.stages[0].doses[0].seconds = 0 is out of range: 5 to 1800.",
        ),
        (
            _stage(doses=[{"exercise": "pinch", "seconds": 301, "repetitions": 5}]),
            "crps_graded.stages[0] moves for 301 s, longer than its session of 5 min.",
        ),
        (
            _stage(doses=[]),
            "crps_graded.stages[0] has neither doses nor laterality pictures.",
        ),
        (_changed(stages=[]), "crps_graded.stages must not be empty."),
        (_changed(source=""), "crps_graded.source = '' must be a text"),
        (_stage(mode="both"), "crps_graded.stages[0].mode = 'both' must be one of"),
    ],
)
def test_a_wrong_programme_is_told_in_one_sentence(
    tables: dict[str, Any], words: str
) -> None:
    with pytest.raises(ExerciseError) as caught:
        read_programmes(tables, library())
    assert words in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
