"""Draws the wiring with WireViz, which calls graphviz's `dot`."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from hardware.build import outputs
from hardware.build.unit import UnitError

if TYPE_CHECKING:
    from hardware.build.unit import Unit


def draw(unit: Unit, folder: Path) -> None:
    """Make an SVG of each `.yml` in `folder`, and note what each was made of.

    Raises:
        UnitError: graphviz or WireViz is not installed, or fails.
    """
    if shutil.which("dot") is None:
        raise UnitError("graphviz is missing: apt-get install graphviz.")
    drawings = outputs.drawings(unit)
    for name in drawings:
        _wireviz(folder / f"{name}.yml")
        drawing = folder / f"{name}.svg"
        drawing.write_text(_quiet(drawing.read_text("utf-8")), encoding="utf-8")
    noted = {name: outputs.digest(text) for name, text in drawings.items()}
    (folder / outputs.MANIFEST.name).write_text(
        json.dumps(noted, indent=2) + "\n", encoding="utf-8"
    )


def _wireviz(path: Path) -> None:
    command = [str(Path(sys.executable).with_name("wireviz")), "-f", "s", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except OSError as error:
        raise UnitError("WireViz is missing: run `make hardware`.") from error
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1]
        raise UnitError(f"WireViz cannot draw {path.name}: {last}.")


def _quiet(drawing: str) -> str:
    """Without comments and the graph's name, which say where and when it was made."""
    drawing = re.sub(r"<!--.*?-->\n?", "", drawing, flags=re.DOTALL)
    return re.sub(r"<title>.*?</title>\n?", "", drawing, flags=re.DOTALL)
