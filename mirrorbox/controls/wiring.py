"""The wiring table: which pin is what, and which pins nobody may take. Pure data."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mirrorbox.config import PinsConfig

RESERVED = {
    0: "the HAT identity bus",
    1: "the HAT identity bus",
    2: "I2C data, where the clock sits",
    3: "I2C clock and the wake pin",
    14: "the serial console",
    15: "the serial console",
}
"""BCM pins that are taken, and by what (Raspberry Pi documentation, GPIO)."""


def clashes(pins: PinsConfig) -> list[str]:
    """What is wrong with a wiring, a sentence each; an empty list where it is well."""
    problems = []
    owners: dict[int, str] = {}
    for item in fields(pins):
        pin = getattr(pins, item.name)
        if pin in RESERVED:
            problems.append(
                f"controls.pins.{item.name} = {pin} is {RESERVED[pin]}; "
                "choose another pin."
            )
        if pin in owners:
            problems.append(
                f"controls.pins.{item.name} = {pin} is already "
                f"controls.pins.{owners[pin]}; one pin each."
            )
        owners.setdefault(pin, item.name)
    return problems
