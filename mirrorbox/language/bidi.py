"""Which way the parts of a line run, for a screen that has no bidi algorithm.

The part of UAX #9 that our sentences need: one direction for the line, and runs of the
other one in it, such as START or a number in an Arabic sentence.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import groupby

_LEFT_TO_RIGHT = {"L", "EN", "AN"}  # digits run from left to right everywhere
_RIGHT_TO_LEFT = {"R", "AL"}
_IN_NUMBERS = {"CS", "ES", "ET"}  # 1.5, +1 and 80 % stay together
_MARK = "NSM"  # goes with the letter before it


@dataclass(frozen=True, slots=True)
class Run:
    """Part of a line that runs one way.

    Attributes:
        text: in the order in which it is read.
        rtl: whether it runs from right to left.
    """

    text: str
    rtl: bool


def runs(line: str, *, rtl: bool) -> list[Run]:
    """The runs of a line in the order in which they stand, from left to right.

    Args:
        line: as it is read; wrapped already.
        rtl: which way the line as a whole runs.
    """
    ways = _ways(line, rtl=rtl)
    parts = [
        Run("".join(char for char, _ in pairs), way)
        for way, pairs in groupby(zip(line, ways, strict=True), lambda pair: pair[1])
    ]
    return parts[::-1] if rtl else parts


def _ways(line: str, *, rtl: bool) -> list[bool]:
    """For each character whether it runs from right to left."""
    sure = _sure_ways(line)
    ways = []
    for place, way in enumerate(sure):
        if way is not None:
            ways.append(way)
            continue
        before = next((w for w in reversed(sure[:place]) if w is not None), rtl)
        after = next((w for w in sure[place:] if w is not None), rtl)
        ways.append(before if before == after else rtl)
    return ways


def _sure_ways(line: str) -> list[bool | None]:
    sure: list[bool | None] = []
    for place, char in enumerate(line):
        kind = unicodedata.bidirectional(char)
        if kind in _LEFT_TO_RIGHT:
            sure.append(False)
        elif kind in _RIGHT_TO_LEFT:
            sure.append(True)
        elif kind == _MARK and sure:
            sure.append(sure[-1])
        elif kind in _IN_NUMBERS and _between_digits(line, place):
            sure.append(False)
        else:
            sure.append(None)
    return sure


def _between_digits(line: str, place: int) -> bool:
    return line[place - 1 : place].isdigit() and line[place + 1 : place + 2].isdigit()
