"""Resistors, currents and watts, from Ohm's law and the data sheets' figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hardware.build.unit import Driver, Header, Lamps, Supply, Unit, Variant

E24 = (
    *(10, 11, 12, 13, 15, 16, 18, 20, 22, 24, 27, 30),
    *(33, 36, 39, 43, 47, 51, 56, 62, 68, 75, 82, 91),
)
"""The values resistors are sold in, over one decade (IEC 60063)."""

HEADROOM = 0.8
"""No supply is loaded above this share of its rating."""

DARK_V = 1.0
"""A Darlington input below this does not light its lamp."""

HEADER_PINS = {
    2: 3, 3: 5, 4: 7, 14: 8, 15: 10, 17: 11, 18: 12, 27: 13, 22: 15, 23: 16, 24: 18,
    10: 19, 9: 21, 25: 22, 11: 23, 8: 24, 7: 26, 0: 27, 1: 28, 5: 29, 6: 31, 12: 32,
    13: 33, 19: 35, 16: 36, 26: 37, 20: 38, 21: 40,
}  # fmt: skip
"""Where a BCM pin is on the 40-pin header (Raspberry Pi documentation, GPIO)."""


def next_e24(ohm: float) -> float:
    """The smallest E24 value that is not below `ohm`, from 1 Ω to 9.1 MΩ.

    Raises:
        ValueError: no such resistor is sold.
    """
    for decade in range(-1, 6):
        for value in E24:
            sold = value * 10.0**decade
            if ohm > 0 and sold >= ohm * (1 - 1e-9):
                return sold
    raise ValueError(f"No resistor of {ohm:g} Ω is sold.")


def lamp_ohm(lamps: Lamps, driver: Driver) -> float:
    """The series resistor of one lamp."""
    left_v = lamps.supply_v - driver.saturation_v - lamps.forward_v
    return next_e24(left_v / (lamps.current_ma / 1000))


def lamp_ma(lamps: Lamps, driver: Driver, forward_v: float) -> float:
    """The current through a lamp whose LED drops `forward_v`."""
    left_v = lamps.supply_v - driver.saturation_v - forward_v
    return 1000 * left_v / lamp_ohm(lamps, driver)


def lamp_pin_ma(header: Header, lamps: Lamps, driver: Driver) -> float:
    """What a pin gives to light a lamp: the driver's input and its pull-down."""
    into_driver = (header.logic_v - driver.input_v) / driver.input_ohm
    return 1000 * (into_driver + header.logic_v / lamps.pull_down_ohm)


def contact_ma(unit: Unit) -> float:
    """The current through a closed button, from the 3.3 V rail."""
    return 1000 * unit.header.logic_v / unit.buttons.pull_up_ohm


def button_pin_ma(unit: Unit) -> float:
    """What leaves a pin whose button is down, through its own pull-up."""
    ohm = unit.header.internal_pull_ohm + unit.buttons.series_ohm
    return 1000 * unit.header.logic_v / ohm


def worst_pin_ma(unit: Unit) -> float:
    """What leaves a button's pin that some program made a high output by mistake."""
    return 1000 * unit.header.logic_v / unit.buttons.series_ohm


def settle_ms(unit: Unit) -> float:
    """How long a button's line takes to settle: five time constants of release."""
    ohm = unit.buttons.pull_up_ohm + unit.buttons.series_ohm
    return 5 * ohm * unit.buttons.filter_nf * 1e-9 * 1000


def boot_v(unit: Unit) -> float:
    """What a driver's input sees before the software runs and the pin pulls up."""
    down = unit.lamps.pull_down_ohm
    return unit.header.logic_v * down / (down + unit.header.internal_pull_ohm)


def header_ma(unit: Unit) -> float:
    """What all pins give together: three lamps lit, three buttons down."""
    lamp = lamp_pin_ma(unit.header, unit.lamps, unit.driver)
    return 3 * (lamp + button_pin_ma(unit))


@dataclass(frozen=True, slots=True)
class Budget:
    """How much of a supply is used.

    Attributes:
        supply: which one.
        watts: everything it feeds, at its hungriest.
    """

    supply: Supply
    watts: float

    @property
    def rating_w(self) -> float:
        """What it can give."""
        return self.supply.volts * self.supply.amps

    @property
    def share(self) -> float:
        """Of the rating, 0 to 1."""
        return self.watts / self.rating_w


def budgets(variant: Variant) -> list[Budget]:
    """Every supply of a variant with its load."""
    return [
        Budget(
            supply,
            sum(load.watts for load in variant.load if load.supply == supply.name),
        )
        for supply in variant.supply
    ]


def usb_ma(variant: Variant) -> float:
    """What the board's USB sockets give, at 5 V."""
    return 1000 * sum(load.watts for load in variant.load if load.usb) / 5
