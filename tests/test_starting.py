"""How a unit starts: why, beside what, and whether its version stays."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from mirrorbox import build as building
from mirrorbox import parts, records
from mirrorbox.camera import SyntheticCamera
from mirrorbox.clock import SimulatedClock, SystemClock
from mirrorbox.config import load
from mirrorbox.errors import ScreenFault
from mirrorbox.health.trial import Trial
from mirrorbox.journal import Store
from mirrorbox.screen import open_screen
from tests.health.machine import Machine
from tests.journal.test_migrations import NEWER
from tests.rig import Visit

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.clock import Clock

PLUGGED_OUT = "2 UNPLUG\n"


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
