"""Presets and prescriptions in words, for the therapist at the command line."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from mirrorbox.clock import NS_PER_S, ClockQuality
from mirrorbox.prescription.catalogue import cited, preset, presets, shown, sources
from mirrorbox.prescription.making import to_dict
from mirrorbox.prescription.values import Prescription

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import tzinfo

    from mirrorbox.prescription.catalogue import Preset, Rule
    from mirrorbox.prescription.planning import Due
    from mirrorbox.prescription.stored import Prescribed, Written
    from mirrorbox.prescription.values import Planned

_TABLE = "{:<15} {:<50} {:>7} {:>5} {:>6} {:>5} {:>4}  {}"
_FIELD = "  {:<29} {:<34} {:<10} {}"
_SETTING = "  {:<29} {}"
_ENTRY = "{:>5}  {:<16}  {}"


def preset_table() -> str:
    """One line for each preset under a heading, then why some are disabled."""
    chosen = [preset(name) for name in presets()]
    head = ("Preset", "Condition", "Minutes", "A day", "A week", "Weeks", "Cap", "Mode")
    lines = [_TABLE.format(*head), *(_line(one) for one in chosen)]
    lines += [
        f"* {one.id} cannot be prescribed: {one.disabled}."
        for one in chosen
        if not one.enabled
    ]
    return "\n".join(lines)


def _line(one: Preset) -> str:
    numbers = [
        shown(one.values[name])
        for name in ("session_min", "per_day", "days_per_week", "weeks", "cap_min")
    ]
    numbers[3] = "-" if numbers[3] == "0" else numbers[3]
    name = one.id if one.enabled else f"{one.id} *"
    return _TABLE.format(name, one.name, *numbers, one.values["mode"])


def preset_page(preset_id: str) -> str:
    """A preset in full: settings, bounds and sources, locks, notes, literature.

    Raises:
        PrescriptionError: there is no such preset.
    """
    one = preset(preset_id)
    lines = [f"{one.id}: {one.name}"]
    if one.disabled is not None:
        lines.append(f"Cannot be prescribed: {one.disabled}.")
    lines += [f"- {note}" for note in one.notes]
    lines += ["", _FIELD.format("Setting", "Value", "Allowed", "Source").rstrip()]
    lines += [_field(one, name, value) for name, value in _flat(_in_order(one))]
    lines += ["", *_locks(one.locked.values())]
    known = sources()
    lines += ["Sources:", *(f"  {key}: {known[key]}" for key in _keys(one))]
    return "\n".join(lines)


def _field(one: Preset, name: str, value: object) -> str:
    rule = one.locked.get(name) or one.bounds.get(name)
    allowed = "" if rule is None else "locked" if name in one.locked else rule.words
    source = cited(one.source.get(name, ()))
    return _FIELD.format(name, shown(value), allowed, source).rstrip()


def _locks(rules: Iterable[Rule]) -> Iterator[str]:
    for rule in rules:
        why = f"{rule.reason} ({cited(rule.source)})"
        yield f"Locked: {rule.field} is {rule.words}: {why}."


def _keys(one: Preset) -> list[str]:
    said = " ".join((*one.notes, one.disabled or ""))
    used = {key for keys in one.source.values() for key in keys}
    used |= {key for key in sources() if f"({key})" in said}
    return sorted(used.union(*(rule.source for rule in one.rules())), key=str.lower)


def _in_order(one: Preset) -> dict[str, Any]:
    """The values in the order in which a prescription has them."""
    names = [item.name for item in fields(Prescription)]
    return {name: one.values[name] for name in names if name in one.values}


def _flat(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value


def confirmation(given: Prescription) -> str:
    """What was prescribed, for the therapist to read back: every setting."""
    lines = [f"{summary(given)}."]
    table = to_dict(given)
    exercises, _ = table.pop("exercises"), table.pop("plan")
    lines += [_SETTING.format(name, shown(value)) for name, value in _flat(table)]
    none = "none" if given.laterality_pictures else "free, slow movement"
    lines.append("  exercises" + ("" if exercises else f"  {none}"))
    lines += [
        f"    {i}. {dose.exercise}: {dose.repetitions} times in {dose.seconds} s"
        for i, dose in enumerate(given.exercises, start=1)
    ]
    lines.append("  plan" + ("" if given.plan else "  none"))
    lines += [f"    from week {one.from_week}: {_stage(one)}" for one in given.plan]
    return "\n".join(lines)


def _stage(place: Planned) -> str:
    """A stage of a plan in words."""
    if place.laterality_pictures:
        return f"stage {place.stage}: {place.laterality_pictures} pictures"
    exercises = ", ".join(dose.exercise for dose in place.exercises)
    return f"stage {place.stage}: {place.mode.value}, {exercises or 'free movement'}"


def summary(given: Prescription) -> str:
    """A prescription in one line, without a full stop."""
    weeks = f"for {given.weeks} weeks" if given.weeks else "until changed"
    trial = ", trial" if given.trial else ""
    does = f"{given.session_min:g} minutes"
    if given.plan:
        does = f"stages {', '.join(str(one.stage) for one in given.plan)} by week"
    elif given.laterality_pictures:
        does = f"{given.laterality_pictures} pictures"
    return (
        f"{preset(given.preset).name}: {given.affected_side.value} {given.limb.value}, "
        f"{does}, {given.per_day} a day, "
        f"{given.days_per_week} days a week, {weeks}{trial}"
    )


def history_text(told: Iterable[Prescribed], zone: tzinfo = UTC) -> str:
    """One line for each stored prescription, oldest first; bad ones say why."""
    lines = [
        _ENTRY.format(
            one.entry.seq,
            _when(one.entry, zone),
            summary(one.prescription)
            if one.prescription
            else f"cannot be used: {one.problems[0]}",
        )
        for one in told
    ]
    if not lines:
        return "No prescription is stored; the unit runs the cautious general preset."
    return "\n".join([_ENTRY.format("Entry", "When", "Prescription"), *lines])


def due_text(given: Prescription, due: Due) -> str:
    """Where a plan stands, for the therapist: one line, or two without a clock."""
    stage, last = given.plan[due.place].stage, given.plan[-1].stage
    said = f"Now: stage {stage} of {last}, week {due.week} since the first session."
    if due.exact:
        return said
    return (
        f"{said}\nNo clock vouches for the date: only powered time is counted, "
        "so the next stage may come late."
    )


def _when(entry: Written, zone: tzinfo) -> str:
    if entry.clock_quality is ClockQuality.UNKNOWN:
        return "date not known"
    when = datetime.fromtimestamp(entry.wall_unix_ns // NS_PER_S, zone)
    return when.strftime("%Y-%m-%d %H:%M")
