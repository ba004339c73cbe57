"""Reads the library and the programmes and tells every mistake, a sentence each."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mirrorbox._schema import build
from mirrorbox.errors import ConfigError
from mirrorbox.exercises.model import Exercise, Programme
from mirrorbox.exercises.packaged import packaged
from mirrorbox.exercises.sentences import MAX_WORDS, complaints

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class ExerciseError(ConfigError):
    """The exercises or programmes are wrong; the text lists every error at once."""


def library() -> dict[str, Exercise]:
    """Every exercise by its id, in the order of the file.

    Raises:
        ExerciseError: the packaged file is wrong.
    """
    return dict(_library())


def programmes() -> dict[str, Programme]:
    """Every programme by its id, in the order of the file.

    Raises:
        ExerciseError: one of the packaged files is wrong.
    """
    return dict(_programmes())


def messages() -> tuple[str, ...]:
    """Every English msgid of this room, sorted, for the catalogues."""
    texts = {programme.name for programme in _programmes().values()}
    for exercise in _library().values():
        texts |= {exercise.name, exercise.sentence, exercise.spoken}
        texts |= set(exercise.precautions)
    return tuple(sorted(texts))


def read_library(tables: Mapping[str, Any]) -> dict[str, Exercise]:
    """Check a library.

    Args:
        tables: one table per exercise, by id.

    Raises:
        ExerciseError: with every mistake, one per line.
    """
    exercises, problems = _each(Exercise, tables)
    for exercise in exercises.values():
        problems += _exercise_problems(exercise)
    _raise(problems)
    return exercises


def read_programmes(
    tables: Mapping[str, Any], exercises: Mapping[str, Exercise]
) -> dict[str, Programme]:
    """Check programmes against the library they draw on.

    Args:
        tables: one table per programme, by id.
        exercises: what a dose may name.

    Raises:
        ExerciseError: with every mistake, one per line.
    """
    found, problems = _each(Programme, tables)
    for programme in found.values():
        problems += _programme_problems(programme, exercises)
    _raise(problems)
    return found


def _each(
    kind: type[Any], tables: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    found: dict[str, Any] = {}
    problems: list[str] = []
    for name, table in tables.items():
        row = {"id": name, **table} if isinstance(table, dict) else table
        value, wrong = build(kind, row, name)
        problems += wrong
        if value is not None:
            found[name] = value
    return found, problems


def _exercise_problems(exercise: Exercise) -> Iterator[str]:
    texts = {"sentence": exercise.sentence, "spoken": exercise.spoken}
    texts |= {f"precautions[{i}]": t for i, t in enumerate(exercise.precautions)}
    for name, text in texts.items():
        for complaint in complaints(text):
            yield f"{exercise.id}.{name} {complaint}"
    if len(exercise.sentence.split()) > MAX_WORDS:
        yield f"{exercise.id}.sentence is longer than {MAX_WORDS} words in all."
    for name in ("limbs", "frames"):
        if not getattr(exercise, name):
            yield f"{exercise.id}.{name} must not be empty."


def _programme_problems(
    programme: Programme, exercises: Mapping[str, Exercise]
) -> Iterator[str]:
    if not programme.stages:
        yield f"{programme.id}.stages must not be empty."
    for i, stage in enumerate(programme.stages):
        where = f"{programme.id}.stages[{i}]"
        for step in stage.doses:
            if step.exercise not in exercises:
                yield f"{where} names the exercise {step.exercise!r}; there is none."
        if not stage.doses and not stage.laterality_pictures:
            yield f"{where} has neither doses nor laterality pictures."
        total = sum(step.seconds for step in stage.doses)
        if total > programme.session_min * 60:
            yield (
                f"{where} moves for {total} s, longer than its session "
                f"of {programme.session_min:g} min."
            )


def _raise(problems: list[str]) -> None:
    if problems:
        raise ExerciseError("\n".join(problems))


@lru_cache(maxsize=1)
def _library() -> dict[str, Exercise]:
    return read_library(packaged("library.toml"))


@lru_cache(maxsize=1)
def _programmes() -> dict[str, Programme]:
    return read_programmes(packaged("programmes.toml"), _library())
