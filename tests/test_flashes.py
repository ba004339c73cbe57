"""No flash above 3 Hz anywhere: the luminance of every flip of a whole treatment."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pygame

from mirrorbox.clock import NS_PER_S
from mirrorbox.prescribing import packaged_library
from mirrorbox.prescription import make
from mirrorbox.screen.memory import MemoryScreen
from tests.rig import Visit

if TYPE_CHECKING:
    from pathlib import Path

HZ = 10
CHANGE = 0.1
"""Of the greatest relative luminance; less is no flash (WCAG 2.2, general flash)."""

FLASHES = 3
"""In any second (WCAG 2.2, 2.3.1)."""

SCRIPT = """
1 START
2 START
3 PAUSE
3.5 START
4 LOG
12 START
20 LOG
22 LOG
23 LOG
24 START
32 PAUSE
33 START
34 PAUSE
35 START
50 UNPLUG
53 PLUG
60 START
75 PAUSE for 2.5
82 START
83 LOG
84 LOG
85 START
86 LOG
90 START
"""


def luminance(surface: pygame.Surface) -> float:
    """Mean relative luminance of a picture, 0 to 1."""
    srgb = pygame.surfarray.array3d(surface).astype(np.float64) / 255
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    return float((linear @ [0.2126, 0.7152, 0.0722]).mean())


def test_no_page_and_no_transition_flashes(tmp_path: Path) -> None:
    given = make("stroke_arm", {"affected_side": "left"}, library=packaged_library())
    doses = tuple(replace(dose, seconds=10) for dose in given.exercises)
    short = replace(given, look_first_s=20, rest_s=3, exercises=doses)
    names, seen = shown(Visit(tmp_path, SCRIPT, prescription=short), 95)

    assert {"ask", "look", "rescue", "paused", "fault", "ended", "summary"} <= names
    assert_no_flash(seen)


def test_no_card_flashes_however_fast_it_is_answered(tmp_path: Path) -> None:
    """START as fast as a finger can, which the gap between two cards slows down."""
    given = make(
        "gmi_laterality", {"affected_side": "left"}, library=packaged_library()
    )
    rest = replace(given, laterality_pictures=10)
    presses = "".join(f"{8 + 0.3 * i:.1f} START\n" for i in range(60))
    script = f"1 START\n2 LOG\n{presses}28 PAUSE for 2.5\n40 START"
    names, seen = shown(Visit(tmp_path, script, prescription=rest), 45)

    assert {"card", "gap", "countdown", "ended"} <= names
    assert_no_flash(seen)


def shown(visit: Visit, until_s: float) -> tuple[set[str], list[float]]:
    """The names of the pages of a visit, and the luminance of each flip."""
    appliance = visit.build()
    appliance.start()
    assert isinstance(appliance.screen, MemoryScreen)
    seen, names = [], set()
    while visit.clock.boot_ns() < until_s * NS_PER_S:
        appliance.turn()
        assert appliance.page is not None
        names.add(appliance.page.name)
        seen.append(luminance(appliance.screen.picture()))
    appliance.close()
    return names, seen


def assert_no_flash(seen: list[float]) -> None:
    swings = np.flatnonzero(np.abs(np.diff(seen)) >= CHANGE)
    for first in swings:
        within = swings[(swings >= first) & (swings < first + HZ)]
        assert len(within) <= 2 * FLASHES
    steady = [b for a, b in itertools.pairwise(seen) if abs(a - b) < CHANGE]
    assert len(steady) > 0.95 * len(seen)
