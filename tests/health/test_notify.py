from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import NS_PER_S, SimulatedClock
from mirrorbox.errors import Fault, FaultKind
from mirrorbox.health.notify import LONGEST_TRY_NS, Notifier, Vigil, feeding_ns
from tests.health.systemd import Systemd

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MISSING = Fault(FaultKind.CAMERA_MISSING, "There is no camera.")
BLIND_S = 900


@pytest.fixture(params=["path", "abstract"])
def systemd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Systemd]:
    abstract = f"@mirrorbox-test-{secrets.token_hex(8)}"
    end = Systemd(abstract if request.param == "abstract" else f"{tmp_path}/notify")
    yield end
    end.close()


class Unit:
    """A loop that flips ten times a second."""

    def __init__(self, systemd: Systemd, feed_ns: int | None = NS_PER_S) -> None:
        self.clock = SimulatedClock()
        self.notifier = Notifier.of({"NOTIFY_SOCKET": systemd.address})
        self.vigil = Vigil(
            self.notifier,
            clock=self.clock,
            feed_ns=feed_ns,
            blind_ns=BLIND_S * NS_PER_S,
        )
        self.tries = 0
        self._systemd = systemd

    def flip(
        self,
        seconds: float,
        *,
        new_frame: bool = False,
        fault: Fault | None = None,
        retry: bool = False,
    ) -> list[str]:
        """Flip for a while; what was heard, the status lines left out."""
        heard = []
        for i in range(round(seconds * 10)):
            self.clock.advance(0.1)
            self.tries += retry and i % 80 == 0
            self.vigil.flipped(
                new_frame=new_frame, fault=fault, tries=self.tries, doing="ready"
            )
            heard += self._systemd.heard()
        return [line for line in heard if not line.startswith("STATUS=")]


@pytest.fixture
def unit(systemd: Systemd) -> Iterator[Unit]:
    unit = Unit(systemd)
    yield unit
    unit.notifier.close()


def test_ready_comes_with_the_first_frame_and_once(unit: Unit) -> None:
    assert unit.flip(5) == []
    assert unit.flip(0.1, new_frame=True) == ["READY=1", "WATCHDOG=1"]
    assert "READY=1" not in unit.flip(5, new_frame=True)


def test_the_watchdog_is_fed_once_a_second_however_many_frames(unit: Unit) -> None:
    unit.flip(0.1, new_frame=True)
    assert unit.flip(10, new_frame=True) == ["WATCHDOG=1"] * 10


def test_a_short_watchdog_is_fed_more_often(systemd: Systemd) -> None:
    unit = Unit(systemd, feed_ns=NS_PER_S // 5)
    unit.flip(0.1, new_frame=True)
    assert unit.flip(2, new_frame=True) == ["WATCHDOG=1"] * 10
    unit.notifier.close()


def test_a_frozen_picture_feeds_nothing(unit: Unit) -> None:
    unit.flip(5, new_frame=True)
    assert unit.flip(60) == []
    assert not unit.vigil.overdue


def test_a_camera_that_is_missing_and_tried_again_is_no_hang(unit: Unit) -> None:
    unit.flip(0.1, new_frame=True)
    heard = unit.flip(BLIND_S - 1, fault=MISSING, retry=True)
    assert set(heard) == {"WATCHDOG=1"}
    assert len(heard) >= BLIND_S - 5
    assert not unit.vigil.overdue


def test_but_not_for_ever(unit: Unit) -> None:
    unit.flip(0.1, new_frame=True)
    unit.flip(BLIND_S, fault=MISSING, retry=True)
    assert unit.vigil.overdue
    assert unit.flip(20, fault=MISSING, retry=True) == []


def test_a_frame_in_between_gives_the_whole_time_again(unit: Unit) -> None:
    for _ in range(2):
        unit.flip(1, new_frame=True)
        unit.flip(BLIND_S - 1, fault=MISSING, retry=True)
    assert not unit.vigil.overdue


def test_a_driver_that_never_comes_back_from_a_try_is_a_hang(unit: Unit) -> None:
    unit.flip(0.1, new_frame=True)
    unit.flip(60, fault=MISSING, retry=True)
    unit.flip(LONGEST_TRY_NS / NS_PER_S, fault=MISSING)
    assert unit.flip(30, fault=MISSING) == []
    assert not unit.vigil.overdue


def test_before_the_first_frame_a_known_fault_asks_for_time(unit: Unit) -> None:
    heard = unit.flip(30, fault=MISSING, retry=True)
    assert set(heard) == {"EXTEND_TIMEOUT_USEC=20000000"}
    assert len(heard) in {29, 30}
    assert unit.flip(0.1, new_frame=True)[0] == "READY=1"


def test_before_the_first_frame_a_driver_that_hangs_asks_for_nothing(
    unit: Unit,
) -> None:
    assert unit.flip(60) == []


def test_without_a_watchdog_it_is_ready_and_no_more(systemd: Systemd) -> None:
    unit = Unit(systemd, feed_ns=None)
    assert unit.flip(10, new_frame=True) == ["READY=1"]
    unit.notifier.close()


def test_the_status_tells_what_goes_on_once_each(unit: Unit, systemd: Systemd) -> None:
    vigil = unit.vigil
    for fault in (None, None, MISSING, MISSING):
        vigil.flipped(new_frame=False, fault=fault, tries=1, doing="move")
    vigil.stopping()
    assert [line for line in systemd.heard() if "=" in line and "EXT" not in line] == [
        "STATUS=starting",
        "STATUS=No picture: There is no camera.",
        "STOPPING=1",
        "STATUS=Stopping",
    ]


def test_a_full_queue_holds_nobody_up_and_ready_is_said_again(
    unit: Unit, systemd: Systemd
) -> None:
    while unit.notifier.say("X=1"):
        pass
    vigil = unit.vigil
    vigil.flipped(new_frame=True, fault=None, tries=0, doing="ready")
    systemd.heard()
    assert unit.flip(0.1, new_frame=True)[0] == "READY=1"


@pytest.mark.parametrize("address", ["", "/nowhere/notify", "@mirrorbox-nobody"])
def test_nobody_to_tell_is_no_error(address: str) -> None:
    notifier = Notifier(address)
    assert notifier.say("READY=1")
    notifier.close()
    notifier.close()


def test_the_watchdog_s_time_is_the_service_s() -> None:
    us, pid = "WATCHDOG_USEC", "WATCHDOG_PID"
    assert feeding_ns({}) is None
    assert feeding_ns({us: "10000000"}) == NS_PER_S
    assert feeding_ns({us: "600000"}) == NS_PER_S // 5
    assert feeding_ns({us: "600000", pid: str(os.getpid())}) == NS_PER_S // 5
    assert feeding_ns({us: "600000", pid: "1"}) is None
    assert feeding_ns({us: "soon"}) is None
    assert feeding_ns({us: "0"}) is None
