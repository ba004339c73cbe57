"""Stages by week with a whole appliance, with a clock and without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.cli import main
from mirrorbox.clock import NS_PER_S
from mirrorbox.session import Phase
from tests.left_or_right import (
    WEEK_S,
    Dateless,
    answers,
    clock_on,
    planned,
    practised,
    prescribe,
    sessions,
)
from tests.rig import Visit

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_plan_goes_on_by_weeks_from_the_first_session(tmp_path: Path) -> None:
    prescribe(tmp_path, planned(), clock_on(0))

    found = [practised(tmp_path, clock_on(day)) for day in (20, 33.9, 34.1, 47, 48.1)]

    assert [stage for stage, _ in found] == [1, 1, 2, 2, 3]
    assert found[2][1] == {"place": 1, "week": 3, "exact": True}
    kinds = [session.training != {} for session in sessions(tmp_path)]
    assert kinds == [True, True, False, False, False]


def test_without_a_date_a_stage_comes_late_and_never_early(tmp_path: Path) -> None:
    prescribe(tmp_path, planned(), clock_on(0, Dateless))

    for day in (1, 30, 60):
        clock = clock_on(day, Dateless)
        clock.advance(2 * 3600)  # so much powered time, so that the dose allows it
        stage, plan = practised(tmp_path, clock)
        assert stage == 1
        assert plan["exact"] is (day == 1)


def test_a_clock_that_jumps_ahead_skips_no_stage(tmp_path: Path) -> None:
    prescribe(tmp_path, planned(), clock_on(0))

    found = [practised(tmp_path, clock_on(day))[0] for day in (1, 2000, 2001)]

    assert found == [1, 2, 3]


def test_a_stage_that_was_reached_stays_when_the_date_is_lost(tmp_path: Path) -> None:
    prescribe(tmp_path, planned(), clock_on(0))
    assert [practised(tmp_path, clock_on(day))[0] for day in (1, 16)] == [1, 2]

    lost = clock_on(17, Dateless)
    lost.advance(2 * 3600)
    stage, plan = practised(tmp_path, lost)

    assert (stage, plan["week"], plan["exact"]) == (2, 1, False)


def test_a_unit_that_is_never_unplugged_goes_on_too(tmp_path: Path) -> None:
    """Here no date is needed: the boot-time clock knows."""
    clock = clock_on(0, Dateless)
    prescribe(tmp_path, planned(), clock)
    script = f"2 START\n{answers(7, 2)}30 PAUSE for 2.5\n{2 * WEEK_S + 200} START"
    visit = Visit(tmp_path, script, prescription=None, clock=clock)
    appliance = visit.build()
    appliance.start()
    while clock.boot_ns() < 120 * NS_PER_S:
        appliance.turn()
    assert appliance.state.phase is Phase.READY
    clock.advance(2 * WEEK_S)
    while not appliance.state.phase.in_session:
        appliance.turn()
    appliance.close()

    assert sessions(tmp_path)[-1].settings["prescription"]["stage"] == 2
    due = [e.data for e in visit.entries(None) if e.kind == "stage_due"]
    assert [(one["stage"], one["week"], one["exact"]) for one in due] == [
        (1, 1, True), (2, 3, True),
    ]  # fmt: skip


def test_the_therapist_is_told_where_the_plan_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prescribe(tmp_path, planned(), clock_on(0, Dateless))
    practised(tmp_path, clock_on(1, Dateless))

    assert main(["prescribe", "--history", "--journal", str(tmp_path / "journal")]) == 0

    said = capsys.readouterr().out
    assert "stages 1, 2, 3 by week" in said
    assert "Now: stage 1 of 3, week 1 since the first session." in said
    assert "No clock vouches for the date" in said
