"""While somebody is at the mirror, the system can see it and restarts nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mirrorbox.in_use import FREE, InUse
from mirrorbox.session import Phase
from tests.rig import Visit, plain, started, turn_until

if TYPE_CHECKING:
    from pathlib import Path


def test_the_file_is_there_from_start_to_the_last_page_after_it(tmp_path: Path) -> None:
    path = tmp_path / "in-use"
    visit = Visit(
        tmp_path,
        "2 START\n400 QUIT",
        {"unit": {"in_use": str(path)}},
        prescription=plain(),
    )
    appliance = started(visit)
    seen: dict[Phase, bool] = {}
    for second in range(1, 300):
        turn_until(appliance, visit, second)
        seen[appliance.state.phase] = path.exists()
    appliance.close()

    assert {Phase.READY, Phase.COUNTDOWN, Phase.MOVE, Phase.SUMMARY} <= set(seen)
    assert seen == {phase: phase not in FREE for phase in seen}


@pytest.mark.parametrize("phase", [p for p in Phase if p.in_session or p.asks])
def test_no_phase_of_a_session_or_its_questions_is_free(phase: Phase) -> None:
    assert phase not in FREE


def test_a_unit_that_tells_nobody_and_a_missing_folder_do_no_harm(
    tmp_path: Path,
) -> None:
    for path in (None, tmp_path / "none" / "in-use"):
        InUse(path).follow(Phase.MOVE)
        InUse(path).follow(Phase.READY)
    assert list(tmp_path.iterdir()) == []
