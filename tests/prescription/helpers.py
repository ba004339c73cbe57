"""A small library, and a prescription to change for each test."""

from __future__ import annotations

from typing import Any

import pytest

from mirrorbox import exercises
from mirrorbox.exercises import Exercise, Group, Programme, Stage, Step
from mirrorbox.prescription import Library, Prescription, PrescriptionError, make
from mirrorbox.words import Limb, Mode


def exercise(name: str, *limbs: Limb) -> Exercise:
    return Exercise(
        id=name,
        name=name,
        sentence="Open your hand.",
        spoken="Open your hand.",
        limbs=limbs,
        group=Group.HAND,
        grade=1,
        seconds=90,
        repetitions=8,
        frames=("open",),
        precautions=(),
        source="derived",
    )


def stage(mode: Mode, *names: str, pictures: int = 0) -> Stage:
    steps = tuple(Step(exercise=name, seconds=60, repetitions=6) for name in names)
    return Stage(weeks=1, mode=mode, laterality_pictures=pictures, doses=steps)


def programme(name: str, *stages: Stage) -> Programme:
    return Programme(
        id=name,
        name=name,
        condition="general",
        session_min=5,
        stages=stages,
        source="derived",
    )


SMALL = Library(
    {
        one.id: one
        for one in (
            exercise("open_hand", Limb.HAND, Limb.FOREARM),
            exercise("turn_wrist", Limb.HAND, Limb.FOREARM),
            exercise("lift_foot", Limb.FOOT, Limb.LEG),
        )
    },
    {
        one.id: one
        for one in (
            programme(
                "crps_graded",
                stage(Mode.BILATERAL_SYNC, "open_hand"),
                stage(Mode.BILATERAL_SYNC, "open_hand", "turn_wrist"),
            ),
            programme("stroke_arm_graded", stage(Mode.UNILATERAL, "open_hand")),
            programme("hand_general", stage(Mode.UNILATERAL, "turn_wrist")),
            programme("leg_graded", stage(Mode.BILATERAL_SYNC, "lift_foot")),
            programme("phantom_limb_leg", stage(Mode.BILATERAL_SYNC, "lift_foot")),
            programme("phantom_limb_arm", stage(Mode.BILATERAL_SYNC, "open_hand")),
            programme("gmi_hand", stage(Mode.IMAGINED, pictures=40)),
        )
    },
)

PACKAGED = Library(exercises.library(), exercises.programmes())


def prescribed(preset_id: str = "general", **changes: Any) -> Prescription:
    """A preset with changes, for the left side unless they say otherwise."""
    return make(preset_id, {"affected_side": "left", **changes}, library=SMALL)


def problems(preset_id: str, **changes: Any) -> list[str]:
    """What is told of a preset with changes that cannot be."""
    with pytest.raises(PrescriptionError) as caught:
        prescribed(preset_id, **changes)
    return str(caught.value).splitlines()
