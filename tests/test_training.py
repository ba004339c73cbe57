"""Left or right? Pictures judged with a whole appliance."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from mirrorbox.clock import NS_PER_S, SimulatedClock
from mirrorbox.journal import Reader, report
from mirrorbox.journal.training import worked_out
from mirrorbox.prescribing import packaged_library
from mirrorbox.prescription import make
from mirrorbox.session import Phase
from mirrorbox.words import Limb
from tests.left_or_right import NOWHERE, answers, cards, pictures
from tests.rig import Visit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def test_pictures_from_start_to_summary_without_a_camera(tmp_path: Path) -> None:
    script = f"2 START\n{answers(7, 10)}50 QUIT"
    visit = Visit(tmp_path, script, NOWHERE, shots=True, prescription=pictures())

    assert visit.run() == 0

    assert visit.pages == [
        "ready", "countdown", *["card", "gap"] * 10, "ended", "summary",
    ]  # fmt: skip
    assert visit.kinds == ["started", *["card"] * 10, "ended"]
    (session,) = visit.sessions
    assert session.reason == "dose"
    assert session.moved_s == 0
    assert session.training["answered"] == 10
    told = cards(visit)
    assert [card["answer"] for card in told] == ["left", "right"] * 5
    assert all(card["correct"] is (card["answer"] == card["side"]) for card in told)
    # Counted down from 2 s to 5 s by the turn; later cards come a second after.
    assert [card["reaction_ms"] for card in told[1:]] == pytest.approx(
        [2000] * 9, abs=350
    )


@pytest.mark.parametrize("limb", [Limb.FOOT, Limb.LEG])
def test_feet_are_shown_to_those_who_train_a_foot(tmp_path: Path, limb: Limb) -> None:
    visit = Visit(
        tmp_path, f"2 START\n{answers(7, 10)}50 QUIT", prescription=pictures(limb=limb)
    )
    visit.run()

    assert {"toes_straight", "foot_pointed"} & {
        card["posture"] for card in cards(visit)
    }


def test_a_pulled_camera_stops_no_picture(tmp_path: Path) -> None:
    script = f"2 START\n6 UNPLUG\n{answers(7, 10)}20 PLUG\n30 UNPLUG\n50 QUIT"
    visit = Visit(tmp_path, script, shots=True, prescription=pictures())
    visit.run()

    assert visit.sessions[0].training["answered"] == 10
    assert not {"fault", "paused", "starting"} & set(visit.pages)


def test_pause_held_is_calm_within_a_second_and_no_answer(tmp_path: Path) -> None:
    script = "2 START\n7 START\n10 PAUSE for 3\n30 QUIT"
    visit = Visit(tmp_path, script, prescription=pictures())
    appliance = visit.build()
    appliance.start()
    start_ns = visit.clock.boot_ns()
    while visit.clock.boot_ns() < start_ns + 13 * NS_PER_S:
        appliance.turn()
    assert appliance.page is not None
    assert appliance.page.name == "ended"
    appliance.close()

    assert visit.kinds == ["started", "card", "card", "card_taken_back", "ended"]
    (session,) = visit.sessions
    assert session.reason == "stopped"
    assert session.training["answered"] == 1


def test_a_hold_on_the_last_picture_is_taken_back_after_the_end(tmp_path: Path) -> None:
    script = f"2 START\n{answers(7, 9)}35 PAUSE for 3\n60 QUIT"
    visit = Visit(tmp_path, script, prescription=pictures())
    visit.run()

    assert visit.kinds[-2:] == ["ended", "card_taken_back"]
    assert visit.sessions[0].training["answered"] == 9


def test_each_answer_outlives_a_power_cut(tmp_path: Path) -> None:
    visit = Visit(tmp_path, f"2 START\n{answers(7, 4)}60 QUIT", prescription=pictures())
    appliance = visit.build()
    appliance.start()
    while len([1 for _ in appliance.state.pack.judged]) < 4:
        appliance.turn()
    appliance._book.close()  # the power goes: nobody ends the session

    later = Visit(
        tmp_path,
        "5 QUIT",
        prescription=pictures(per_day=1),
        clock=SimulatedClock(boot_id="next", unix_ns=visit.clock.wall().unix_ns),
    )
    later.run()

    assert later.sessions[0].reason == "interrupted"
    told = cards(later)
    assert [card["number"] for card in told] == [1, 2, 3, 4]
    right = sum(card["correct"] for card in told)
    assert f"interrupted; {right} correct of 4 answers to 10 pictures, median" in (
        report.table(later.sessions)
    )
    assert later.sessions[0].training["accuracy_percent"] == round(100 * right / 4)
    with Reader(tmp_path / "journal") as reader:
        row = report.csv(reader.sessions()).splitlines()[1]
    assert f"interrupted,10,4,{right},{round(100 * right / 4)}," in row


@pytest.mark.parametrize(
    "script",
    [
        f"2 START\n{answers(7, 10)}50 QUIT",
        "2 START\n7 START\n10 PAUSE for 3\n30 QUIT",  # one is taken back
        "2 START\n7 START\n10 LOG\n14 START\n20 PAUSE\n60 QUIT",  # skipped, missed
    ],
)
def test_entries_come_to_what_the_end_says(tmp_path: Path, script: str) -> None:
    """So that a session without an end is told of as one with it would be."""
    visit = Visit(tmp_path, script, prescription=pictures())
    visit.run()

    (session,) = visit.sessions
    with closing(sqlite3.connect(tmp_path / "journal/journal.db")) as connection:
        told = worked_out(connection, session.number, session.settings)
    assert counts(told) == counts(session.training)
    assert times(told) == pytest.approx(times(session.training), abs=1)  # rounded


def parts(told: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {"all": told, "left": told["left"], "right": told["right"]}


def counts(told: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        part: {name: n for name, n in one.items() if isinstance(n, int | None)}
        | {"median_reaction_ms": None}
        for part, one in parts(told).items()
    }


def times(told: Mapping[str, Any]) -> dict[str, float]:
    found = {part: one["median_reaction_ms"] for part, one in parts(told).items()}
    return {part: ms for part, ms in found.items() if ms is not None}


def test_the_dose_and_the_week_count_pictures(tmp_path: Path) -> None:
    once = pictures(per_day=1)
    visit = Visit(
        tmp_path, f"2 START\n{answers(7, 10)}50 START\n60 QUIT", prescription=once,
        shots=True,
    )  # fmt: skip
    appliance = visit.build()
    appliance.start()
    while appliance.state.phase is not Phase.SUMMARY:
        appliance.turn()
    assert appliance.page is not None
    appliance.turn()
    rows = {row.text: dict(row.numbers) for row in appliance.page.rows}
    assert rows["Sessions this week: {done} of {total}"] == {"done": 1, "total": 7}
    while visit.clock.boot_ns() < 58 * NS_PER_S:
        appliance.turn()
    assert appliance.page.name == "limit"
    appliance.close()

    later = Visit(
        tmp_path, "2 START\n9 QUIT", prescription=once,
        clock=SimulatedClock(boot_id="next", unix_ns=visit.clock.wall().unix_ns),
    )  # fmt: skip
    later.run()
    assert len(later.sessions) == 1


def test_the_cap_ends_pictures_nobody_judges(tmp_path: Path) -> None:
    visit = Visit(tmp_path, "2 START\n200 QUIT", prescription=pictures(cap_min=2.0))
    visit.run()

    ended = visit.entries()[-1].data
    assert ended["reason"] == "cap"
    assert ended["exposed_s"] == pytest.approx(120, abs=0.2)
    assert ended["training"]["no_answer"] == 3


def test_imagined_movement_is_told_beside_every_exercise(tmp_path: Path) -> None:
    given = make("gmi_imagery", {"affected_side": "left"}, library=packaged_library())
    visit = Visit(tmp_path, "2 START\n4 LOG\n700 QUIT", prescription=given)
    appliance = visit.build()
    appliance.start()
    said: dict[str, tuple[str, ...]] = {}
    while appliance.state.phase is not Phase.SUMMARY:
        appliance.turn()
        page = appliance.page
        if page is not None and page.name == "exercise":
            said[page.exercise] = tuple(row.text for row in page.rows)
    appliance.close()

    assert set(said) == {dose.exercise for dose in given.exercises}
    for rows in said.values():
        assert "Do not move. Imagine the movement." in rows
    assert "looking" not in visit.kinds


def test_a_unit_without_a_camera_is_not_started_afresh_in_stage_1(
    tmp_path: Path,
) -> None:
    short = {**NOWHERE, "unit": {"blind_limit_s": 60.0}}
    script = f"100 START\n{answers(106, 10)}150 QUIT"
    visit = Visit(tmp_path, script, short, prescription=pictures())

    assert visit.run() == 0
    assert visit.sessions[0].reason == "dose"


def test_switching_off_in_the_middle_leaves_no_answer_of_the_grip(
    tmp_path: Path,
) -> None:
    """START and PAUSE together for five seconds: neither was a left nor a right."""
    script = "2 START\n7 PAUSE\n10 START for 6\n10.1 PAUSE for 6"
    visit = Visit(tmp_path, script, prescription=pictures())

    assert visit.run() == 0
    (session,) = visit.sessions
    assert session.reason == "stopped"
    assert session.training["answered"] == 1
    assert next(card["answer"] for card in cards(visit)) == "right"
    assert "power_off" in [e.kind for e in visit.entries(None)]
