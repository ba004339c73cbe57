"""The appliance as a service: what systemd hears of it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from mirrorbox import parts
from mirrorbox.camera import SyntheticCamera, ThreadedFeed
from mirrorbox.clock import SimulatedClock
from mirrorbox.prescription import StopRules
from mirrorbox.voice import SilentSpeaker
from mirrorbox.words import Rating, Unpleasant
from tests.health.systemd import Systemd
from tests.rig import Visit, plain
from tests.voice.engines import RecordingSpeaker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mirrorbox.appliance import Appliance
    from mirrorbox.camera import Camera, Frame

PLUGGED_OUT = "2 UNPLUG\n"


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Systemd]:
    end = Systemd(f"{tmp_path}/notify")
    monkeypatch.setenv("NOTIFY_SOCKET", end.address)
    monkeypatch.setenv("WATCHDOG_USEC", "10000000")
    yield end
    end.close()


def turned(appliance: Appliance, visit: Visit, seconds: float) -> None:
    until_ns = visit.clock.boot_ns() + round(seconds * 1e9)
    while visit.clock.boot_ns() < until_ns:
        appliance.turn()


def heard_of(appliance: Appliance, systemd: Systemd) -> list[str]:
    """Run, and listen after every turn: the kernel queues ten messages and no more."""
    heard: list[str] = []
    turn = appliance.turn

    def listening() -> None:
        turn()
        heard.extend(systemd.heard())

    appliance.turn = listening  # type: ignore[method-assign]
    appliance.run()
    return heard + systemd.heard()


def alive(heard: list[str]) -> list[str]:
    return [line for line in heard if not line.startswith("STATUS=")]


def test_a_service_from_start_to_stop(tmp_path: Path, systemd: Systemd) -> None:
    heard = heard_of(Visit(tmp_path, "2 START\n10 QUIT").build(), systemd)

    assert alive(heard) == ["READY=1", *["WATCHDOG=1"] * 10, "STOPPING=1"]
    statuses = [line for line in heard if line.startswith("STATUS=")]
    assert statuses == [
        "STATUS=starting", "STATUS=ready", "STATUS=countdown", "STATUS=move",
        "STATUS=Stopping",
    ]  # fmt: skip


def test_ready_is_said_after_the_flip_that_showed_the_mirror(
    tmp_path: Path, systemd: Systemd, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = Visit(tmp_path, "9 QUIT")
    appliance = visit.build()
    appliance.start()
    show = appliance.screen.show
    flips: list[tuple[str, bool, bool]] = []

    def watched(page: Any, canvas: Any, scale: float) -> Any:
        flips.append((page.name, canvas is not None, "READY=1" in systemd.heard()))
        return show(page, canvas, scale)

    monkeypatch.setattr(appliance.screen, "show", watched)
    for _ in range(3):
        appliance.turn()
    monkeypatch.undo()
    appliance.close()

    assert flips == [
        ("starting", False, False),  # the first frame came, and nobody saw it
        ("ready", True, False),
        ("ready", True, True),
    ]


def test_the_sound_device_is_opened_after_the_first_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    def speaker(*_: Any) -> SilentSpeaker:
        order.append("sound")
        return SilentSpeaker()

    monkeypatch.setattr(parts, "speaker_of", speaker)
    appliance = Visit(tmp_path, "9 QUIT").build()
    appliance.start()
    show = appliance.screen.show

    def watched(page: Any, canvas: Any, scale: float) -> Any:
        order.append(page.name)
        return show(page, canvas, scale)

    monkeypatch.setattr(appliance.screen, "show", watched)
    for _ in range(3):
        appliance.turn()
    appliance.close()

    assert order == ["starting", "ready", "sound", "ready"]


def test_without_a_camera_there_is_sound_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaker = RecordingSpeaker()
    monkeypatch.setattr(parts, "speaker_of", lambda *_: speaker)
    Visit(tmp_path, "0 UNPLUG\n3 QUIT").run()

    assert "fault.camera_cable" in speaker.heard


@pytest.mark.parametrize("second", ["limit", "locked"])
def test_a_unit_whose_page_hides_the_mirror_is_ready_too(
    tmp_path: Path, systemd: Systemd, second: str
) -> None:
    rules = StopRules(
        pain_rise=0, pain_rise_sessions=2, adverse_effect=(Unpleasant.DIZZY,)
    )
    given = plain(per_day=1)
    script = "1 START\n70 QUIT"
    if second == "locked":
        given = plain(ratings=(Rating.UNPLEASANT,), stop_rules=rules)
        script = "1 START\n70 START\n71 START\n72 LOG\n90 QUIT"
    Visit(tmp_path, script, prescription=given).run()
    systemd.heard()
    visit = Visit(tmp_path, "5 QUIT", shots=True, prescription=given)
    visit.clock = SimulatedClock(boot_id="next", unix_ns=0)
    visit.run()

    assert visit.pages[-1] == second
    assert alive(systemd.heard())[:2] == ["READY=1", "WATCHDOG=1"]


def test_a_cable_pulled_out_is_no_hang_until_it_lasts_too_long(
    tmp_path: Path, systemd: Systemd
) -> None:
    visit = Visit(tmp_path, PLUGGED_OUT, {"unit": {"blind_limit_s": 60.0}})
    appliance = visit.build()
    heard = alive(heard_of(appliance, systemd))

    assert 61 <= visit.clock.boot_ns() / 1e9 <= 64
    assert appliance.blind is not None
    assert heard.count("WATCHDOG=1") >= 57
    assert heard[-1] == "STOPPING=1"


def test_a_unit_without_a_camera_asks_for_time_then_leaves(
    tmp_path: Path, systemd: Systemd
) -> None:
    visit = Visit(tmp_path, "0 UNPLUG", {"unit": {"blind_limit_s": 60.0}}, shots=True)
    appliance = visit.build()
    heard = alive(heard_of(appliance, systemd))

    assert appliance.blind is not None
    assert visit.pages == ["fault"]
    assert set(heard) == {
        "EXTEND_TIMEOUT_USEC=20000000",
        "STOPPING=1",
    }


class Hanging:
    """A camera whose driver stops coming back once it is told so."""

    told = threading.Event()
    hangs = threading.Event()
    freed = threading.Event()

    def __init__(self, camera: Camera) -> None:
        self._camera = camera

    def __getattr__(self, name: str) -> Any:
        return getattr(self._camera, name)

    def frame(self, timeout_s: float) -> Frame:
        if self.told.is_set():
            self.hangs.set()
            self.freed.wait()
        return self._camera.frame(timeout_s)


def test_a_driver_that_never_returns_feeds_nothing(
    tmp_path: Path, systemd: Systemd, monkeypatch: pytest.MonkeyPatch
) -> None:
    for event in (Hanging.told, Hanging.hangs, Hanging.freed):
        event.clear()

    def feed(_: Any, clock: SimulatedClock, __: Any) -> ThreadedFeed:
        opener: Callable[[], Any] = lambda: Hanging(  # noqa: E731
            SyntheticCamera(clock=clock, width=160, height=120, fps=10)
        )
        return ThreadedFeed(opener, clock=clock, stall_s=1.5)

    monkeypatch.setattr(parts, "feed_of", feed)
    visit = Visit(tmp_path, "")
    appliance = visit.build()
    appliance.start()
    while "READY=1" not in systemd.heard():
        appliance.turn()
    Hanging.told.set()
    while not Hanging.hangs.is_set():
        appliance.turn()
    turned(appliance, visit, 1)  # with what came before it hung
    systemd.heard()

    turned(appliance, visit, 30)

    assert alive(systemd.heard()) == []
    Hanging.freed.set()
    appliance.close()
