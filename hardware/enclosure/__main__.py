"""`python -m hardware.enclosure --out DIR`: STEP, STL, figures and pictures."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hardware.build.outputs import GENERATED
from hardware.build.unit import UNIT_FILE, UnitError, load
from hardware.enclosure import limits, mesh, params, report, sizes

if TYPE_CHECKING:
    from hardware.enclosure.params import Params


def main(words: list[str] | None = None) -> int:
    """Make everything; 0 when it went well, 1 with a sentence for each fault."""
    asked = _parser().parse_args(words)
    try:
        wanted = params.read(load(asked.unit))
        limits.insist(wanted)
        own = asked.unit.resolve() == UNIT_FILE
        notes = GENERATED if own else asked.out / "generated"
        _make(wanted, asked.out, notes, pictures=not asked.no_pictures)
    except UnitError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    except OSError as error:
        print(f"{error.filename} cannot be written: {error.strerror}.", file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m hardware.enclosure")
    parser.add_argument("--unit", type=Path, default=UNIT_FILE)
    parser.add_argument("--out", type=Path, default=Path("build/hardware"))
    parser.add_argument("--no-pictures", action="store_true")
    return parser


def _make(wanted: Params, out: Path, notes: Path, *, pictures: bool) -> None:
    try:
        from build123d import export_step, export_stl  # noqa: PLC0415  # seconds
    except ImportError as error:
        raise UnitError(
            f"The enclosure needs its tools ({error}): make hardware."
        ) from error
    from hardware.enclosure import assembly, solids  # noqa: PLC0415

    parts = assembly.printed(wanted)
    placed = assembly.place(wanted, parts)
    if found := solids.clashes(placed):
        raise UnitError(
            "\n".join(
                f"{one} and {two} share {volume:.1f} mm³; they cannot be put together."
                for one, two, volume in found
            )
        )
    for folder in (out / "stl", out / "step", notes):
        folder.mkdir(parents=True, exist_ok=True)
    measured = {}
    for name, part in parts.items():
        lying = solids.on_bed(wanted, name, part)
        if not solids.fits(wanted, lying):
            raise UnitError(f"{name} does not fit the printer's bed.")
        export_stl(lying, out / "stl" / f"{name}.stl", solids.FINE, solids.TURN)
        export_step(part, out / "step" / f"{name}.step")
        measured[name] = measure(solids.mesh(lying))
    figures = report.figures(wanted, measured, 0.0)
    for name, text in report.texts(figures).items():
        (notes / name).write_text(text, encoding="utf-8")
    if pictures:
        from hardware.enclosure import pictures as drawn  # noqa: PLC0415

        drawn.draw(wanted, parts, placed, notes)


def measure(part: mesh.Mesh) -> dict[str, Any]:
    """What is written of one part, as it lies on the bed."""
    volume, surface = part.volume(), part.surface()
    return {
        "volume_cm3": round(volume / 1000, 1),
        "mass_g": round(sizes.print_g(volume, surface)),
        "bed_mm": [round(side, 1) for side in part.size()],
        "thinnest_mm": round(mesh.thinnest(part), 1),
        "overhang_mm2": round(mesh.overhang(part)),
    }


if __name__ == "__main__":
    sys.exit(main())
