from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mirrorbox.errors import FaultKind
from mirrorbox.health import (
    State,
    bad,
    card,
    file_system,
    model,
    temperature,
    throttling,
    under_voltage,
    watchdog,
    why_started,
)
from tests.health.machine import Machine

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize(("degrees", "state"), [(45.1, State.OK), (80, State.BAD)])
def test_temperature(machine: Machine, degrees: float, state: State) -> None:
    machine.celsius(degrees)

    assert temperature(machine.root).state is state


def test_the_patient_is_told_of_a_hot_pi_and_not_of_a_hot_pc(machine: Machine) -> None:
    machine.celsius(95)
    assert temperature(machine.root).tells is None
    machine.model("Standard PC (Q35)")
    assert temperature(machine.root).tells is None
    machine.model()
    assert temperature(machine.root).tells is FaultKind.TOO_HOT
    assert model(machine.root) == "Raspberry Pi 5 Model B Rev 1.0"


@pytest.mark.parametrize(("weak", "state"), [(False, State.OK), (True, State.BAD)])
def test_the_supply_is_found_among_other_sensors(
    machine: Machine, *, weak: bool, state: State
) -> None:
    machine.write("sys/class/hwmon/hwmon0/name", "cpu_thermal\n")
    machine.supply(weak=weak)

    assert under_voltage(machine.root).state is state


@pytest.mark.parametrize(
    ("bits", "state", "words", "tells"),
    [
        (0, State.OK, "never slowed down", None),
        (0x50000, State.BAD, "under-voltage since the start", None),
        (0x50005, State.BAD, "under-voltage now", FaultKind.SUPPLY_WEAK),
        (0x80008, State.BAD, "too warm now", FaultKind.TOO_HOT),
        (0x4, State.BAD, "slowed down now", FaultKind.TOO_HOT),
        (0x20002, State.BAD, "processor capped", None),
        (0x40000000, State.OK, "never slowed down", None),
    ],
)
def test_every_bit_of_the_firmware_has_words(
    machine: Machine, bits: int, state: State, words: str, tells: FaultKind | None
) -> None:
    machine.throttled(bits)

    reading = throttling(machine.root)

    assert reading.state is state
    assert words in reading.sentence
    assert reading.tells is tells


def test_a_pi_5_has_its_firmware_elsewhere(machine: Machine) -> None:
    folder = "sys/devices/platform/soc@107c000000/soc@107c000000:firmware"
    machine.write(f"{folder}/get_throttled", "50005\n")

    assert throttling(machine.root).state is State.BAD


@pytest.mark.parametrize(
    ("script", "state"),
    [
        ("echo throttled=0x50005", State.BAD),
        ("echo throttled=0x0", State.OK),
        ("echo VCHI initialization failed; exit 1", State.ABSENT),
        ("echo nonsense", State.ABSENT),
    ],
)
def test_vcgencmd_is_asked_where_no_file_tells(
    machine: Machine, script: str, state: State
) -> None:
    machine.write(
        "usr/bin/vcgencmd", f'#!/bin/sh\n[ "$1" = get_throttled ]\n{script}\n'
    )
    (machine.root / "usr/bin/vcgencmd").chmod(0o755)

    assert throttling(machine.root).state is State.ABSENT
    assert throttling(machine.root, ask=True).state is state


def test_a_card_tells_its_name_and_never_its_serial(machine: Machine) -> None:
    machine.card(
        name="SD64G", manfid="0x000003", date="09/2024", serial="0xdeadbeef", cid="cafe"
    )

    reading = card(machine.root)

    assert reading.state is State.OK
    assert reading.sentence == "SD64G maker 0x000003 09/2024, does not tell its wear"


@pytest.mark.parametrize(
    ("life", "reserve", "state", "words"),
    [
        ("0x01 0x02", "0x01", State.OK, "up to 20 % of its life used"),
        ("0x01 0x0a", "0x01", State.BAD, "up to 100 % of its life used"),
        ("0x0b 0x01", "0x01", State.BAD, "replace it soon"),
        ("0x00 0x00", "0x02", State.BAD, "80 % of reserve used"),
        ("0x00 0x00", "0x03", State.BAD, "reserve used up"),
        ("x", "", State.OK, "does not tell its wear"),
    ],
)
def test_a_worn_card(
    machine: Machine, life: str, reserve: str, state: State, words: str
) -> None:
    machine.card(name="BJTD4R", life_time=life, pre_eol_info=reserve)

    reading = card(machine.root)

    assert reading.state is state
    assert words in reading.sentence
    assert (reading.tells is FaultKind.CARD_WORN) is (state is State.BAD)


@pytest.mark.parametrize(("errors", "state"), [(0, State.OK), (3, State.BAD)])
def test_the_file_system_tells_its_errors(
    machine: Machine, errors: int, state: State
) -> None:
    machine.ext4(errors=errors)

    reading = file_system(machine.root)

    assert reading.state is state
    assert "mmcblk0p5: 12.3 GB written" in reading.sentence


@pytest.mark.parametrize(
    ("bits", "state", "why"),
    [
        (0, State.OK, "booted"),
        (0x20, State.BAD, "watchdog"),
        (0x8000, State.OK, "booted"),
    ],
)
def test_why_it_started(machine: Machine, bits: int, state: State, why: str) -> None:
    machine.boot_status(bits)

    assert watchdog(machine.root).state is state
    assert why_started("a", "b", machine.root) == why
    assert why_started("", "b", machine.root) == why
    assert why_started("b", "b", machine.root) == "restarted"


def test_what_is_not_here_is_not_wrong(machine: Machine) -> None:
    for read in (temperature, under_voltage, throttling, card, file_system, watchdog):
        assert read(machine.root).state is State.ABSENT
    assert bad([temperature(machine.root)]) == []
    assert why_started("a", "b", machine.root) == "booted"


@pytest.mark.parametrize("rubbish", ["", "\0\0", "ÿþ", "-", "99999999999999999999"])
def test_rubbish_in_a_system_file_is_no_traceback(
    machine: Machine, rubbish: str
) -> None:
    machine.write("sys/class/thermal/thermal_zone0/temp", rubbish)
    machine.write("sys/class/hwmon/hwmon1/name", rubbish)
    machine.write("sys/devices/platform/soc/soc:firmware/get_throttled", rubbish)
    machine.write("sys/class/watchdog/watchdog0/bootstatus", rubbish)
    machine.write("sys/fs/ext4/sda1/errors_count", rubbish)
    machine.card(name=rubbish, life_time=rubbish, pre_eol_info=rubbish)
    for read in (temperature, under_voltage, throttling, card, file_system, watchdog):
        assert read(machine.root).sentence
