"""What there is to prescribe: exercises and programmes, handed in as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mirrorbox._schema import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mirrorbox.exercises import Exercise, Programme

OWN_LIST = ""
"""The programme of a prescription whose exercises the therapist chose one by one."""


@dataclass(frozen=True, slots=True)
class Library:
    """The exercises and programmes by their ids."""

    exercises: Mapping[str, Exercise] = field(default_factory=dict)
    programmes: Mapping[str, Programme] = field(default_factory=dict)

    def complaint(self, exercise: str, limb: str, where: str) -> str | None:
        """A sentence if it cannot be done with this limb, or is not there at all."""
        known = self.exercises.get(exercise)
        if known is None:
            hint = did_you_mean(exercise, list(self.exercises))
            return f"{where} = {exercise!r} is no exercise of the library{hint}"
        if limb not in known.limbs:
            return f"{where} = {exercise!r} is not for limb = {limb!r}."
        return None

    def filled(self, dose: object) -> object:
        """A dose's table; what it leaves out is as the library has it."""
        if not isinstance(dose, dict):
            return dose
        usual = self.exercises.get(str(dose.get("exercise")))
        if usual is None:
            return {"seconds": 1, "repetitions": 1} | dose  # it is refused anyway
        return {"seconds": usual.seconds, "repetitions": usual.repetitions} | dose

    def stage(self, programme: object, number: object) -> dict[str, Any]:
        """What a programme's stage sets: exercises, mode and pictures, as a table.

        Pictures are a session without movement, so they set its minutes too.

        Raises:
            ValueError: there is no such stage; the text is one sentence.
        """
        if isinstance(programme, list):
            raise ValueError(  # noqa: TRY004 - it is a wrong value of a setting
                f"programme = {programme!r} names {len(programme)} programmes; "
                "one at a time."
            )
        found = self.programmes.get(str(programme))
        if found is None:
            hint = did_you_mean(str(programme), list(self.programmes))
            raise ValueError(f"programme = {programme!r} is no programme{hint}")
        if not isinstance(number, int) or not 1 <= number <= len(found.stages):
            raise ValueError(
                f"stage = {number!r} must be a stage of {programme}: "
                f"1 to {len(found.stages)}."
            )
        stage = found.stages[number - 1]
        doses = [
            {
                "exercise": step.exercise,
                "seconds": step.seconds,
                "repetitions": step.repetitions,
            }
            for step in stage.doses
        ]
        table = {
            "exercises": doses,
            "mode": stage.mode.value,
            "laterality_pictures": stage.laterality_pictures,
        }
        return table | ({"session_min": 0} if stage.laterality_pictures else {})
