"""An hour in simulated time and five minutes in real time: nothing grows or leaks."""

from __future__ import annotations

import ctypes
import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mirrorbox import parts
from mirrorbox._schema import merge
from mirrorbox.build import build
from mirrorbox.camera import open_camera
from mirrorbox.clock import NS_PER_S, SimulatedClock, SystemClock
from mirrorbox.config import load
from tests.rig import plain

if TYPE_CHECKING:
    from mirrorbox.appliance import Appliance
    from mirrorbox.camera import Camera
    from mirrorbox.clock import Clock

GROWTH_BYTES = 2_000_000
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def resident_bytes() -> int:
    gc.collect()
    # What earlier tests of this process left free would be counted as it fills again.
    ctypes.CDLL(None).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES


def visits(seconds: int) -> str:
    """A session every 100 s, with a moment, a pause and an end."""
    lines = [
        f"{t + 3} START\n{t + 10} LOG\n{t + 40} PAUSE\n{t + 50} START\n"
        f"{t + 80} PAUSE for 2.5\n{t + 92} START"
        for t in range(0, seconds, 100)
    ]
    return "\n".join([*lines, f"{seconds} QUIT"])


class Soak:
    """An appliance whose cameras and memory are watched."""

    def __init__(
        self,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        *,
        clock: Clock,
        seconds: int,
        **overrides: dict[str, object],
    ) -> None:
        (folder / "script.txt").write_text(visits(seconds), encoding="utf-8")
        here: dict[str, object] = {
            "controls": {"sources": [f"script:{folder}/script.txt"]},
            "journal": {"directory": folder / "journal"},
            "session": {"countdown_s": 3},
        }
        self.cameras: list[Camera] = []

        def watched(*args: object, **more: object) -> Camera:
            self.cameras.append(open_camera(*args, **more))  # type: ignore[arg-type]
            return self.cameras[-1]

        monkeypatch.setattr(parts, "open_camera", watched)
        self.clock = clock
        self.appliance: Appliance = build(
            load(overrides=merge([here, overrides])),
            clock=clock,
            prescription=plain(session_min=10.0),
        )

    def run(self, seconds: int, warm_up: int) -> int:
        """Run so long; say by how much the memory grew after warming up."""
        start_ns = self.clock.boot_ns()
        self.appliance.start()
        self._turn_until(start_ns + warm_up * NS_PER_S)
        before = resident_bytes()
        self._turn_until(start_ns + seconds * NS_PER_S)
        growth = resident_bytes() - before
        assert self.appliance.close() == 0
        assert [camera.lent for camera in self.cameras] == [0] * len(self.cameras)
        print(f"grew by {growth / 1e6:.2f} MB")  # noqa: T201
        return growth

    def _turn_until(self, when_ns: int) -> None:
        while self.clock.boot_ns() < when_ns:
            self.appliance.turn()


@pytest.mark.slow
def test_an_hour_in_simulated_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk_film: Path
) -> None:
    soak = Soak(
        tmp_path,
        monkeypatch,
        clock=SimulatedClock(),
        seconds=3600,
        camera={"source": f"film:{desk_film}"},
        screen={"driver": "memory", "refresh_hz": 10.0},
    )

    assert soak.run(3600, warm_up=300) < GROWTH_BYTES


@pytest.mark.slow
def test_five_minutes_in_real_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soak = Soak(
        tmp_path,
        monkeypatch,
        clock=SystemClock(),
        seconds=300,
        camera={"source": "synthetic", "width": 640, "height": 480},
        screen={
            "driver": "window",
            "width_px": 640,
            "height_px": 360,
            "fullscreen": False,
        },
    )

    assert soak.run(300, warm_up=60) < GROWTH_BYTES
