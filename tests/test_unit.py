"""The appliance as a service: what systemd hears of it, and how it is switched off."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from mirrorbox import build as building
from mirrorbox import parts, records
from mirrorbox.camera import SyntheticCamera, ThreadedFeed
from mirrorbox.clock import SimulatedClock, SystemClock
from mirrorbox.config import load
from mirrorbox.errors import ScreenFault
from mirrorbox.health.trial import Trial
from mirrorbox.journal import Store
from mirrorbox.prescription import StopRules
from mirrorbox.screen import open_screen
from mirrorbox.voice import SilentSpeaker
from mirrorbox.words import Rating, Unpleasant
from tests.health.machine import Machine
from tests.health.systemd import Systemd
from tests.journal.test_migrations import NEWER
from tests.rig import Visit, plain
from tests.voice.engines import RecordingSpeaker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mirrorbox.appliance import Appliance
    from mirrorbox.camera import Camera, Frame
    from mirrorbox.clock import Clock

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


def test_why_it_started_is_recorded(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "root")
    for boot, bits in (("one", 0), ("two", 0x20), ("two", 0x20)):
        machine.boot_status(bits)
        Visit(tmp_path, "2 QUIT", clock=SimulatedClock(boot_id=boot)).run()

    started = [e for e in Visit(tmp_path, "").entries(None) if e.kind == "unit_started"]
    assert [e.data["why"] for e in started] == ["booted", "watchdog", "restarted"]


def test_the_first_frame_proves_a_new_version(tmp_path: Path) -> None:
    folder = tmp_path / "upgrade"
    folder.mkdir()
    Visit(tmp_path, "2 QUIT", trial=Trial.begin(folder, "2.0.0")).run()

    told = (folder / "trial.json").read_text(encoding="utf-8")
    assert '"proven": true' in told


def test_no_frame_proves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "upgrade"
    folder.mkdir()
    trial = Trial.begin(folder, "2.0.0")
    Visit(tmp_path, "0 UNPLUG\n5 QUIT", trial=trial).run()

    told = (folder / "trial.json").read_text(encoding="utf-8")
    assert '"proven": false' in told


def test_the_version_that_comes_back_reads_the_journal_from_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Visit(tmp_path, "2 START\n70 QUIT").run()
    Store.open(tmp_path / "journal", SimulatedClock(), migrations=NEWER).close()
    refused = Visit(tmp_path, "3 QUIT")
    assert refused.run() > 0

    monkeypatch.setattr(records, "went_back", lambda: True)
    visit = Visit(tmp_path, "2 START\n70 QUIT")

    assert visit.run() == 0
    assert len(visit.sessions) == 2
    assert "went_back" in {entry.kind for entry in visit.entries(None)}


class Counted:
    """A camera that says when it is opened and closed."""

    log: ClassVar[list[str]] = []

    def __init__(self, clock: Clock) -> None:
        self._camera = SyntheticCamera(clock=clock, width=160, height=120, fps=60)
        self.log.append("camera")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._camera, name)

    def close(self) -> None:
        self._camera.close()
        self.log.append("closed")


@pytest.mark.parametrize("there_is_a_screen", [True, False])
def test_the_camera_starts_while_the_screen_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, there_is_a_screen: bool
) -> None:
    Counted.log.clear()
    opened = threading.Event()

    def camera(_: Any, clock: Clock, **__: Any) -> Counted:
        opened.set()
        return Counted(clock)

    def screen(*words: Any, **more: Any) -> Any:
        assert opened.wait(10)  # long before the screen is there
        if not there_is_a_screen:
            raise ScreenFault("There is no screen.")
        return open_screen(*words, **more)

    monkeypatch.setattr(parts, "open_camera", camera)
    monkeypatch.setattr(building, "open_screen", screen)
    config = load(
        overrides={
            "camera": {"source": "synthetic"},
            "screen": {"driver": "memory", "width_px": 320, "height_px": 180},
            "controls": {"sources": ["pedal"]},
            "journal": {"directory": tmp_path / "journal"},
        }
    )
    if there_is_a_screen:
        appliance = building.build(config, clock=SystemClock(), root=tmp_path)
        appliance.start()
        appliance.close()
    else:
        with pytest.raises(ScreenFault):
            building.build(config, clock=SystemClock(), root=tmp_path)

    assert Counted.log == ["camera", "closed"]
