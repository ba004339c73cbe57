"""The bill of materials: what is bought and printed for each variant, as CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hardware.build import electrics, mat, printed
from hardware.build.tables import HEADER, markdown
from hardware.build.unit import HARDWARE, UnitError, read_toml
from hardware.enclosure import params, sizes

if TYPE_CHECKING:
    from pathlib import Path

    from hardware.build.unit import Unit, Variant

PARTS_FILE = HARDWARE / "parts.toml"
"""Every part that is bought."""

COLUMNS = (
    *("id", "part", "purpose", "order", "quantity", "only_with"),
    *("substitutes", "price_eur", "sum_eur"),
)
"""Of the CSV."""

_KEYS = {"part", "purpose", "order", "substitutes", "price", "table", "desk"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One row of a variant's bill of materials.

    Attributes:
        id: the letter and number that the guide names it by.
        part: what it is.
        purpose: what it does in the unit.
        order: a maker's number, or all that an order needs to say.
        quantity: how many.
        only_with: the board that needs it; "" where every unit does.
        substitutes: what does as well.
        price_eur: rough price of one, without tax.
    """

    id: str
    part: str
    purpose: str
    order: str
    quantity: int
    only_with: str
    substitutes: str
    price_eur: float

    @property
    def sum_eur(self) -> float:
        """Price of all of them."""
        return self.quantity * self.price_eur


def bill(unit: Unit, name: str, path: Path = PARTS_FILE) -> list[Part]:
    """The parts of the variant called `name`, in the file's order, printed ones last.

    Raises:
        UnitError: a part lacks a key, has a strange one, or names an unknown figure.
    """
    variant = dict(unit.variant.named())[name]
    figures = {"variant": name, **_figures(unit, variant)}
    rows = [
        part
        for key, table in read_toml(path).items()
        for part in [_part(key, table, name, figures)]
        if part.quantity
    ]
    return rows + _printed(variant)


def _part(key: str, table: dict[str, Any], name: str, figures: dict[str, Any]) -> Part:
    if wrong := (_KEYS - set(table)) | (set(table) - _KEYS - {"option"}):
        raise UnitError(f"hardware/parts.toml: {key} has or lacks {sorted(wrong)}.")
    try:
        words = {
            word: str(table[word]).format(**figures)
            for word in ("part", "purpose", "order", "substitutes")
        }
    except (KeyError, ValueError) as error:
        raise UnitError(
            f"hardware/parts.toml: {key} asks for {error}; it is no figure."
        ) from error
    option = str(table.get("option", ""))
    return Part(
        id=key,
        **words,
        quantity=int(table[name]) or int(bool(option)),
        only_with=option,
        price_eur=float(table["price"]),
    )


def _figures(unit: Unit, variant: Variant) -> dict[str, Any]:
    screen, first = variant.screen, variant.supply[0]
    sizes = (screen.outer_width_mm, screen.outer_height_mm, screen.outer_depth_mm)
    return {
        "board": variant.board.name,
        "board_also": ", ".join(variant.board.also),
        "board_supply": f"{first.volts:g} V {first.amps:g} A",
        "screen_mm": screen.width_mm,
        "outer": " × ".join(f"{size:g}" for size in sizes),
        "mass_g": screen.mass_g,
        "mat": mat.size_text(unit, variant),
        "lumens": variant.light.lumens,
        "flicker": variant.light.flicker,
        "clock": unit.clock.module,
        "address": unit.clock.address,
        "cell_pi4": unit.clock.cell_pi4,
        "cell_pi5": unit.clock.cell_pi5,
        "driver": unit.driver.name,
        "lamp_ohm": electrics.lamp_ohm(unit.lamps, unit.driver),
        "current_ma": unit.lamps.current_ma,
        "forward_v": unit.lamps.forward_v,
        "pull_down_ohm": unit.lamps.pull_down_ohm,
        "fuse_ma": unit.lamps.fuse_ma,
        "series_ohm": unit.buttons.series_ohm,
        "pull_up_ohm": unit.buttons.pull_up_ohm,
        "filter_nf": unit.buttons.filter_nf,
        "dome_mm": unit.buttons.dome_mm,
        "hole_mm": unit.buttons.hole_mm,
        "depth_mm": unit.buttons.depth_mm,
        "contact_ma": electrics.contact_ma(unit),
        "connector": unit.cable.panel.connector,
        "cores": unit.cable.panel.cores,
        "core_mm2": unit.cable.panel.core_mm2,
        "panel_mm": unit.cable.panel.length_mm,
        "pedal_mm": unit.cable.pedal.length_mm,
        "camera_mm": unit.cable.camera.length_mm,
        "mains_mm": unit.cable.mains.length_mm,
        **_tubes(unit),
    }


def _tubes(unit: Unit) -> dict[str, Any]:
    """What the tray and the camera's mount are sawn from."""
    own = params.read(unit)
    tray = sizes.Tray(own.enclosure, own.table.screen)
    half_x, half_y = tray.half
    return {
        "rails": ", ".join(f"{count} × {length:g}" for count, length in tray.tubes),
        "sheet": f"{2 * half_x:g} × {2 * half_y:g}",
        "rail_mm": own.enclosure.rail_mm,
        "sheet_mm": own.enclosure.sheet_mm,
        "post_mm": own.enclosure.post_mm,
        "post_length_mm": own.enclosure.post_length_mm,
        "boom_length_mm": own.enclosure.boom_length_mm,
    }


def _printed(variant: Variant) -> list[Part]:
    return [
        Part(
            id=item.id,
            part=f"Printed: {item.title.lower()}",
            purpose=item.purpose,
            order=f"{item.name}.stl, {printed.MATERIAL}, {_mass(item)}; {item.note}",
            quantity=item.quantity,
            only_with="",
            substitutes=printed.SUBSTITUTE,
            price_eur=max(0.05, round(item.mass_g / 1000 * printed.EUR_PER_KG, 2)),
        )
        for item in printed.parts(variant)
    ]


def _mass(item: printed.Printed) -> str:
    return f"{item.mass_g:.0f} g" if item.mass_g else "mass as the slicer says"


def to_csv(rows: list[Part]) -> str:
    """The rows and their total, as a spreadsheet reads it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        values = (getattr(row, column) for column in COLUMNS)
        writer.writerow(
            [f"{value:.2f}" if isinstance(value, float) else value for value in values]
        )
    total = sum(row.sum_eur for row in rows if not row.only_with)
    writer.writerow(["", "total, without options", *[""] * 6, f"{total:.2f}"])
    return out.getvalue()


def page(title: str, rows: list[Part]) -> str:
    """The rows as a Markdown table."""
    head = ("id", "part", "what to order", "number", "EUR")
    lines = [
        (
            row.id,
            f"**{row.part}**: {row.purpose}",
            f"{row.order}. Instead: {row.substitutes}",
            f"{row.quantity}" + (f", {row.only_with} only" if row.only_with else ""),
            f"{row.sum_eur:.2f}",
        )
        for row in rows
    ]
    total = sum(row.sum_eur for row in rows if not row.only_with)
    return (
        f"{HEADER}# Parts: {title.lower()}\n\n{markdown(head, lines)}\n"
        f"Together about {total:.0f} EUR without tax, options left out.\n"
    )
