"""A preset and what a therapist changed become a prescription, or sentences."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mirrorbox._schema import build, merge
from mirrorbox._text import UnreadableText, read_toml
from mirrorbox.prescription.catalogue import GENERAL, preset, presets
from mirrorbox.prescription.checks import (
    contradictions,
    exercise_problems,
    language_problems,
    rule_problems,
)
from mirrorbox.prescription.library import OWN_LIST
from mirrorbox.prescription.planning import BY_WEEK, planned, stages, tables
from mirrorbox.prescription.values import Prescription, PrescriptionError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from mirrorbox.prescription.catalogue import Preset
    from mirrorbox.prescription.library import Library
    from mirrorbox.words import Side


def make(
    preset_id: str, overrides: Mapping[str, Any], *, library: Library
) -> Prescription:
    """A preset with a therapist's changes.

    Args:
        preset_id: the condition.
        overrides: nested tables as a prescription file has them; `affected_side`
            must be among them, for no preset knows it.
        library: what exercises and programmes there are.

    Raises:
        PrescriptionError: with every error, a line each.
    """
    chosen = _enabled(preset_id)
    table, problems = _table(chosen, overrides, library)
    problems = [*problems, *language_problems(table)]
    return _checked(chosen, table, problems, library)


def load(path: Path, *, library: Library) -> Prescription:
    """Read a prescription file: `preset = "…"` and what differs from it.

    Raises:
        PrescriptionError: the file cannot be read, or with every error in it.
    """
    table = _read(path)
    if "preset" not in table:
        raise PrescriptionError(
            f"{path} names no preset; one of {', '.join(presets())}."
        )
    return make(str(table.pop("preset")), table, library=library)


def general(affected_side: Side, *, library: Library) -> Prescription:
    """The cautious prescription of a unit that has none."""
    return make(GENERAL, {"affected_side": affected_side.value}, library=library)


def to_dict(given: Prescription) -> dict[str, Any]:
    """A prescription as JSON can hold it."""
    table = asdict(given)
    table["exercises"] = list(table["exercises"])
    table["plan"] = [
        {**place, "mode": str(place["mode"]), "exercises": list(place["exercises"])}
        for place in table["plan"]
    ]
    table["ratings"] = [str(rating) for rating in given.ratings]
    table["stop_rules"]["adverse_effect"] = [
        str(effect) for effect in given.stop_rules.adverse_effect
    ]
    return {
        name: str(value) if isinstance(value, str) else value
        for name, value in table.items()
    }


def from_dict(table: Mapping[str, Any], *, library: Library) -> Prescription:
    """The prescription that `to_dict` wrote, checked anew.

    What an older version did not write yet is as the preset has it. The exercises
    stay as they were prescribed, even if the programme has changed since.

    Raises:
        PrescriptionError: with every error, a line each.
    """
    chosen = _enabled(str(table.get("preset")))
    return _checked(chosen, merge([chosen.values, table]), [], library)


def _enabled(preset_id: str) -> Preset:
    chosen = preset(preset_id)
    if chosen.disabled is not None:
        raise PrescriptionError(
            f"The preset {preset_id} cannot be prescribed: {chosen.disabled}."
        )
    return chosen


def _read(path: Path) -> dict[str, Any]:
    try:
        return read_toml(path)
    except UnreadableText as error:
        raise PrescriptionError(str(error)) from error


def _table(
    chosen: Preset, overrides: Mapping[str, Any], library: Library
) -> tuple[dict[str, Any], list[str]]:
    """Preset, programme and overrides laid over one another, and what is wrong."""
    if BY_WEEK in overrides:
        return _by_week(chosen, overrides, library)
    merged = merge([chosen.values, overrides])
    if "exercises" in overrides:
        doses = overrides["exercises"]
        if isinstance(doses, list):
            merged["exercises"] = [library.filled(dose) for dose in doses]
        if overrides.get("programme", OWN_LIST) == OWN_LIST:
            return merged | {"programme": OWN_LIST, "stage": 1}, []
        return merged | {"programme": OWN_LIST}, [
            "programme and exercises are both given; a prescription has one of them."
        ]
    if merged["programme"] == OWN_LIST:
        return merged, []
    try:
        stage = library.stage(merged["programme"], merged["stage"])
    except ValueError as error:
        return merged | {"programme": OWN_LIST, "stage": 1}, [str(error)]
    if not overrides.keys() & {"programme", "stage"}:
        stage = {"exercises": stage["exercises"]}  # the preset's own mode holds
    return merge([chosen.values, stage, overrides]), []


def _by_week(
    chosen: Preset, overrides: Mapping[str, Any], library: Library
) -> tuple[dict[str, Any], list[str]]:
    """A plan of stages by week; the first one is where it begins."""
    rest = {name: value for name, value in overrides.items() if name != BY_WEEK}
    merged = merge([chosen.values, rest])
    try:
        plan = planned(rest, merged, overrides[BY_WEEK], library)
    except ValueError as error:
        without = {"programme": OWN_LIST, "stage": 1, "exercises": []}
        return merged | without, [str(error)]
    table = {**next(tables(merged, plan)), "plan": plan}
    return {**table, "weeks": rest.get("weeks", len(overrides[BY_WEEK]))}, []


def _checked(
    chosen: Preset, table: Mapping[str, Any], problems: list[str], library: Library
) -> Prescription:
    given: Prescription
    given, wrong = build(Prescription, {**table, "preset": chosen.id})
    told = {said.split(" ", 1)[0] for said in wrong}
    more = [*rule_problems(chosen, table), *exercise_problems(table, library)]
    problems = [*problems, *wrong]
    problems += [said for said in more if said.split(" ", 1)[0] not in told]
    if not wrong:
        problems += contradictions(given)
        problems += _plan_problems(chosen, given, table, library)
    if problems:
        raise PrescriptionError("\n".join(problems))
    return given


def _plan_problems(
    chosen: Preset, given: Prescription, table: Mapping[str, Any], library: Library
) -> Iterator[str]:
    """What is wrong with a later stage of the plan."""
    later = list(
        zip(given.plan, tables(table, table["plan"]), stages(given), strict=True)
    )
    for place, its_table, staged in later[1:]:
        for said in (
            *rule_problems(chosen, its_table),
            *exercise_problems(its_table, library),
            *contradictions(staged),
        ):
            yield f"From week {place.from_week}: {said}"
