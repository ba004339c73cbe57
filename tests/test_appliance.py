from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from mirrorbox import parts, records
from mirrorbox.camera import SteppedFeed
from mirrorbox.clock import NS_PER_S, SimulatedClock
from mirrorbox.errors import ControlsLate, Fault, FaultKind, MirrorboxError
from mirrorbox.exercises import library as exercises
from mirrorbox.exercises import programmes
from mirrorbox.prescription import Library, StopRules, make
from mirrorbox.scribe import NoBook
from mirrorbox.session import Phase, Press
from mirrorbox.words import Button, Rating, Unpleasant, View
from tests.rig import Visit, plain

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.appliance import Appliance
    from mirrorbox.screen import Page


def turn_until(appliance: Appliance, visit: Visit, second: float) -> None:
    while visit.clock.boot_ns() < second * NS_PER_S:
        appliance.turn()


def started(visit: Visit) -> Appliance:
    appliance = visit.build()
    appliance.start()
    return appliance


def page(appliance: Appliance) -> Page:
    assert appliance.page is not None
    return appliance.page


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


def test_a_camera_that_vanishes_pauses_and_comes_back(tmp_path: Path) -> None:
    script = "1 START\n10 UNPLUG\n20 PLUG\n40 START\n50 PAUSE for 2.5\n60 QUIT"
    visit = Visit(tmp_path, script, shots=True)
    visit.run()

    assert visit.kinds == [
        "started", "running", "camera_lost", "camera_back", "resumed", "running",
        "paused", "ended",
    ]  # fmt: skip
    assert visit.pages[4:7] == ["fault", "paused", "countdown"]
    assert visit.sessions[0].moved_s == pytest.approx(6 + 7, abs=0.5)
    faults = [e.data["kind"] for e in visit.entries(None) if e.kind == "fault"]
    assert faults == ["camera_missing"]


def test_without_a_camera_start_does_nothing_and_the_page_says_why(
    tmp_path: Path,
) -> None:
    nowhere = {"camera": {"source": f"film:{tmp_path}/nowhere.mp4"}}
    visit = Visit(tmp_path, "3 START\n6 QUIT", nowhere, shots=True)

    assert visit.run() == 0
    assert visit.sessions == []
    assert visit.pages == ["fault"]


def test_a_stuck_button_is_told_and_recorded(tmp_path: Path) -> None:
    visit = Visit(tmp_path, "2 LOG for 40\n50 QUIT", shots=True)
    visit.run()

    assert visit.pages == ["starting", "ready", "fault", "ready"]
    stuck = [e.data for e in visit.entries(None) if e.kind == "button_stuck"]
    assert stuck == [{"button": "log"}]


def test_without_a_journal_the_mirror_runs_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("a file stands where the folder should be")
    visit = Visit(tmp_path, "2 START\n4 START\n10 QUIT", shots=True)

    assert visit.run() > 0
    assert visit.pages == ["starting", "fault", "ready", "countdown", "mirror"]


def test_a_repaired_journal_is_told_once(tmp_path: Path) -> None:
    Visit(tmp_path, "1 START\n8 QUIT").run()
    (tmp_path / "journal/journal.db").write_bytes(b"no database at all")
    visit = Visit(
        tmp_path, "2 START\n4 START\n20 PAUSE for 2.5\n40 START\n50 QUIT", shots=True
    )

    assert visit.run() == 0
    assert visit.pages == [
        "starting", "fault", "ready", "countdown", "mirror", "paused", "ended",
        "summary", "ready",
    ]  # fmt: skip
    assert "restored" in [entry.kind for entry in visit.entries(None)]


def test_a_disk_that_fills_up_is_told_after_the_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = NoBook(Fault(FaultKind.JOURNAL_FULL, "The disk is full."))
    full, book.fault = book.fault, None
    monkeypatch.setattr(records, "book_of", lambda *_: book)
    visit = Visit(tmp_path, "1 START\n70 QUIT", shots=True)
    appliance = started(visit)

    turn_until(appliance, visit, 20)
    book.fault = full
    while appliance.state.phase is not Phase.SUMMARY:
        assert page(appliance).name in {"mirror", "ended"}
        appliance.turn()
    turn_until(appliance, visit, 140)

    assert page(appliance).title == "Memory full"
    appliance.close()


def test_what_was_read_is_told_again_after_the_next_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = NoBook(Fault(FaultKind.JOURNAL_FULL, "The disk is full."))
    monkeypatch.setattr(records, "book_of", lambda *_: book)
    script = "2 START\n4 START\n75 START\n78 QUIT"
    visit = Visit(tmp_path, script, shots=True)
    visit.run()

    assert visit.pages == [
        "starting", "fault", "ready", "countdown", "mirror", "ended", "summary",
        "fault",
    ]  # fmt: skip


