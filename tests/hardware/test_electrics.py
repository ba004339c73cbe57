"""Currents and watts, and the same currents found again in the drawn wiring."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from hardware.build import electrics, outputs
from hardware.build.harness import BUTTONS
from hardware.build.unit import load
from mirrorbox.config import defaults
from mirrorbox.controls.wiring import RESERVED

UNIT = load()
PINS = defaults()["controls"]["pins"]


def drawing(name: str) -> dict[str, Any]:
    """A committed WireViz file, as WireViz reads it."""
    text = (outputs.GENERATED / f"{name}.yml").read_text("utf-8")
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def joined(drawn: dict[str, Any], connector: str) -> dict[int, list[tuple[str, int]]]:
    """Where each pin of a connector leads, by the drawn wires."""
    leads: dict[int, list[tuple[str, int]]] = {}
    for first, _, last in drawn["connections"]:
        ends = [next(iter(end.items())) for end in (first, last)]
        for (name, pins), (other, others) in (ends, ends[::-1]):
            if name == connector:
                for pin, far in zip(pins, others, strict=True):
                    leads.setdefault(pin, []).append((other, far))
    return leads


@pytest.mark.parametrize(
    ("ohm", "sold"), [(120, 120), (121, 130), (92, 100), (1, 1), (9.5, 10), (990, 1000)]
)
def test_the_next_resistor_that_is_sold(ohm: float, sold: float) -> None:
    assert electrics.next_e24(ohm) == pytest.approx(sold)


def test_the_lamp_gets_its_current_and_no_more_than_a_led_bears() -> None:
    lamps, driver = UNIT.lamps, UNIT.driver
    typical = electrics.lamp_ma(lamps, driver, lamps.forward_v)
    brightest = electrics.lamp_ma(lamps, driver, lamps.forward_v_min)
    assert 0.7 * lamps.current_ma <= typical <= lamps.current_ma + 1e-9
    assert brightest <= 20


def test_the_fuse_holds_the_lamps_and_no_more() -> None:
    lit = 3 * electrics.lamp_ma(UNIT.lamps, UNIT.driver, UNIT.lamps.forward_v_min)
    assert 2 * lit <= UNIT.lamps.fuse_ma <= 500


def test_every_contact_is_wetted_with_a_milliampere() -> None:
    assert electrics.contact_ma(UNIT) >= 1


def test_a_line_settles_well_within_the_debounce() -> None:
    assert electrics.settle_ms(UNIT) < UNIT.buttons.debounce_ms / 3


def test_lamps_are_dark_until_the_software_speaks() -> None:
    assert electrics.boot_v(UNIT) < electrics.DARK_V < UNIT.driver.input_v


@pytest.mark.parametrize("name", ["table", "desk"])
def test_no_supply_is_loaded_above_its_headroom(name: str) -> None:
    variant = dict(UNIT.variant.named())[name]
    budgets = electrics.budgets(variant)
    assert sum(b.watts for b in budgets) == pytest.approx(
        sum(load.watts for load in variant.load)
    )
    assert all(0 < b.share <= electrics.HEADROOM for b in budgets)
    assert electrics.usb_ma(variant) <= UNIT.header.usb_ma


def test_the_drawn_pins_are_the_configured_ones() -> None:
    header = drawing("wiring-box")["connectors"]["X1"]
    labels = dict(zip(header["pins"], header["pinlabels"], strict=True))
    for name, bcm in PINS.items():
        label = f"GPIO{bcm} {name.upper().replace('_', ' ')}"
        assert labels[electrics.HEADER_PINS[bcm]] == label


@pytest.mark.parametrize("name", BUTTONS)
def test_a_signal_goes_from_its_pin_to_its_button(name: str) -> None:
    box, panel = drawing("wiring-box"), drawing("wiring-panel")
    for suffix, contact in (("", 2), ("_lamp", 4)):
        number = electrics.HEADER_PINS[PINS[name + suffix]]
        ((_, pole),) = joined(box, "X1")[number]
        label = box["connectors"]["X2"]["pinlabels"][pole - 1]
        side = box["connectors"]["X3"]["pinlabels"].index(label) + 1
        ((_, plug),) = joined(box, "X3")[side]
        ((_, strip),) = joined(panel, "PL1")[plug]
        assert (name.upper(), contact) in joined(panel, "X5")[strip]


def test_the_drawn_header_gives_no_pin_more_than_it_bears() -> None:
    """Count what each drawn pin gives, from the labels of the drawing alone."""
    drawn = drawing("wiring-box")["connectors"]["X1"]
    lamp = electrics.lamp_pin_ma(UNIT.header, UNIT.lamps, UNIT.driver)
    worst = electrics.worst_pin_ma(UNIT)
    given = {
        number: lamp if label.endswith("LAMP") else worst
        for number, label in zip(drawn["pins"], drawn["pinlabels"], strict=True)
        if label.startswith("GPIO") and label.split()[1] not in ("SDA", "SCL")
    }
    assert len(given) == len(PINS)
    assert max(given.values()) <= UNIT.header.pin_ma
    assert sum(given.values()) <= UNIT.header.total_ma


def test_reserved_pins_carry_only_clock_and_wake() -> None:
    leads = joined(drawing("wiring-box"), "X1")
    taken = {number: [name for name, _ in ends] for number, ends in leads.items()}
    for bcm in RESERVED:
        parts = taken.get(electrics.HEADER_PINS[bcm], [])
        assert set(parts) <= {"U2", "WAKE"}


def test_no_pole_of_the_panel_plug_is_left_out() -> None:
    panel = drawing("wiring-panel")
    assert sorted(joined(panel, "PL1")) == list(range(1, 9))
    assert len(panel["cables"]["W1"]["colors"]) == UNIT.cable.panel.cores


def test_a_label_that_yaml_could_take_for_false_stays_a_text() -> None:
    button = drawing("wiring-panel")["connectors"]["START"]
    assert button["pinlabels"][1] == "NO"
