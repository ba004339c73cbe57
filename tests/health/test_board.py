from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mirrorbox.health import State, temperature, under_voltage

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="ascii")


@pytest.mark.parametrize(
    ("milli", "state"), [("45123", State.OK), ("80000", State.BAD), ("x", State.ABSENT)]
)
def test_temperature(tmp_path: Path, milli: str, state: State) -> None:
    write(tmp_path / "sys/class/thermal/thermal_zone0/temp", f"{milli}\n")

    assert temperature(tmp_path).state is state


@pytest.mark.parametrize(("alarm", "state"), [("0", State.OK), ("1", State.BAD)])
def test_the_supply_is_found_among_other_sensors(
    tmp_path: Path, alarm: str, state: State
) -> None:
    hwmon = tmp_path / "sys/class/hwmon"
    write(hwmon / "hwmon0/name", "cpu_thermal\n")
    (hwmon / "hwmon1").mkdir()
    write(hwmon / "hwmon2/name", "rpi_volt\n")
    write(hwmon / "hwmon2/in0_lcrit_alarm", f"{alarm}\n")

    assert under_voltage(tmp_path).state is state


def test_what_is_not_here_is_not_wrong(tmp_path: Path) -> None:
    assert temperature(tmp_path).state is State.ABSENT
    assert under_voltage(tmp_path).state is State.ABSENT
