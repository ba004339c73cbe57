"""Turns nested tables into frozen dataclasses and collects every error on the way."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Check(Protocol):
    """A rule for one value."""

    def complaint(self, value: Any) -> str | None:
        """What is wrong with it, ending the sentence "NAME = VALUE …", or None."""


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`, both allowed."""

    low: float
    high: float

    def complaint(self, value: Any) -> str | None:
        if self.low <= value <= self.high:
            return None
        return f"is out of range: {self.low:g} to {self.high:g}."


@dataclass(frozen=True, slots=True, init=False)
class Choice:
    """One of these."""

    options: tuple[object, ...]

    def __init__(self, *options: object) -> None:
        object.__setattr__(self, "options", options)

    def complaint(self, value: Any) -> str | None:
        if value in self.options:
            return None
        return _not_among(value, [str(option) for option in self.options])


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text of a certain form, said in words."""

    regex: str
    words: str

    def complaint(self, value: Any) -> str | None:
        if re.fullmatch(self.regex, value):
            return None
        return f"must be {self.words}."


def merge(tables: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Lay tables over one another; later ones win, value by value."""
    merged: dict[str, Any] = {}
    for table in tables:
        for key, value in table.items():
            if isinstance(value, dict) and isinstance(merged.get(key), dict):
                merged[key] = merge([merged[key], value])
            else:
                merged[key] = value
    return merged


def build(kind: type[Any], table: Any, path: str = "") -> tuple[Any, list[str]]:
    """Make a `kind` of a table.

    Returns:
        The value and an empty list, or None and every problem, a sentence each.
    """
    if not isinstance(table, dict):
        return None, [f"{path} must be a table, not {table!r}."]
    problems = _unknown(kind, table, path)
    values: dict[str, Any] = {}
    hints = _hints(kind)  # type: ignore[arg-type]  # a class can be a key
    for item in fields(kind):
        name = f"{path}.{item.name}" if path else item.name
        if item.name not in table:
            problems.append(f"{name} is missing.")
            continue
        value, wrong = _value(hints[item.name], table[item.name], name)
        if not wrong and (check := item.metadata.get("check")):
            wrong = _checked(check, value, name)
        values[item.name] = value
        problems += wrong
    return (None, problems) if problems else (kind(**values), [])


@cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    """What each field must be; worked out once, for a library has a hundred rows."""
    return get_type_hints(kind)


def _unknown(kind: type[Any], table: Mapping[str, Any], path: str) -> list[str]:
    known = [item.name for item in fields(kind)]
    problems = []
    for key in table:
        if key not in known:
            name = f"{path}.{key}" if path else key
            problems.append(f"{name} is not a setting{did_you_mean(key, known)}")
    return problems


def _value(hint: Any, raw: Any, name: str) -> tuple[Any, list[str]]:
    if is_dataclass(hint):
        return build(hint, raw, name)  # type: ignore[arg-type]  # it is a class here
    if get_origin(hint) is tuple:
        return _sequence(get_args(hint)[0], raw, name)
    if issubclass(hint, StrEnum):
        return _word(hint, raw, name)
    return _plain(hint, raw, name)


def _word(hint: type[StrEnum], raw: Any, name: str) -> tuple[Any, list[str]]:
    try:
        return hint(raw), []
    except ValueError:
        return None, [f"{name} = {raw!r} {_not_among(raw, list(hint))}"]


_WORDS: Mapping[Any, str] = {
    int: "a whole number",
    float: "a number",
    str: "a text in quotes",
    bool: "true or false",
    Path: "a path in quotes",
}


def _plain(hint: Any, raw: Any, name: str) -> tuple[Any, list[str]]:
    if hint is float and isinstance(raw, int) and not isinstance(raw, bool):
        return float(raw), []
    if hint is Path and isinstance(raw, str | Path) and str(raw):
        return Path(raw), []
    if type(raw) is hint:
        return raw, []
    return None, [f"{name} = {raw!r} must be {_WORDS[hint]}."]


def _sequence(hint: Any, raw: Any, name: str) -> tuple[Any, list[str]]:
    if not isinstance(raw, list | tuple):
        return None, [f"{name} = {raw!r} must be a list."]
    pairs = [_value(hint, item, f"{name}[{i}]") for i, item in enumerate(raw)]
    return tuple(value for value, _ in pairs), [p for _, ps in pairs for p in ps]


def _checked(check: Check, value: Any, name: str) -> list[str]:
    items = (
        [(f"{name}[{i}]", item) for i, item in enumerate(value)]
        if isinstance(value, tuple)
        else [(name, value)]
    )
    return [
        f"{where} = {item!r} {complaint}"
        for where, item in items
        if (complaint := check.complaint(item))
    ]


def _not_among(value: object, options: list[str]) -> str:
    return f"must be one of {', '.join(options)}{did_you_mean(str(value), options)}"


def did_you_mean(word: str, options: list[str]) -> str:
    """The end of a sentence about an unknown word: a full stop, or a guess."""
    close = difflib.get_close_matches(word, options, n=1)
    return f"; did you mean {close[0]}?" if close else "."
