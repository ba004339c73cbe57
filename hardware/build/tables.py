"""The power and wiring tables of the guide, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hardware.build import electrics, harness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hardware.build.unit import Unit, Variant

HEADER = "<!-- Made by `python -m hardware.build tables`; do not edit. -->\n\n"


def markdown(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    head = list(head)
    lines = [_row(head), _row("---" for _ in head)]
    return "\n".join([*lines, *(_row(row) for row in rows)]) + "\n"


def _row(cells: Iterable[object]) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def power_page(unit: Unit) -> str:
    """What each supply feeds, and what is left."""
    parts = [
        HEADER + "# Power\n",
        (
            f"No supply is loaded above {electrics.HEADROOM:.0%} of its rating, at the "
            "hungriest moment of everything at once.\n"
        ),
    ]
    for _, variant in unit.variant.named():
        parts += [f"## {variant.title}\n", _budget_table(variant)]
        usb = electrics.usb_ma(variant)
        parts.append(f"USB: {usb:.0f} mA of {unit.header.usb_ma:g} mA.\n")
    return "\n".join(parts)


def _budget_table(variant: Variant) -> str:
    rows = []
    for budget in electrics.budgets(variant):
        loads = [
            f"{load.name} {load.watts:g} W"
            for load in variant.load
            if load.supply == budget.supply.name
        ]
        rows.append(
            (
                budget.supply.name,
                f"{budget.supply.volts:g} V {budget.supply.amps:g} A",
                "; ".join(loads),
                f"{budget.watts:.1f} W",
                f"{budget.share:.0%}",
                f"{budget.rating_w - budget.watts:.1f} W",
            )
        )
    return markdown(("supply", "gives", "feeds", "load", "used", "left"), rows)


def wiring_page(unit: Unit) -> str:
    """Every wire of the two boxes, and the currents that follow."""
    parts = [HEADER + "# Wiring\n"]
    for title, drawing in (
        ("Electronics box", harness.box(unit)),
        ("Button box and its cable", harness.panel(unit)),
    ):
        parts += [f"## {title}\n", _wires_table(drawing)]
    return "\n".join([*parts, "## Currents\n", _currents_table(unit)])


def _wires_table(drawing: harness.Harness) -> str:
    labels = {
        name: dict(zip(item["pins"], item["pinlabels"], strict=True))
        for name, item in drawing["connectors"].items()
    }
    rows = []
    for start, cable, end in drawing["connections"]:
        (first, pins), (name, cores), (last, others) = (
            next(iter(item.items())) for item in (start, cable, end)
        )
        made = drawing["cables"][name]
        for pin, core, other in zip(pins, cores, others, strict=True):
            rows.append(
                (
                    f"{first}.{pin}",
                    labels[first][pin],
                    f"{name}, {made['colors'][core - 1]}",
                    f"{made['gauge']}, {made['length']:g} m",
                    f"{last}.{other}",
                    labels[last][other],
                )
            )
    return markdown(("from", "signal", "wire", "size", "to", "signal"), rows)


def _currents_table(unit: Unit) -> str:
    lamps, driver, header = unit.lamps, unit.driver, unit.header
    brightest = electrics.lamp_ma(lamps, driver, lamps.forward_v_min)
    pin = electrics.lamp_pin_ma(header, lamps, driver)
    rows = (
        ("lamp, series resistor", f"{electrics.lamp_ohm(lamps, driver):g} Ω", "E24"),
        ("lamp, at most", f"{brightest:.1f} mA", f"{driver.channel_ma:g} mA a channel"),
        ("lamp's pin, lit", f"{pin:.2f} mA", f"{header.pin_ma:g} mA a pin"),
        (
            "lamp's driver before the software runs",
            f"{electrics.boot_v(unit):.2f} V",
            f"dark below {electrics.DARK_V:g} V",
        ),
        ("button's contact", f"{electrics.contact_ma(unit):.1f} mA", "1 mA wets it"),
        (
            "button's pin",
            f"{electrics.button_pin_ma(unit):.2f} mA",
            f"{header.pin_ma:g} mA",
        ),
        (
            "button's pin made an output by mistake",
            f"{electrics.worst_pin_ma(unit):.1f} mA",
            f"{header.pin_ma:g} mA",
        ),
        ("all pins", f"{electrics.header_ma(unit):.1f} mA", f"{header.total_ma:g} mA"),
        (
            "a button's line settles in",
            f"{electrics.settle_ms(unit):.1f} ms",
            f"debounced for {unit.buttons.debounce_ms:g} ms",
        ),
    )
    return markdown(("what", "figure", "limit"), rows)
