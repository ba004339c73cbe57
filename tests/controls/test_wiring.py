from __future__ import annotations

from dataclasses import fields, replace

import pytest

from mirrorbox.config import PinsConfig, load
from mirrorbox.controls import RESERVED, clashes


@pytest.fixture
def pins() -> PinsConfig:
    return load().controls.pins


def test_the_wiring_we_ship_is_well(pins: PinsConfig) -> None:
    assert clashes(pins) == []


@pytest.mark.parametrize("pin", sorted(RESERVED))
def test_reserved_pins_are_refused(pins: PinsConfig, pin: int) -> None:
    (problem,) = clashes(replace(pins, log=pin))

    assert problem.startswith(f"controls.pins.log = {pin} is ")


def test_two_on_one_pin_are_both_named(pins: PinsConfig) -> None:
    (problem,) = clashes(replace(pins, log_lamp=pins.start))

    assert "controls.pins.log_lamp" in problem
    assert "controls.pins.start" in problem


def test_every_pin_of_the_configuration_is_looked_at(pins: PinsConfig) -> None:
    for item in fields(pins):
        assert clashes(replace(pins, **{item.name: 3}))
