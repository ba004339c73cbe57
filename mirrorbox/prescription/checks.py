"""What no single value shows: settings that contradict one another or their preset."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mirrorbox.language.catalogue import NAMES
from mirrorbox.prescription.values import LANGUAGE
from mirrorbox.words import Rating, Unpleasant, View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mirrorbox.prescription.catalogue import Preset
    from mirrorbox.prescription.library import Library
    from mirrorbox.prescription.values import Prescription

_DAY_MIN = 24 * 60


def rule_problems(preset: Preset, table: Mapping[str, Any]) -> Iterator[str]:
    """One sentence for each value that a bound or a lock of the preset forbids."""
    for rule in preset.rules():
        if rule.field == "session_min" and table.get("laterality_pictures"):
            continue  # it bounds movement, and pictures have none
        value: Any = table
        for name in rule.field.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        if value is not None and (said := rule.complaint(value, preset.id)):
            yield said


def exercise_problems(table: Mapping[str, Any], library: Library) -> Iterator[str]:
    """One sentence for each exercise that is unknown or not for this limb."""
    doses = table["exercises"]
    for i, dose in enumerate(doses if isinstance(doses, list | tuple) else ()):
        if isinstance(dose, dict) and "exercise" in dose:
            where = f"exercises[{i}].exercise"
            name, limb = str(dose["exercise"]), str(table["limb"])
            if said := library.complaint(name, limb, where):
                yield said


def language_problems(table: Mapping[str, Any]) -> Iterator[str]:
    """A language that nobody has translated; what is stored may outlive one."""
    language = str(table.get("language"))
    if re.fullmatch(LANGUAGE, language) and language not in NAMES:
        known = ", ".join(NAMES)
        yield f"language = {language!r} is no language of mirrorbox; one of {known}."


def contradictions(given: Prescription) -> list[str]:
    """One sentence for each pair of values that cannot both hold."""
    return [*_picture(given), *_dose(given), *_rules(given), *_length(given)]


def _picture(given: Prescription) -> Iterator[str]:
    if given.scale > 1 and not given.unlock_magnification:
        yield (
            f"scale = {given.scale:g} magnifies the limb, which can raise pain "
            "(Moseley08); a therapist must set unlock_magnification = true."
        )
    if given.view is View.TRUE and not given.trial:
        yield "view = true is not mirrored: it needs trial = true."
    if given.delay_ms and not given.trial:
        yield f"delay_ms = {given.delay_ms} delays the picture: it needs trial = true."


def _dose(given: Prescription) -> Iterator[str]:
    if given.session_min > given.cap_min:
        yield (
            f"session_min = {given.session_min:g} is more than "
            f"cap_min = {given.cap_min:g}."
        )
    if given.look_first_s >= given.cap_min * 60:
        yield (
            f"look_first_s = {given.look_first_s} leaves nothing of "
            f"cap_min = {given.cap_min:g}."
        )
    if given.cap_min > given.daily_cap_min:
        yield (
            f"daily_cap_min = {given.daily_cap_min:g} is less than one session's "
            f"cap_min = {given.cap_min:g}."
        )
    pauses = (given.per_day - 1) * given.gap_min
    if pauses + given.per_day * given.session_min > _DAY_MIN:
        yield (
            f"per_day = {given.per_day} sessions with gap_min = {given.gap_min:g} "
            "between them do not fit into a day."
        )
    if given.session_min and given.laterality_pictures:
        yield (
            f"laterality_pictures = {given.laterality_pictures} are a session without "
            f"movement: set session_min = 0 instead of {given.session_min:g}."
        )
    if given.session_min == 0 and not given.laterality_pictures:
        yield "session_min = 0 leaves nothing to do without laterality_pictures."


def _rules(given: Prescription) -> Iterator[str]:
    rules = given.stop_rules
    asked = set(given.ratings)
    if len(asked) < len(given.ratings):
        yield "ratings names a rating twice."
    if rules.pain_rise and not {Rating.PAIN_BEFORE, Rating.PAIN_AFTER} <= asked:
        yield (
            f"stop_rules.pain_rise = {rules.pain_rise} needs pain_before and "
            "pain_after among the ratings; 0 turns the rule off."
        )
    if rules.adverse_effect and Rating.UNPLEASANT not in asked:
        yield (
            "stop_rules.adverse_effect needs unpleasant among the ratings; "
            "an empty list turns the rule off."
        )
    if Unpleasant.NONE in rules.adverse_effect:
        yield "stop_rules.adverse_effect names none, which is no adverse effect."


def _length(given: Prescription) -> Iterator[str]:
    total = sum(dose.seconds for dose in given.exercises)
    if total > given.session_min * 60:
        yield (
            f"The exercises last {total / 60:g} minutes together, longer than "
            f"session_min = {given.session_min:g}."
        )
