"""Every file under `hardware/generated` that text alone can make, and its text."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from hardware.build import (
    circuit,
    harness,
    mat,
    optics_page,
    parts,
    risks,
    system,
    tables,
    yaml,
)
from hardware.build.unit import HARDWARE
from mirrorbox.words import Side

if TYPE_CHECKING:
    from pathlib import Path

    from hardware.build.unit import Unit

GENERATED = HARDWARE / "generated"
"""What is committed of what is made."""

MANIFEST = GENERATED / "drawings.json"
"""Which text each drawing was made of, by its hash."""


def drawings(unit: Unit) -> dict[str, str]:
    """WireViz YAML of every wiring drawing, by the drawing's name."""
    made = {"wiring-box": harness.box(unit), "wiring-panel": harness.panel(unit)}
    for name, variant in unit.variant.named():
        made[f"cables-{name}"] = system.system(unit, variant)
    return {name: yaml.to_yaml(drawing) for name, drawing in made.items()}


def texts(unit: Unit) -> dict[str, str]:
    """Every generated text, by its file's name."""
    files = {f"{name}.yml": text for name, text in drawings(unit).items()}
    files["optics.md"] = optics_page.optics_page(unit)
    files["power.md"] = tables.power_page(unit)
    files["wiring.md"] = tables.wiring_page(unit)
    files["risks.md"] = risks.page()
    files["circuit.svg"] = circuit.svg(unit)
    for name, variant in unit.variant.named():
        rows = parts.bill(unit, name)
        files[f"bom-{name}.csv"] = parts.to_csv(rows)
        files[f"bom-{name}.md"] = parts.page(variant.title, rows)
        for side in Side:
            files[f"mat-{name}-{side}.svg"] = mat.svg(unit, variant, side)
    return files


def digest(text: str) -> str:
    """A short name of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def stale(unit: Unit, folder: Path = GENERATED) -> list[str]:
    """Names of committed files that are not what they would be made to be now."""
    wrong = [
        name
        for name, text in texts(unit).items()
        if not (folder / name).exists()
        or (folder / name).read_text(encoding="utf-8") != text
    ]
    made = read_manifest(folder / MANIFEST.name)
    return wrong + [
        f"{name}.svg"
        for name, text in drawings(unit).items()
        if made.get(name) != digest(text) or not (folder / f"{name}.svg").exists()
    ]


def read_manifest(path: Path) -> dict[str, str]:
    """Drawing to hash; empty where nothing was drawn yet."""
    if not path.exists():
        return {}
    made: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return made


def write(unit: Unit, folder: Path) -> None:
    """Write every text."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts(unit).items():
        (folder / name).write_text(text, encoding="utf-8")
