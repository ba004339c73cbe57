"""A whole appliance when something is wrong: what is told, and what goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mirrorbox import parts, records
from mirrorbox.camera import SteppedFeed
from mirrorbox.clock import NS_PER_S, SimulatedClock
from mirrorbox.errors import ControlsLate, Fault, FaultKind, MirrorboxError
from mirrorbox.scribe import NoBook
from mirrorbox.session import Phase
from tests.health.machine import Machine
from tests.rig import Visit, page, started, turn_until

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.screen import Page


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


def test_a_weak_supply_is_told_recorded_and_the_mirror_goes_on(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "root")
    machine.supply(weak=True)
    visit = Visit(tmp_path, "3 START\n6 START\n20 QUIT", shots=True)
    visit.run()

    assert visit.pages[:3] == ["starting", "ready", "fault"]
    assert "mirror" in visit.pages
    (health,) = [e.data for e in visit.entries(None) if e.kind == "health"]
    assert health["supply"]["state"] == "BAD"


def test_records_that_may_not_be_kept_are_told(tmp_path: Path) -> None:
    Machine(tmp_path / "root").mounted(None)
    visit = Visit(tmp_path, "9 QUIT", {"unit": {"data_partition": True}}, shots=True)
    appliance = visit.build()
    appliance.run()

    assert appliance.page is not None
    assert appliance.page.title == "Records at risk"
