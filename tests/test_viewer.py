from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S
from mirrorbox.prescribing import packaged_library
from mirrorbox.prescription import make
from tests.rig import Visit

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from mirrorbox.screen import Page

SCRIPT = "2 START\n4 START\n5 LOG\n20 START\n"
"""START, a pain of 0, and on to the movements."""


def test_what_stands_beside_the_mirror_is_drawn_before_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = make("stroke_arm", {"affected_side": "left"}, library=packaged_library())
    doses = tuple(replace(dose, seconds=10) for dose in given.exercises)
    short = replace(given, look_first_s=10, rest_s=3, exercises=doses)
    visit = Visit(tmp_path, SCRIPT, prescription=short)
    appliance = visit.build()
    ahead: list[Page] = []
    during: set[str] = set()

    def prepare(page: Page) -> None:
        assert appliance.page is not None
        during.add(appliance.page.name)
        ahead.append(page)

    monkeypatch.setattr(appliance.screen, "prepare", prepare)
    appliance.start()
    needed: set[Page] = set()
    while visit.clock.boot_ns() < 90 * NS_PER_S:
        appliance.turn()
        assert appliance.page is not None
        if appliance.page.name in {"look", "exercise"}:
            needed.add(appliance.page)
    appliance.close()

    assert len(needed) > 3
    assert needed <= set(ahead)
    assert len(ahead) == len(set(ahead)), "drawn twice"
    assert during == {"ask"}, "a flip came late where something moves"
