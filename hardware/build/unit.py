"""`hardware/unit.toml` as frozen values: the one place that says what a unit is."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mirrorbox import _text
from mirrorbox._schema import Range, build
from mirrorbox.config import PinsConfig

HARDWARE = Path(__file__).resolve().parent.parent
"""The folder `hardware/`."""

UNIT_FILE = HARDWARE / "unit.toml"
"""The one source of truth."""

OPEN_TABLES = ("enclosure", "printer")
"""Tables whose keys `hardware/enclosure` reads and checks itself."""


class UnitError(Exception):
    """The unit cannot be built as written; one clear sentence a line."""


_POSITIVE = {"check": Range(1e-6, 1e6)}


def _positive() -> Any:
    return field(metadata=_POSITIVE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What the drawings are called."""

    name: str
    revision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The part of the table the camera must see, mm."""

    width_mm: float = _positive()
    depth_mm: float = _positive()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Where a hand lies and how fast it moves."""

    plane_mm: float = field(metadata={"check": Range(0, 100)})
    speed_m_s: float = _positive()


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the board's 40-pin header bears."""

    pin_ma: float = _positive()
    total_ma: float = _positive()
    logic_v: float = _positive()
    usb_ma: float = _positive()
    internal_pull_ohm: float = _positive()


@dataclass(frozen=True, slots=True, kw_only=True)
class Buttons:
    """The three buttons and what stands between each and its pin."""

    dome_mm: float = field(metadata={"check": Range(30, 60)})
    hole_mm: float = _positive()
    depth_mm: float = _positive()
    pitch_mm: float = _positive()
    pull_up_ohm: float = _positive()
    series_ohm: float = _positive()
    filter_nf: float = _positive()
    debounce_ms: float = _positive()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lamps:
    """The LED inside each button."""

    forward_v: float = _positive()
    forward_v_min: float = _positive()
    current_ma: float = _positive()
    supply_v: float = _positive()
    pull_down_ohm: float = _positive()
    fuse_ma: float = _positive()


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """The transistor array between the pins and the lamps."""

    name: str
    channels: int
    saturation_v: float = _positive()
    input_v: float = _positive()
    input_ohm: float = _positive()
    channel_ma: float = _positive()


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelCable:
    """From the button box to the electronics box."""

    length_mm: float = _positive()
    cores: int
    core_mm2: float = _positive()
    connector: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cable:
    """A cable of which only the length matters here."""

    length_mm: float = _positive()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cables:
    """Every cable whose length a drawing needs."""

    panel: PanelCable
    camera: Cable
    video: Cable
    supply: Cable
    pedal: Cable
    mains: Cable


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What keeps the time while the unit is unplugged."""

    module: str
    current_ma: float = _positive()
    address: int
    cell_pi4: str
    cell_pi5: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The computer, and others that are known to do."""

    name: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """Which module hangs where, and how large its picture is."""

    model: str
    height_mm: float = _positive()
    offset_mm: float = _positive()
    width_px: int = _positive()
    height_px: int = _positive()


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """The panel over the limb: its lit face, and the largest case of it."""

    diagonal_in: float = _positive()
    width_mm: float = _positive()
    height_mm: float = _positive()
    width_px: int = _positive()
    height_px: int = _positive()
    outer_width_mm: float = _positive()
    outer_height_mm: float = _positive()
    outer_depth_mm: float = _positive()
    mass_g: float = _positive()
    above_table_mm: float = _positive()


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """The task light: what it gives, and the share of it that the area gets."""

    lumens: float = _positive()
    utilisation: float = field(metadata={"check": Range(0.05, 0.9)})
    flicker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """A certified plug-in supply."""

    name: str
    volts: float = _positive()
    amps: float = _positive()


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a supply feeds, at its hungriest."""

    name: str
    supply: str
    watts: float = _positive()
    usb: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way to build a unit."""

    title: str
    suits: str
    printed: tuple[str, ...]
    board: Board
    camera: Camera
    screen: Screen
    light: Light
    supply: tuple[Supply, ...]
    load: tuple[Load, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variants:
    """The ways that are drawn and checked."""

    table: Variant
    desk: Variant

    def named(self) -> tuple[tuple[str, Variant], ...]:
        """Each with its short name."""
        return (("table", self.table), ("desk", self.desk))


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """All of `unit.toml` but the open tables."""

    unit: Name
    area: Area
    hand: Hand
    pins: PinsConfig
    header: Header
    buttons: Buttons
    lamps: Lamps
    driver: Driver
    cable: Cables
    clock: Clock
    variant: Variants


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Closed):
    """All of `unit.toml`."""

    enclosure: dict[str, Any]
    printer: dict[str, Any]


def parse(text: str) -> Unit:
    """Read a unit from TOML.

    Raises:
        UnitError: it is not TOML, a key is wrong or missing; every fault, a line each.
    """
    try:
        return _unit(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UnitError(f"The unit's file is not TOML: {error}.") from error


def load(path: Path = UNIT_FILE) -> Unit:
    """Read the unit's file.

    Raises:
        UnitError: it cannot be read, or says something wrong.
    """
    return _unit(read_toml(path))


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a file.

    Raises:
        UnitError: it cannot be read, or is not TOML.
    """
    try:
        return _text.read_toml(path)
    except _text.UnreadableText as error:
        raise UnitError(str(error)) from error


def _unit(tables: dict[str, Any]) -> Unit:
    opened = {name: tables.pop(name, None) for name in OPEN_TABLES}
    closed, problems = build(Closed, tables)
    problems += [
        f"{name} must be a table."
        for name, table in opened.items()
        if not isinstance(table, dict)
    ]
    if problems:
        raise UnitError("\n".join(problems))
    values = {name: getattr(closed, name) for name in Closed.__dataclass_fields__}
    return Unit(**values, **opened)
