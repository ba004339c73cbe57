"""The printed parts: what `hardware/enclosure` calls them, and their mass.

`hardware/generated/printed.json` is a list of parts, each with `name` and `mass_g` of
one, grams. The enclosure's code writes it; where it does not stand yet, masses are 0.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hardware.build.unit import HARDWARE
from hardware.enclosure.prints import PRINTS

if TYPE_CHECKING:
    from hardware.build.unit import Variant

PRINTED_FILE = HARDWARE / "generated" / "printed.json"
"""Written together with the STL files."""

MATERIAL = "PETG, which wipes clean with 70 % alcohol"
"""Of every printed part."""

SUBSTITUTE = "ASA or ABS; not PLA, which softens at 55 °C"

EUR_PER_KG = 22.0
"""Of filament."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A part that is printed: `mass_g` is that of one, in grams."""

    id: str
    name: str
    title: str
    purpose: str
    note: str
    quantity: int
    mass_g: float


def parts(variant: Variant) -> list[Printed]:
    """Every printed part of a variant; a part has the same id in each."""
    masses = _masses()
    return [
        Printed(
            id=f"P{number}",
            name=name,
            title=item.title,
            purpose=item.purpose,
            note=item.note,
            quantity=item.quantity,
            mass_g=masses.get(name, 0.0),
        )
        for number, (name, item) in enumerate(PRINTS.items(), start=1)
        if name.startswith(variant.printed)
    ]


def _masses() -> dict[str, float]:
    if not PRINTED_FILE.exists():
        return {}
    items = json.loads(PRINTED_FILE.read_text(encoding="utf-8"))
    return {item["name"]: float(item["mass_g"]) for item in items}