def test_a_copy_is_taken_though_every_session_ends_at_the_plug(tmp_path: Path) -> None:
    Visit(tmp_path, "1 START\n8 QUIT").run()
    Visit(tmp_path, "1 START\n8 QUIT", clock=SimulatedClock(boot_id="next")).run()

    assert list((tmp_path / "journal/backup").glob("*.db"))


def test_what_nobody_foresaw_is_told_and_the_session_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = Visit(tmp_path, "1 START\n60 QUIT")
    appliance = visit.build()
    shown: list[str] = []
    show = appliance.screen.show

    def failing(page: Page, canvas: Any, scale: float) -> Any:
        shown.append(page.name)
        if page.name == "mirror":
            raise ZeroDivisionError("a bug")
        return show(page, canvas, scale)

    monkeypatch.setattr(appliance.screen, "show", failing)

    with pytest.raises(MirrorboxError, match="failed inside"):
        appliance.run()

    assert [*dict.fromkeys(shown)][-2:] == ["mirror", "fault"]
    assert shown[-1] == "fault"
    assert visit.sessions[0].reason == "shut_down"
    faults = [e.data["kind"] for e in visit.entries(None) if e.kind == "fault"]
    assert faults == ["internal"]


def test_missing_buttons_are_told_and_the_mirror_is_live(tmp_path: Path) -> None:
    visit = Visit(tmp_path, "9 QUIT", shots=True)
    script = f"script:{tmp_path}/script.txt"
    visit.overrides = {"controls": {"sources": ["gpio", script]}}

    assert visit.run() == 0
    assert visit.pages == ["starting", "fault"]


def test_buttons_that_never_come_are_told_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: Any) -> None:
        raise ControlsLate("The pins are not there.")

    monkeypatch.setattr(parts, "pins_of", missing)
    visit = Visit(tmp_path, "20 QUIT", shots=True)
    script = f"script:{tmp_path}/script.txt"
    visit.overrides = {"controls": {"sources": ["gpio", script]}}

    assert visit.run() == 0
    assert visit.pages == ["starting", "ready", "fault"]


def test_a_frame_from_before_a_fault_is_not_shown(tmp_path: Path) -> None:
    """The camera's thread may leave one in the mailbox and fail before it is taken."""
    visit = Visit(tmp_path, "60 QUIT")
    appliance = started(visit)
    turn_until(appliance, visit, 3)
    feed = appliance._feed
    stale = feed.take()
    assert isinstance(feed, SteppedFeed)
    feed._pending = stale
    feed._keeper.close()
    feed._keeper.fault = Fault(FaultKind.CAMERA_MISSING, "The cable is out.")
    feed._keeper._retry_ns = 1 << 62

    for _ in range(3):
        appliance.turn()
        assert page(appliance).title == "No camera"
        assert not appliance.state.camera
    appliance.close()


def test_two_notices_are_told_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = NoBook(Fault(FaultKind.JOURNAL_FULL, "The disk is full."))
    monkeypatch.setattr(records, "book_of", lambda *_: book)
    script = f"script:{tmp_path}/script.txt"
    visit = Visit(
        tmp_path,
        "2 START\n4 START\n6 QUIT",
        {"controls": {"sources": [script, "gpio"]}},
    )
    appliance = started(visit)
    titles = []
    while visit.clock.boot_ns() < 6 * NS_PER_S:
        appliance.turn()
        titles.append(page(appliance).title)
    appliance.close()

    assert list(dict.fromkeys(titles)) == [
        "Please wait", "Memory full", "No buttons", "Press START",
    ]  # fmt: skip


def test_a_screen_that_fails_still_closes_the_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = Visit(tmp_path, "1 START\n60 QUIT")
    appliance = visit.build()
    show = appliance.screen.show

    def failing(page: Page, canvas: Any, scale: float) -> Any:
        if page.name in {"mirror", "fault"}:
            raise ZeroDivisionError("a bug")
        return show(page, canvas, scale)

    monkeypatch.setattr(appliance.screen, "show", failing)

    with pytest.raises(MirrorboxError, match="failed inside"):
        appliance.run()

    assert visit.sessions[0].reason == "shut_down"


def test_a_part_that_cannot_be_closed_keeps_nobody_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = Visit(tmp_path, "1 START\n6 QUIT")
    appliance = visit.build()

    def failing() -> None:
        raise OSError("a pin is gone")

    monkeypatch.setattr(appliance.panel, "close", failing)

    with pytest.raises(OSError, match="a pin is gone"):
        appliance.run()

    assert visit.sessions[0].reason == "shut_down"
    assert appliance._feed.take() is None
    visit.build().close()  # the journal is free again
