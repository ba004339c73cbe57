from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import NS_PER_S, SimulatedClock
from mirrorbox.controls.base import Edge
from mirrorbox.controls.script import ScriptedButtons, parse, read
from mirrorbox.errors import ConfigError
from mirrorbox.words import Button

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """
# a patient
2      START
12.5   log           # a moment
40     PAUSE for 2.5
45     UNPLUG
48     PLUG
60     QUIT
"""


def test_presses_come_when_their_time_has_come() -> None:
    clock = SimulatedClock(start_ns=7 * NS_PER_S)
    script = ScriptedButtons(parse(TEXT.splitlines()), clock=clock)

    assert script.edges() == []
    clock.advance(2.1)
    assert script.edges() == [Edge(Button.START, down=True, at_ns=9 * NS_PER_S)]
    assert script.is_down(Button.START)
    clock.advance(39.9)  # 42 s: log came and went, pause is down
    assert [edge.button for edge in script.edges()] == [
        Button.START,
        Button.LOG,
        Button.LOG,
        Button.PAUSE,
    ]
    assert script.is_down(Button.PAUSE)
    assert not script.is_down(Button.LOG)


def test_the_cable_and_the_end() -> None:
    clock = SimulatedClock()
    script = ScriptedButtons(parse(TEXT.splitlines()), clock=clock)

    seen = []
    for _ in range(7):
        seen.append((script.cable_in(), script.over))
        clock.advance(10)

    plugged = [cable for cable, _ in seen]
    assert plugged == [True] * 7
    assert [over for _, over in seen] == [False] * 6 + [True]
    later = ScriptedButtons(parse(["1 UNPLUG"]), clock=clock)
    assert later.cable_in()
    clock.advance(1)
    assert not later.cable_in()


def test_every_bad_line_is_named() -> None:
    with pytest.raises(ConfigError) as caught:
        parse(["START 2", "3 STOP", "4 LOG"], name="demo.txt")

    lines = str(caught.value).splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "demo.txt, line 1",
        "demo.txt, line 2",
    ]


def test_a_script_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read(tmp_path / "none.txt")
