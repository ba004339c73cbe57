"""`mirrorbox preset` and `mirrorbox prescribe`: what a therapist does at a keyboard."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from mirrorbox.errors import JournalMissing
from mirrorbox.exercises import library as exercises
from mirrorbox.exercises import programmes
from mirrorbox.journal import Reader, Store
from mirrorbox.prescription import (
    PRESCRIBED,
    Library,
    PrescriptionError,
    confirmation,
    history,
    history_text,
    load,
    make,
    to_dict,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mirrorbox.clock import Clock
    from mirrorbox.prescription import Prescription


def packaged_library() -> Library:
    """The exercises and programmes that come with mirrorbox."""
    return Library(exercises(), programmes())


def prescription_of(
    file: Path | None, preset: str | None, settings: Iterable[str]
) -> Prescription:
    """The prescription that a file, or a preset with its settings, makes.

    Args:
        file: a prescription in TOML.
        preset: a preset's id, where there is no file.
        settings: `NAME=VALUE`, with values as TOML has them; bare words are texts.

    Raises:
        PrescriptionError: every error, a line each.
    """
    if (file is None) == (preset is None):
        raise PrescriptionError(
            "Name a prescription file, or --preset ID; one of them."
        )
    if file is not None:
        given = load(file, library=packaged_library())
    else:
        overrides = dict(_setting(one) for one in settings)
        given = make(str(preset), overrides, library=packaged_library())
    _refuse_unbuilt(given)
    return given


def _refuse_unbuilt(given: Prescription) -> None:
    """What a prescription can say and this version of the unit cannot do."""
    if given.laterality_pictures:
        raise PrescriptionError(
            "This version cannot show left-or-right pictures; "
            "set laterality_pictures = 0 and session_min above 0."
        )


def store(given: Prescription, directory: Path, clock: Clock) -> str:
    """Write a prescription into the journal; say what was stored.

    Raises:
        JournalFault: the journal cannot be written, or the mirror runs.
    """
    journal = Store.open(directory, clock)
    try:
        journal.append(PRESCRIBED, to_dict(given))
    finally:
        journal.close()
    return confirmation(given)


def told_history(directory: Path) -> str:
    """Every prescription of this unit, oldest first."""
    try:
        with Reader(directory) as reader:
            entries = reader.entries(None)
    except JournalMissing:
        entries = []
    return history_text(history(entries, library=packaged_library()))


def _setting(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        raise PrescriptionError(f"--set {text} is not NAME=VALUE.")
    if name == "view":
        return name, value.strip('"')  # the view `true` is a word, not a truth
    try:
        return name, tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return name, value
