"""A complete session of every preset, from START to the summary, in simulated time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mirrorbox.prescribing import packaged_library
from mirrorbox.prescription import make, preset, presets
from tests.rig import Visit

if TYPE_CHECKING:
    from pathlib import Path

PLAYABLE = [name for name in presets() if preset(name).enabled]
SLOW_SCREEN = {"screen": {"refresh_hz": 2.0}, "camera": {"fps": 5}}


@pytest.mark.parametrize("name", PLAYABLE)
def test_a_preset_plays_to_its_end(tmp_path: Path, name: str) -> None:
    given = make(name, {"affected_side": "left"}, library=packaged_library())
    end_s = 60 * given.cap_min + 700
    script = f"2 START\n4 LOG\n{end_s:.0f} QUIT"
    visit = Visit(tmp_path, script, SLOW_SCREEN, prescription=given)
    visit.run()

    (session,) = visit.sessions
    kinds = visit.kinds
    ended = next(e.data for e in visit.entries() if e.kind == "ended")
    assert session.reason in {"dose", "cap"}
    assert bool(session.training) is (given.laterality_pictures > 0)
    assert ended["moved_s"] <= 60 * given.session_min + 1
    assert ended["exposed_s"] <= 60 * given.cap_min + 1
    assert ("looked" in kinds) is (given.look_first_s > 0)
    rated = [e.data for e in visit.entries() if e.kind == "rated"]
    assert [r["rating"] for r in rated] == [r.value for r in given.ratings]
    assert all(r["skipped"] for r in rated)
