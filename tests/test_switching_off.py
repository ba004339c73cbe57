"""START and PAUSE held: the unit is safe to unplug, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.rig import Visit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


PLUGGED_OUT = "2 UNPLUG\n"


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        # from the mirror, START before PAUSE: the two seconds of calm come first
        ("2 START\n20 START for 6\n20.05 PAUSE for 6", "stopped"),
        # stop rules, pauses and questions know no other end than the session's
        ("2 START\n20 PAUSE\n23 START for 6\n23.1 PAUSE for 6", "stopped"),
    ],
)
def test_start_and_pause_held_switch_off(
    tmp_path: Path, script: str, reason: str
) -> None:
    request = tmp_path / "power-off"
    visit = Visit(tmp_path, script, {"unit": {"power_off": str(request)}}, shots=True)

    assert visit.run() == 0

    assert request.exists()
    assert visit.pages[-1] == "off"
    assert visit.sessions[0].reason == reason
    assert visit.entries(None)[-1].kind == "power_off"


@pytest.mark.parametrize(
    "script",
    [
        "2 START for 6\n2.2 PAUSE for 6",
        "2 PAUSE for 6\n2.2 START for 6",
        "2 PAUSE for 6\n2 START for 6",
        "2 PAUSE for 9\n5 START for 6",
    ],
)
def test_switching_off_from_the_ready_page_leaves_no_session(
    tmp_path: Path, script: str
) -> None:
    visit = Visit(tmp_path, script, shots=True)

    assert visit.run() == 0
    assert visit.pages == ["starting", "ready", "off"]
    assert visit.sessions == []


def test_a_stuck_pause_does_not_keep_start_from_beginning(tmp_path: Path) -> None:
    script = "2 PAUSE for 90\n40 START\n42 START\n60 QUIT"
    visit = Visit(tmp_path, script)
    visit.run()

    assert len(visit.sessions) == 1


def test_switching_off_ends_a_session_by_that_name(tmp_path: Path) -> None:
    """Where PAUSE is set to be held for longer than the grip."""
    overrides = {
        "unit": {"power_off": ""},
        "controls": {"hold_s": 10.0, "grip_s": 5.0},
    }
    script = "2 START\n20 START for 6\n20.05 PAUSE for 6"
    visit = Visit(tmp_path, script, overrides, shots=True)

    assert visit.run() == 0

    assert visit.sessions[0].reason == "power_off"
    assert visit.pages[-1] == "off"


def test_the_page_comes_after_the_journal_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = Visit(tmp_path, "2 START for 6\n2.05 PAUSE for 6")
    appliance = visit.build()
    order: list[str] = []
    show, close = appliance.screen.show, appliance._book.close

    def shown(page: Any, canvas: Any, scale: float) -> Any:
        order.append(page.name)
        return show(page, canvas, scale)

    def closed() -> int:
        order.append("closed")
        return close()

    monkeypatch.setattr(appliance.screen, "show", shown)
    monkeypatch.setattr(appliance._book, "close", closed)
    appliance.run()

    assert order[-3:] == ["closed", "off", "closed"]


def test_nobody_to_ask_still_says_that_it_is_safe(tmp_path: Path) -> None:
    nowhere = {"unit": {"power_off": str(tmp_path / "none" / "power-off")}}
    visit = Visit(tmp_path, "2 START for 6\n2.05 PAUSE for 6", nowhere, shots=True)

    assert visit.run() == 0
    assert visit.pages[-1] == "off"


def test_what_was_not_kept_is_said_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "journal").write_text("in the way", encoding="utf-8")
    visit = Visit(tmp_path, "2 START for 6\n2.05 PAUSE for 6")
    appliance = visit.build()
    said: list[bool] = []
    say = appliance._farewell.say

    def noted(*, kept: bool, told: Callable[[], bool]) -> None:
        said.append(kept)
        say(kept=kept, told=told)

    appliance._farewell.say = noted  # type: ignore[method-assign]
    appliance.run()

    assert said == [False]
