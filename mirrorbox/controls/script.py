"""A script that presses buttons: for demonstrations and whole-session tests.

# seconds   what              how long
2           START
12.5        LOG
20          PAUSE
40          PAUSE for 2.5
45          UNPLUG            the camera's cable comes out …
48          PLUG              … and goes back in
60          QUIT
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirrorbox._text import UnreadableText, read_text
from mirrorbox.clock import NS_PER_S
from mirrorbox.controls.base import Edge
from mirrorbox.errors import ConfigError
from mirrorbox.words import Button

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mirrorbox.clock import Clock

PRESS_S = 0.15
"""How long a scripted press lasts when the script does not say."""

_LINE = re.compile(r"(?P<at>\d+(\.\d+)?)\s+(?P<word>\w+)(\s+for\s+(?P<s>\d+(\.\d+)?))?")
_CABLE = {"PLUG": True, "UNPLUG": False}


@dataclass(frozen=True, slots=True)
class Script:
    """What happens when, in ns from the start of the script."""

    edges: tuple[Edge, ...] = ()
    cable: tuple[tuple[int, bool], ...] = ()
    quit_ns: int | None = None


def read(path: Path) -> Script:
    """Read a script.

    Raises:
        ConfigError: it cannot be read or a line makes no sense; every such line.
    """
    try:
        text = read_text(path)
    except UnreadableText as error:
        raise ConfigError(f"The script {error}") from error
    return parse(text.splitlines(), name=str(path))


def parse(lines: Iterable[str], *, name: str = "script") -> Script:
    """Make a script of its lines.

    Raises:
        ConfigError: a line makes no sense; every such line is named.
    """
    edges: list[Edge] = []
    cable: list[tuple[int, bool]] = []
    quit_ns: int | None = None
    problems = []
    for number, line in enumerate(lines, 1):
        words = line.split("#")[0].strip()
        if not words:
            continue
        match = _LINE.fullmatch(words)
        word = match["word"].upper() if match else ""
        at_ns = round(float(match["at"]) * NS_PER_S) if match else 0
        if match and word in Button.__members__:
            lasts_ns = round(float(match["s"] or PRESS_S) * NS_PER_S)
            edges.append(Edge(Button[word], down=True, at_ns=at_ns))
            edges.append(Edge(Button[word], down=False, at_ns=at_ns + lasts_ns))
        elif word in _CABLE:
            cable.append((at_ns, _CABLE[word]))
        elif word == "QUIT":
            quit_ns = at_ns
        else:
            problems.append(
                f"{name}, line {number}: {words!r} is not SECONDS and START, PAUSE, "
                "LOG (for SECONDS), UNPLUG, PLUG or QUIT."
            )
    if problems:
        raise ConfigError("\n".join(problems))
    edges.sort(key=lambda edge: edge.at_ns)
    return Script(tuple(edges), tuple(sorted(cable)), quit_ns)


class ScriptedButtons:
    """A source that plays a script from the moment it was made."""

    bounces = True

    def __init__(self, script: Script, *, clock: Clock) -> None:
        """Start the script now."""
        self._script = script
        self._clock = clock
        self._start_ns = clock.boot_ns()
        self._played = 0

    @property
    def over(self) -> bool:
        """Whether the script said QUIT."""
        quit_ns = self._script.quit_ns
        return quit_ns is not None and self._elapsed_ns() >= quit_ns

    def cable_in(self) -> bool:
        """Whether the camera's cable is plugged in now."""
        plugged = True
        for at_ns, state in self._script.cable:
            if at_ns <= self._elapsed_ns():
                plugged = state
        return plugged

    def edges(self) -> list[Edge]:
        elapsed = self._elapsed_ns()
        due = [e for e in self._script.edges[self._played :] if e.at_ns <= elapsed]
        self._played += len(due)
        return [Edge(e.button, e.down, self._start_ns + e.at_ns) for e in due]

    def is_down(self, button: Button) -> bool:
        down = False
        for edge in self._script.edges[: self._played]:
            if edge.button is button:
                down = edge.down
        return down

    def light(self, lit: frozenset[Button]) -> None:
        """A script needs no lamp."""

    def close(self) -> None:
        """Nothing is held."""

    def _elapsed_ns(self) -> int:
        return self._clock.boot_ns() - self._start_ns
