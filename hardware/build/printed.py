"""The printed parts and their mass, as `hardware/enclosure` found them.

`hardware/generated/printed.json` is a list of parts: `name`, `title`, `purpose`,
`file`, `quantity` and `mass_g` of one. The enclosure's code writes it, this reads it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hardware.build.unit import HARDWARE

if TYPE_CHECKING:
    from hardware.build.unit import Unit

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

    name: str
    title: str
    purpose: str
    file: str
    quantity: int
    mass_g: float


def parts(unit: Unit) -> list[Printed]:
    """Every printed part of the table unit."""
    del unit
    if not PRINTED_FILE.exists():
        return []
    return [
        Printed(**item) for item in json.loads(PRINTED_FILE.read_text(encoding="utf-8"))
    ]
