"""The wires of the electronics box and of the button box, for WireViz.

Which wire goes where is written here once; numbers come from `hardware/unit.toml`. The
drawings, the wiring table and the tests all read what `box` and `panel` return.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hardware.build import electrics

if TYPE_CHECKING:
    from hardware.build.unit import Unit

COLOURS = ("WH", "BN", "GN", "YE", "GY", "PK", "BU", "RD")
"""DIN 47100, cores 1 to 8."""

CORES = (
    ("START", "GN"),
    ("PAUSE", "YE"),
    ("LOG", "BU"),
    ("START LAMP", "WH"),
    ("PAUSE LAMP", "GY"),
    ("LOG LAMP", "PK"),
    ("GND", "BN"),
    ("5 V", "RD"),
)
"""What each pole of the panel plug carries, pole 1 first, and its core's colour."""

GROUNDS = {"driver": 14, "clock": 9, "wake": 39}
"""The header's ground pins that are used, and for what."""

BUTTONS = ("start", "pause", "log")

LOOK = {
    "options": {"bgcolor": "WH", "color_mode": "SHORT", "fontname": "DejaVu Sans"},
    "tweak": {"append": ['ranksep="0.4"']},
}
"""Close together, so that a page of A4 holds a drawing that can be read."""

Harness = dict[str, Any]
"""Connectors, cables and connections, as WireViz wants them."""


def header_pins(unit: Unit) -> list[tuple[int, str]]:
    """The header's pins that carry a wire to the lamp board: number and label."""
    named = [
        (f"{name}{suffix}", f"{name.upper()}{label}")
        for suffix, label in (("", ""), ("_lamp", " LAMP"))
        for name in BUTTONS
    ]
    pins = [
        (electrics.HEADER_PINS[bcm], f"GPIO{bcm} {label}")
        for item, label in named
        for bcm in (getattr(unit.pins, item),)
    ]
    return [*pins, (1, "3V3"), (2, "5V"), (GROUNDS["driver"], "GND")]


def box(unit: Unit) -> Harness:
    """The inside of the electronics box: board, lamp board, clock, wake button."""
    header = header_pins(unit)
    more = [(3, "GPIO2 SDA"), (5, "GPIO3 SCL"), (17, "3V3")]
    more += [(GROUNDS["clock"], "GND"), (GROUNDS["wake"], "GND")]
    poles, nine = _poles(), list(range(1, len(header) + 1))
    return {
        **LOOK,
        "connectors": {
            "X1": _connector("Raspberry Pi 40-pin header", [*header, *more]),
            "X2": {
                "type": "Lamp board, header side",
                "pins": nine,
                "pinlabels": [_plain(label) for _, label in header],
                "notes": _board_notes(unit),
            },
            "X3": _panel_plug("Lamp board, panel side"),
            "J1": _panel_plug(f"{unit.cable.panel.connector} socket"),
            "U2": {
                "type": f"{unit.clock.module} clock, Pi 4 only",
                "pins": [1, 2, 3, 4],
                "pinlabels": ["VCC", "GND", "SDA", "SCL"],
                "notes": f"{unit.clock.cell_pi4}, never charged",
            },
            "WAKE": {
                "type": "Wake button",
                "pins": [1, 2],
                "pinlabels": ["COM", "NO"],
                "notes": "Pi 5: to J2 of the board\ninstead of X1",
            },
        },
        "cables": {
            "W2": _bundle(0.1, ["GN", "YE", "BU", "WH", "GY", "PK", "OG", "RD", "BN"]),
            "W3": _bundle(0.15, [colour for _, colour in CORES]),
            "W7": _bundle(0.15, ["OG", "BN", "BU", "YE"]),
            "W8": _bundle(0.2, ["BN", "VT"]),
        },
        "connections": [
            [{"X1": [number for number, _ in header]}, {"W2": nine}, {"X2": nine}],
            [{"X3": poles}, {"W3": poles}, {"J1": poles}],
            [
                {"X1": [17, GROUNDS["clock"], 3, 5]},
                {"W7": [1, 2, 3, 4]},
                {"U2": [1, 2, 3, 4]},
            ],
            [{"X1": [GROUNDS["wake"], 5]}, {"W8": [1, 2]}, {"WAKE": [1, 2]}],
        ],
    }


def panel(unit: Unit) -> Harness:
    """The button box and the cable that leaves it."""
    cable, poles = unit.cable.panel, _poles()
    return {
        **LOOK,
        "connectors": {
            "PL1": _panel_plug(f"{cable.connector} plug"),
            "X5": _panel_plug("Terminal strip"),
            **{name.upper(): _button() for name in BUTTONS},
        },
        "cables": {
            "W1": {
                "gauge": f"{cable.core_mm2:g} mm2",
                "length": cable.length_mm / 1000,
                "colors": [colour for _, colour in CORES],
                "notes": "screened; screen on the\nelectronics box's side only",
            },
            **{
                f"W{4 + index}": _bundle(
                    0.25, ["BN", CORES[index][1], "RD", CORES[3 + index][1]]
                )
                for index in range(len(BUTTONS))
            },
        },
        "connections": [
            [{"PL1": poles}, {"W1": poles}, {"X5": poles}],
            *(
                [
                    {"X5": [7, 1 + index, 8, 4 + index]},
                    {f"W{4 + index}": [1, 2, 3, 4]},
                    {name.upper(): [1, 2, 3, 4]},
                ]
                for index, name in enumerate(BUTTONS)
            ),
        ],
    }


def _poles() -> list[int]:
    return list(range(1, len(CORES) + 1))


def _panel_plug(kind: str) -> Harness:
    return _connector(kind, list(enumerate((name for name, _ in CORES), start=1)))


def _connector(kind: str, pins: list[tuple[int, str]]) -> Harness:
    return {
        "type": kind,
        "pins": [number for number, _ in pins],
        "pinlabels": [label for _, label in pins],
    }


def _button() -> Harness:
    return _connector(
        "Illuminated button", [(1, "COM"), (2, "NO"), (3, "LED +"), (4, "LED −")]
    )


def _bundle(metres: float, colours: list[str]) -> Harness:
    return {
        "category": "bundle",
        "gauge": "0.25 mm2",
        "length": metres,
        "colors": colours,
    }


def _plain(label: str) -> str:
    return label.split(" ", 1)[1] if label.startswith("GPIO") else label


def _board_notes(unit: Unit) -> str:
    buttons, lamps = unit.buttons, unit.lamps
    return "\n".join(
        (
            f"Button: {buttons.pull_up_ohm:g} Ω to 3V3,",
            f"{buttons.series_ohm:g} Ω into the pin,",
            f"{buttons.filter_nf:g} nF from the pin to GND.",
            f"Lamp: {lamps.pull_down_ohm:g} Ω input to GND,",
            f"one {unit.driver.name} channel,",
            f"{electrics.lamp_ohm(lamps, unit.driver):g} Ω to the lamp.",
            f"5 V to the panel through a {lamps.fuse_ma:g} mA fuse.",
        )
    )
