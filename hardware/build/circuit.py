"""The lamp board's circuit as SVG: one button and one lamp of three."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hardware.build import electrics

if TYPE_CHECKING:
    from hardware.build.unit import Unit

INK = "#1b2a41"
OUTLINE = f'fill="#fff" stroke="{INK}"'
WIDTH, HEIGHT = 760, 330


def svg(unit: Unit) -> str:
    """Both lines, from the pin on the left to the panel socket on the right."""
    buttons, lamps = unit.buttons, unit.lamps
    ohm = electrics.lamp_ohm(lamps, unit.driver)
    parts = [
        _text(20, 24, "One button of three", anchor="start", bold=True),
        *_button_line(
            [
                f"E10 {_ohm(buttons.series_ohm)}",
                f"E11 {_ohm(buttons.pull_up_ohm)}",
                f"E13 {buttons.filter_nf:g} nF",
            ]
        ),
        _text(20, 190, "One lamp of three", anchor="start", bold=True),
        *_lamp_line(
            [
                f"E12 {_ohm(lamps.pull_down_ohm)}",
                f"E8 {unit.driver.name}",
                f"E9 {_ohm(ohm)}",
                f"E14 {lamps.fuse_ma:g} mA",
            ]
        ),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="DejaVu Sans, sans-serif" '
        f'font-size="13" fill="{INK}" stroke-width="2">\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _ohm(ohm: float) -> str:
    kilo = 1000
    return f"{ohm / kilo:g} kΩ" if ohm >= kilo else f"{ohm:g} Ω"


def _button_line(names: list[str]) -> list[str]:
    series, pull_up, filter_ = names
    y = 95
    return [
        _terminal(90, y, "pin", left=True),
        _wire((90, y), (210, y)),
        _dot(150, y),
        _wire((150, y), (150, 118)),
        *_capacitor(150, 118),
        _ground(150, 140),
        _text(166, 134, filter_, anchor="start"),
        *_resistor(210, y, series),
        _wire((270, y), (470, y)),
        _dot(370, y),
        _wire((370, y), (370, 78)),
        _upright(370, 38, pull_up),
        _wire((370, 38), (370, 26)),
        _text(370, 20, "3V3"),
        _terminal(470, y, "J1: START, PAUSE or LOG"),
        *_switch(650, y),
    ]


def _lamp_line(names: list[str]) -> list[str]:
    pull_down, driver, series, fuse = names
    y = 240
    return [
        _terminal(90, y, "pin", left=True),
        _wire((90, y), (220, y)),
        _dot(150, y),
        _wire((150, y), (150, 250)),
        _upright(150, 250, pull_down),
        _ground(150, 290),
        _triangle((220, y - 22), (220, y + 22), (262, y)),
        f'<circle cx="268" cy="{y}" r="6" fill="#fff" stroke="{INK}"/>',
        _text(246, y - 30, driver),
        _wire((274, y), (330, y)),
        *_resistor(330, y, series),
        _wire((390, y), (470, y)),
        _terminal(470, y, "J1: its LAMP"),
        _wire((330, 300), (390, 300)),
        _wire((390, 300), (470, 300)),
        f'<rect x="345" y="292" width="50" height="16" fill="#fff" stroke="{INK}"/>',
        _wire((345, 300), (395, 300)),
        _text(370, 324, fuse),
        _text(322, 305, "5V", anchor="end"),
        _terminal(470, 300, "J1: 5 V"),
        *_led(650, y),
    ]


def _wire(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x, y), (to_x, to_y) = start, end
    return f'<line x1="{x}" y1="{y}" x2="{to_x}" y2="{to_y}" stroke="{INK}"/>'


def _triangle(*corners: tuple[float, float]) -> str:
    points = " ".join(f"{x},{y}" for x, y in corners)
    return f'<polygon points="{points}" {OUTLINE}/>'


def _dot(x: float, y: float) -> str:
    return f'<circle cx="{x}" cy="{y}" r="4"/>'


def _text(
    x: float, y: float, words: str, *, anchor: str = "middle", bold: bool = False
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{weight}>{words}</text>'


def _terminal(x: float, y: float, words: str, *, left: bool = False) -> str:
    at, anchor = (x - 12, "end") if left else (x + 10, "start")
    ring = f'<circle cx="{x}" cy="{y}" r="5" fill="#fff" stroke="{INK}"/>'
    return ring + _text(at, y + (5 if left else -10), words, anchor=anchor)


def _resistor(x: float, y: float, words: str) -> list[str]:
    """Lying, 60 wide."""
    return [
        f'<rect x="{x}" y="{y - 8}" width="60" height="16" {OUTLINE}/>',
        _text(x + 30, y - 14, words),
    ]


def _upright(x: float, y: float, words: str) -> str:
    """Standing, 40 high."""
    return (
        f'<rect x="{x - 8}" y="{y}" width="16" height="40" fill="#fff" '
        f'stroke="{INK}"/>' + _text(x + 16, y + 25, words, anchor="start")
    )


def _capacitor(x: float, y: float) -> list[str]:
    return [
        _wire((x - 12, y), (x + 12, y)),
        _wire((x - 12, y + 7), (x + 12, y + 7)),
        _wire((x, y + 7), (x, y + 22)),
    ]


def _ground(x: float, y: float) -> str:
    return "".join(
        _wire((x - half, y + 5 * row), (x + half, y + 5 * row))
        for row, half in enumerate((11, 7, 3))
    )


def _switch(x: float, y: float) -> list[str]:
    """A push button from the signal to ground, drawn at the panel's end."""
    return [
        _wire((475, y), (x, y)),
        _dot(x, y),
        _wire((x, y), (x + 34, y + 34)),
        _dot(x, y + 40),
        _ground(x, y + 48),
        _wire((x, y + 40), (x, y + 48)),
        _text(x + 42, y + 24, "E16", anchor="start"),
    ]


def _led(x: float, y: float) -> list[str]:
    """The lamp between 5 V below and its own pole above."""
    return [
        _wire((475, y), (x, y)),
        _wire((475, 300), (x, 300)),
        _wire((x, y), (x, 300)),
        _triangle((x - 13, y + 40), (x + 13, y + 40), (x, y + 18)),
        _wire((x - 13, y + 18), (x + 13, y + 18)),
        _text(x + 24, y + 34, "LED in E16", anchor="start"),
    ]
