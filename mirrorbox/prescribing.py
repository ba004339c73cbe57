"""`mirrorbox preset` and `mirrorbox prescribe`: what a therapist does at a keyboard."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mirrorbox.delay_memory import check_memory
from mirrorbox.errors import JournalMissing
from mirrorbox.exercises import library as exercises
from mirrorbox.exercises import programmes
from mirrorbox.glass import geometry_of, mirror_of
from mirrorbox.health import free_bytes
from mirrorbox.history import History
from mirrorbox.journal import Reader, Store
from mirrorbox.prescription import (
    PRESCRIBED,
    Library,
    PrescriptionError,
    confirmation,
    current,
    due_text,
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
    from mirrorbox.config import Config
    from mirrorbox.prescription import Current, Prescription


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
        return load(file, library=packaged_library())
    overrides = dict(_setting(one) for one in settings)
    return make(str(preset), overrides, library=packaged_library())


def check_on_unit(given: Prescription, config: Config) -> None:
    """Refuse what this unit cannot run: no such picture, no memory for a delay.

    Raises:
        ConfigError: one of them, in a sentence.
    """
    mirrored = replace(config, mirror=mirror_of(given, config.mirror))
    geometry = geometry_of(mirrored, config.camera.width, config.camera.height)
    if given.delay_ms:
        size = (geometry.width, geometry.height)
        check_memory(given.delay_ms, size, free_bytes)


def store(given: Prescription, directory: Path, clock: Clock) -> str:
    """Write a prescription into the journal; say what was stored.

    It lifts no stop rule: that is `unlock`'s, and the therapist is told.

    Raises:
        JournalFault: the journal cannot be written, or the mirror runs.
    """
    journal = Store.open(directory, clock)
    try:
        journal.append(PRESCRIBED, to_dict(given))
    finally:
        journal.close()
    with Reader(directory) as reader:
        lock = _history(reader).stopped(given.stop_rules)
    if lock is None:
        return confirmation(given)
    locked = f"The unit stays locked: {lock.reason} `mirrorbox unlock` lifts it."
    return f"{confirmation(given)}\n{locked}"


def unlock(config: Config, clock: Clock) -> str:
    """Lift a stop rule at the keyboard, for a therapist who has looked at the cause.

    Raises:
        JournalFault: the journal cannot be read or written, or the mirror runs.
    """
    directory = config.journal.directory
    with Reader(directory) as reader:
        history = _history(reader)
    rules = _current(history, config).prescription.stop_rules
    lock = history.stopped(rules)
    if lock is None and not history.tries:
        return "The unit is not locked."
    journal = Store.open(directory, clock)
    try:
        journal.append("unlocked", {"by": "keyboard"})
    finally:
        journal.close()
    if lock is None:
        return "Wrong PINs are forgotten; the unit was not locked."
    return f"The unit is unlocked. It was locked: {lock.reason}"


def told_history(config: Config, clock: Clock) -> str:
    """Every prescription of this unit, oldest first, and where its plan stands."""
    try:
        with Reader(config.journal.directory) as reader:
            past = _history(reader)
    except JournalMissing:
        past = History()
    told = history_text(history(past.prescribed, library=packaged_library()))
    now = _current(past, config)
    if not now.prescription.plan:
        return told
    due = past.due(now.prescription, clock, since_seq=now.seq or 0)
    return f"{told}\n\n{due_text(now.prescription, due)}"


def in_force(config: Config) -> Current:
    """What the unit runs under, and what a therapist should know of it.

    Raises:
        JournalFault: the journal cannot be read.
    """
    with Reader(config.journal.directory) as reader:
        return _current(_history(reader), config)


def _history(reader: Reader) -> History:
    return History.read(reader, heartbeat_s=0)


def _current(past: History, config: Config) -> Current:
    side = config.mirror.affected_side
    return current(past.prescribed, library=packaged_library(), affected_side=side)


def _setting(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise PrescriptionError(f"--set {text} is not NAME=VALUE.")
    if name == "view":
        return name, value.strip('"')  # the view `true` is a word, not a truth
    try:
        return name, tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return name, value
