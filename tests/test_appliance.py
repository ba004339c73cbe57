"""Whole visits: a treatment, its dose and its record, by three buttons."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from mirrorbox.clock import NS_PER_S, SimulatedClock
from mirrorbox.exercises import library as exercises
from mirrorbox.exercises import programmes
from mirrorbox.prescription import Library, StopRules, make
from mirrorbox.session import Phase, Press
from mirrorbox.words import Button, Rating, Unpleasant, View
from tests.rig import Visit, page, plain, started, turn_until

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.screen import Page


def test_a_visit_from_start_to_summary(tmp_path: Path) -> None:
    script = "2 START\n10 LOG\n12 START\n20 PAUSE\n25 START\n35 PAUSE for 2.5\n45 QUIT"
    visit = Visit(tmp_path, script, shots=True)

    assert visit.run() == 0

    assert visit.kinds == [
        "started", "running", "moment", "rescue", "resumed", "running", "paused",
        "resumed", "running", "paused", "ended",
    ]  # fmt: skip
    assert visit.pages == [
        "starting", "ready", "countdown", "mirror", "rescue", "countdown", "mirror",
        "paused", "countdown", "mirror", "paused", "ended", "summary",
    ]  # fmt: skip
    (session,) = visit.sessions
    assert session.reason == "stopped"
    assert session.moments == 1
    assert session.moved_s == pytest.approx(5 + 5 + 7, abs=0.5)


def test_a_whole_treatment_by_three_buttons(tmp_path: Path) -> None:
    library = Library(exercises(), programmes())
    given = make("stroke_arm", {"affected_side": "left"}, library=library)
    doses = tuple(replace(dose, seconds=20) for dose in given.exercises)
    short = replace(given, look_first_s=20, session_min=2.0, rest_s=5, exercises=doses)
    script = """
        2 START
        3 START
        4 START
        5 LOG
        100 LOG
        104 LOG
        105 START
        106 LOG
        108 START
        260 LOG
        261 START
        262 LOG
        264 START
        265 LOG
        280 START
        300 QUIT
    """
    visit = Visit(tmp_path, script, shots=True, prescription=short)
    visit.run()

    kinds = visit.kinds
    assert kinds[:4] == ["started", "rated", "looking", "looked"]
    assert kinds[-4:] == ["ended", "rated", "rated", "rated"]
    rated = [e.data for e in visit.entries() if e.kind == "rated"]
    assert [(r["rating"], r.get("answer")) for r in rated] == [
        ("pain_before", 1),
        ("pain_now", 0),
        ("pain_after", None),
        ("illusion", 0),
        ("unpleasant", "none"),
    ]
    ran_under = visit.sessions[0].settings["prescription"]
    assert ran_under["preset"] == "stroke_arm"
    assert {"ask", "look", "exercise", "rest", "rescue", "summary"} <= set(visit.pages)


def test_the_dose_holds_through_a_pulled_plug(tmp_path: Path) -> None:
    once = plain(per_day=1)
    Visit(tmp_path, "1 START\n70 QUIT", prescription=once).run()
    later = Visit(
        tmp_path,
        "2 START\n10 QUIT",
        shots=True,
        prescription=once,
        clock=SimulatedClock(boot_id="next", unix_ns=0),
    )
    later.run()

    assert later.pages == ["starting", "limit"]
    assert len(later.sessions) == 1


def test_two_starts_in_one_turn_do_not_outrun_the_dose(tmp_path: Path) -> None:
    visit = Visit(tmp_path, "1 START\n70 QUIT", prescription=plain(per_day=1))
    appliance = started(visit)
    while appliance.state.phase is not Phase.SUMMARY:
        appliance.turn()

    appliance._happen(Press(Button.START))
    appliance._happen(Press(Button.START))

    state = appliance.state
    appliance.close()
    assert (state.phase.value, bool(state.refused)) == ("ready", True)


def test_something_unpleasant_locks_until_the_pin(tmp_path: Path) -> None:
    rules = StopRules(
        pain_rise=0, pain_rise_sessions=2, adverse_effect=(Unpleasant.DIZZY,)
    )
    given = plain(ratings=(Rating.UNPLEASANT,), stop_rules=rules)
    clinic = {"clinic": {"phone": "030 1234", "pin": "1231"}}
    Visit(
        tmp_path,
        "1 START\n70 START\n71 START\n72 LOG\n80 QUIT",
        clinic,
        prescription=given,
    ).run()
    grip = "2 START for 6\n2 LOG for 6\n"
    wrong, right = (
        "10 LOG\n11 LOG\n12 LOG\n13 LOG\n",
        "15 START\n16 PAUSE\n17 LOG\n18 START\n",
    )
    visit = Visit(
        tmp_path,
        grip + wrong + right + "25 QUIT",
        clinic,
        shots=True,
        prescription=given,
        clock=SimulatedClock(boot_id="next"),
    )
    visit.run()

    assert visit.pages == ["locked", "pin", "ready"]
    units = [e.kind for e in visit.entries(None)]
    assert "pin_failed" in units
    assert "unlocked" in units


def test_a_session_ends_at_its_dose(tmp_path: Path) -> None:
    visit = Visit(tmp_path, "1 START\n80 QUIT")
    visit.run()

    (session,) = visit.sessions
    assert session.reason == "dose"
    assert session.moved_s == pytest.approx(60, abs=0.2)
    assert sum(e.kind == "heartbeat" for e in visit.entries()) == 6


def test_the_record_says_what_was_measured(tmp_path: Path) -> None:
    visit = Visit(tmp_path, "1 START\n80 QUIT")
    visit.run()

    timing = visit.entries()[-1].data["timing"]
    assert timing["interval"]["p50_ms"] == pytest.approx(100, abs=1)
    assert timing["sensor_to_flip"]["count"] > 500
    assert (timing["missed"], timing["dropped"]) == (0, 0)
    assert visit.sessions[0].settings["camera"]["size"] == "160×120"


def test_the_movement_is_recorded_as_numbers(tmp_path: Path) -> None:
    given = plain(view=View.BOTH)
    film = {"camera": {"width": 640, "height": 360, "fps": 30}}
    visit = Visit(tmp_path, "1 START\n80 QUIT", film, prescription=given)
    visit.run()

    movement = visit.entries()[-1].data["movement"]
    assert 20 < movement["seconds_moving"] <= movement["seconds_watched"] <= 61
    assert movement["repetitions"] > 5


def test_a_long_pause_ends_the_session(tmp_path: Path) -> None:
    overrides = {"session": {"pause_limit_s": 20}}
    visit = Visit(tmp_path, "1 START\n8 PAUSE\n40 QUIT", overrides)
    visit.run()

    assert visit.sessions[0].reason == "pause_limit"


def test_quitting_closes_the_session(tmp_path: Path) -> None:
    visit = Visit(tmp_path, "1 START\n8 QUIT")
    visit.run()

    assert visit.sessions[0].reason == "shut_down"


def test_the_pause_shows_no_picture_from_the_very_next_flip(tmp_path: Path) -> None:
    visit = Visit(tmp_path, "1 START\n10 PAUSE")
    appliance = started(visit)
    shown: list[tuple[str, bool]] = []
    show = appliance.screen.show

    def watch(page: Page, canvas: Any, scale: float) -> Any:
        shown.append((page.name, canvas is not None))
        return show(page, canvas, scale)

    appliance.screen.show = watch  # type: ignore[method-assign]
    turn_until(appliance, visit, 15)
    appliance.close()

    names = [name for name, _ in shown]
    paused = names.index("paused")
    assert set(shown[paused:]) == {("paused", False)}
    assert shown[paused - 1] == ("mirror", True)


@pytest.mark.parametrize("before", ["5 LOG", "5 PAUSE\n6 LOG", "2 LOG"])
def test_holding_pause_ends_within_a_second_of_its_two(
    tmp_path: Path, before: str
) -> None:
    visit = Visit(tmp_path, f"1 START\n{before}\n10 PAUSE for 3")
    appliance = started(visit)
    start_s = visit.clock.boot_ns() / NS_PER_S
    turn_until(appliance, visit, start_s + 13)

    assert page(appliance).name == "ended"
    appliance.close()


def test_lamps_are_lit_exactly_where_a_press_does_something(tmp_path: Path) -> None:
    visit = Visit(tmp_path, "1 START\n10 PAUSE")
    appliance = started(visit)
    lit: list[frozenset[Button]] = []
    appliance.panel.light = lit.append  # type: ignore[method-assign, assignment]

    turn_until(appliance, visit, 15)

    seen = list(dict.fromkeys(lit))
    appliance.close()
    assert seen == [
        frozenset(),  # no picture yet
        {Button.START},
        {Button.PAUSE},
        {Button.PAUSE, Button.LOG},
        {Button.START, Button.PAUSE, Button.LOG},
    ]
