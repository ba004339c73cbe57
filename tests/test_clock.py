from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import (
    NS_PER_S,
    ClockQuality,
    SimulatedClock,
    SystemClock,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_simulated_time_passes_only_by_sleeping() -> None:
    clock = SimulatedClock(start_ns=5)
    assert (clock.monotonic_ns(), clock.boot_ns()) == (5, 5)

    clock.sleep_until(3)
    assert clock.boot_ns() == 5
    clock.sleep_until(9)
    clock.advance(2)
    assert clock.boot_ns() == 9 + 2 * NS_PER_S


def test_a_wall_time_says_who_vouches_for_it(tmp_path: Path) -> None:
    clock = SystemClock(tmp_path)
    assert clock.wall().quality is ClockQuality.UNKNOWN

    (tmp_path / "run/systemd/timesync").mkdir(parents=True)
    (tmp_path / "run/systemd/timesync/synchronized").touch()
    assert clock.wall().quality is ClockQuality.NTP
    assert SimulatedClock().wall().quality is ClockQuality.SIMULATED


def test_the_boot_id_is_the_kernel_s(tmp_path: Path) -> None:
    path = tmp_path / "proc/sys/kernel/random"
    path.mkdir(parents=True)
    (path / "boot_id").write_text("b007\n", encoding="ascii")

    assert SystemClock(tmp_path).boot_id == "b007"


def test_without_a_kernel_s_each_start_is_a_boot(tmp_path: Path) -> None:
    assert SystemClock(tmp_path).boot_id != SystemClock(tmp_path).boot_id


def test_the_machine_s_clocks_go_forward() -> None:
    clock = SystemClock()
    before = clock.monotonic_ns()

    clock.sleep_until(before + 1_000_000)

    assert clock.monotonic_ns() >= before + 1_000_000
    assert clock.boot_ns() >= before


@pytest.mark.parametrize(
    ("behind_s", "quality"),
    [(0, ClockQuality.RTC), (2, ClockQuality.RTC), (3600, ClockQuality.UNKNOWN)],
)
def test_a_battery_backed_clock_vouches_only_for_a_date_it_gave(
    tmp_path: Path, behind_s: int, quality: ClockQuality
) -> None:
    path = tmp_path / "sys/class/rtc/rtc0"
    path.mkdir(parents=True)
    told_s = int(time.time()) - behind_s
    (path / "since_epoch").write_text(f"{told_s}\n", encoding="ascii")

    assert SystemClock(tmp_path).wall().quality is quality


def test_a_clock_without_its_battery_counts_from_1970(tmp_path: Path) -> None:
    path = tmp_path / "sys/class/rtc/rtc0"
    path.mkdir(parents=True)
    (path / "since_epoch").write_text("17\n", encoding="ascii")

    assert SystemClock(tmp_path).wall().quality is ClockQuality.UNKNOWN
