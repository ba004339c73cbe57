"""Left or right, a plan by weeks and unlocking, by a whole appliance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from mirrorbox.cli import main
from mirrorbox.clock import NS_PER_S, ClockQuality, SimulatedClock, WallTime
from mirrorbox.errors import JournalMissing
from mirrorbox.journal import Reader, Store
from mirrorbox.prescribing import packaged_library
from mirrorbox.prescription import PRESCRIBED, StopRules, make, to_dict
from mirrorbox.session import Phase
from mirrorbox.words import Limb, Rating, Unpleasant
from tests.rig import Visit

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.journal import SessionSummary
    from mirrorbox.prescription import Prescription

NOWHERE = {"camera": {"source": "film:nowhere.mp4"}}
WEEK_S = 7 * 24 * 3600


def pictures(count: int = 10, **changes: Any) -> Prescription:
    """Pictures of hands, and nothing asked."""
    settings = {"affected_side": "left", "laterality_pictures": count, "gap_min": 15}
    given = make("gmi_laterality", settings, library=packaged_library())
    rules = replace(given.stop_rules, pain_rise=0, adverse_effect=())
    return replace(given, ratings=(), stop_rules=rules, **changes)


def cards(visit: Visit, number: int = 1) -> list[dict[str, Any]]:
    return [dict(e.data) for e in visit.entries(number) if e.kind == "card"]


def answers(first_s: float, count: int, every_s: float = 3.0) -> str:
    """START and PAUSE in turn."""
    words = ("START", "PAUSE")
    return "".join(f"{first_s + every_s * i} {words[i % 2]}\n" for i in range(count))


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
    assert [card["number"] for card in cards(later)] == [1, 2, 3, 4]


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


# Stages by week


def planned() -> Prescription:
    given = make(
        "gmi_mirror",
        {"affected_side": "left", "stage_by_week": [1, 1, 2, 2, 3, 3]},
        library=packaged_library(),
    )
    rules = replace(given.stop_rules, pain_rise=0, adverse_effect=())
    plan = tuple(
        replace(one, laterality_pictures=min(2, one.laterality_pictures))
        for one in given.plan
    )
    return replace(
        given, ratings=(), stop_rules=rules, plan=plan, laterality_pictures=2,
        undated_day_h=1,
    )  # fmt: skip


def prescribe(folder: Path, given: Prescription, clock: SimulatedClock) -> None:
    store = Store.open(folder / "journal", clock)
    store.append(PRESCRIBED, to_dict(given))
    store.close()


class Dateless(SimulatedClock):
    """A unit whose wall clock nothing vouches for."""

    def wall(self) -> WallTime:
        return WallTime(super().wall().unix_ns, ClockQuality.UNKNOWN)


def clock_on(day: float, kind: type[SimulatedClock] = SimulatedClock) -> SimulatedClock:
    """A boot of its own on that day."""
    unix_ns = 1_700_000_000 * NS_PER_S + round(day * 86_400) * NS_PER_S
    return kind(boot_id=f"day {day}", unix_ns=unix_ns)


def practised(folder: Path, clock: SimulatedClock) -> tuple[int, dict[str, Any]]:
    """Visit, practise a little: under which stage, at which place of the plan."""
    script = f"2 START\n{answers(7, 2)}30 PAUSE for 2.5\n45 QUIT"
    before = len(sessions(folder))
    visit = Visit(folder, script, prescription=None, clock=clock)
    visit.run()
    assert len(visit.sessions) == before + 1
    settings = visit.sessions[-1].settings
    return settings["prescription"]["stage"], settings["plan"]


def sessions(folder: Path) -> list[SessionSummary]:
    try:
        with Reader(folder / "journal") as reader:
            return reader.sessions()
    except JournalMissing:
        return []


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


# Unlocking at the keyboard


def test_unlocking_at_the_keyboard_needs_no_pin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = StopRules(
        pain_rise=0, pain_rise_sessions=2, adverse_effect=(Unpleasant.DIZZY,)
    )
    given = replace(planned(), ratings=(Rating.UNPLEASANT,), stop_rules=rules)
    prescribe(tmp_path, given, clock_on(0))
    dizzy = f"2 START\n{answers(7, 2)}20 START\n21 START\n22 LOG\n30 QUIT"
    Visit(tmp_path, dizzy, prescription=None, clock=clock_on(1)).run()
    here = ["--journal", str(tmp_path / "journal")]

    def pages(day: float) -> list[str]:
        folder = tmp_path / "shots"
        for old in folder.glob("*.png"):
            old.unlink()
        visit = Visit(
            tmp_path, "3 QUIT", shots=True, prescription=None, clock=clock_on(day)
        )
        visit.run()
        return visit.pages

    assert pages(2) == ["locked"]
    settings = ["--set", "affected_side=left", "--set", "laterality_pictures=20"]
    assert main(["prescribe", "--preset", "gmi_laterality", *settings, *here]) == 0
    assert "stays locked: The patient named an adverse effect: dizzy." in (
        capsys.readouterr().out
    )
    assert pages(3) == ["locked"]

    assert main(["unlock", *here]) == 0
    told = capsys.readouterr().out
    assert told.startswith("The unit is unlocked. It was locked: The patient named")
    assert pages(4) == ["ready"]
    assert main(["unlock", *here]) == 0
    assert capsys.readouterr().out == "The unit is not locked.\n"
    with Reader(tmp_path / "journal") as reader:
        unlocked = [e.data for e in reader.entries(None) if e.kind == "unlocked"]
    assert unlocked == [{"by": "keyboard"}]


def test_unlocking_a_unit_without_a_record_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["unlock", "--journal", str(tmp_path)]) == 1
    assert "There is no journal" in capsys.readouterr().err


def test_unlocking_while_the_mirror_runs_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = clock_on(0)
    prescribe(tmp_path, planned(), clock)
    store = Store.open(tmp_path / "journal", clock)
    store.append("pin_failed", {"tries": 1})

    assert main(["unlock", "--journal", str(tmp_path / "journal")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    store.close()
