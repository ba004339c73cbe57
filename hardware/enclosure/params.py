"""The enclosure's own tables of `unit.toml`, as frozen and checked values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hardware.build.unit import UnitError
from mirrorbox._schema import Range, build

if TYPE_CHECKING:
    from hardware.build.unit import Unit, Variant


def _within(low: float, high: float) -> Any:
    return field(metadata={"check": Range(low, high)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """Figures of the printed parts and of the tubes they hold; mm unless named."""

    wall_mm: float = _within(2.0, 6.0)
    fit_mm: float = _within(0.0, 1.0)
    picture_above_table_max_mm: float = _within(100.0, 150.0)
    screen_max_mm: tuple[float, ...]
    forearm_girth_mm: float = _within(200.0, 500.0)
    forearm_room_mm: float = _within(5.0, 100.0)
    rail_mm: float = _within(12.0, 25.0)
    sheet_mm: float = _within(2.0, 6.0)
    leg_inset_mm: float = _within(0.0, 80.0)
    post_mm: float = _within(20.0, 35.0)
    post_length_mm: float = _within(300.0, 1200.0)
    boom_length_mm: float = _within(150.0, 600.0)
    reach_mm: float = _within(100.0, 500.0)
    tilt_deg: float = _within(0.0, 25.0)
    push_n: float = _within(1.0, 200.0)
    box_mm: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """The room a part must fit in, as it lies on the bed, mm."""

    bed_x_mm: float = _within(100.0, 1000.0)
    bed_y_mm: float = _within(100.0, 1000.0)
    bed_z_mm: float = _within(100.0, 1000.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    enclosure: Enclosure
    printer: Printer


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """All that a printed part is made from."""

    unit: Unit
    enclosure: Enclosure
    printer: Printer

    @property
    def table(self) -> Variant:
        """The variant that is printed."""
        return self.unit.variant.table


def read(unit: Unit) -> Params:
    """The enclosure of a unit.

    Raises:
        UnitError: a key is missing, strange or out of range; every fault, a line each.
    """
    tables, problems = build(
        _Tables, {"enclosure": unit.enclosure, "printer": unit.printer}
    )
    if not problems:
        problems = [
            f"enclosure.{name} needs three lengths above 0, in mm."
            for name in ("screen_max_mm", "box_mm")
            if len(sides := getattr(tables.enclosure, name)) != len("xyz")
            or min(sides) <= 0
        ]
    if problems:
        raise UnitError("\n".join(problems))
    return Params(unit=unit, enclosure=tables.enclosure, printer=tables.printer)
