"""`python -m hardware.build check | tables | wiring | guide | all`."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from hardware.build import checks, draw, guide, outputs
from hardware.build.unit import HARDWARE, UNIT_FILE, Unit, UnitError, load


def main(words: list[str] | None = None) -> int:
    """Run one command; 0 when it went well, 1 with a sentence for each fault."""
    asked = _parser().parse_args(words)
    try:
        unit = load(asked.unit)
        checks.insist(unit)
        _run(asked.what, unit, asked.out)
    except UnitError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m hardware.build")
    parser.add_argument("what", choices=("check", "tables", "wiring", "guide", "all"))
    parser.add_argument(
        "--unit", type=Path, default=UNIT_FILE, help="another unit.toml"
    )
    parser.add_argument("--out", type=Path, default=Path("build/hardware"))
    return parser


def _run(what: str, unit: Unit, out: Path) -> None:
    """Tables and drawings are refreshed where they are committed, then copied."""
    if what == "all":
        _enclosure(out)
    if what in ("tables", "wiring", "all"):
        outputs.write(unit, outputs.GENERATED)
    if what in ("wiring", "all"):
        draw.draw(unit, outputs.GENERATED)
    if what == "all":
        shutil.copytree(outputs.GENERATED, out / "generated", dirs_exist_ok=True)
    if what in ("guide", "all"):
        guide.write(unit, out)


def _enclosure(out: Path) -> None:
    """The printed parts, by their own code, which needs build123d."""
    if not (HARDWARE / "enclosure" / "__main__.py").exists():
        print("hardware/enclosure is not here: no printed parts.", file=sys.stderr)  # noqa: T201
        return
    command = [sys.executable, "-m", "hardware.enclosure", "--out", str(out)]
    if subprocess.run(command, check=False).returncode:  # noqa: S603
        raise UnitError("The enclosure could not be made; see the lines above.")


if __name__ == "__main__":
    sys.exit(main())
