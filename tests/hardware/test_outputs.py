"""What is committed is what would be made now."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
import yaml as peer

from hardware.build import mat, outputs, yaml
from hardware.build.unit import UNIT_FILE, load, parse
from mirrorbox.words import Side

if TYPE_CHECKING:
    from pathlib import Path

UNIT = load()


def test_nothing_is_stale() -> None:
    assert outputs.stale(UNIT) == [], "run `make hardware` and commit its outputs"


def test_another_resistor_makes_tables_and_drawings_stale() -> None:
    text = UNIT_FILE.read_text("utf-8")
    other = parse(text.replace("series_ohm = 1000.0", "series_ohm = 1500.0"))
    stale = outputs.stale(other)
    assert {"wiring.md", "bom-table.csv", "wiring-box.yml", "wiring-box.svg"} <= {
        *stale
    }


def test_an_edited_table_and_a_missing_drawing_are_stale(tmp_path: Path) -> None:
    folder = tmp_path / "generated"
    shutil.copytree(outputs.GENERATED, folder)
    (folder / "power.md").write_text("much", encoding="utf-8")
    (folder / "wiring-panel.svg").unlink()
    assert outputs.stale(UNIT, folder) == ["power.md", "wiring-panel.svg"]


@pytest.mark.parametrize("name", outputs.drawings(UNIT))
def test_wiring_is_read_back_as_it_was(name: str) -> None:
    text = outputs.drawings(UNIT)[name]
    read = peer.safe_load(text)
    assert yaml.to_yaml(read) == text
    assert set(read) == {"options", "tweak", "connectors", "cables", "connections"}


@pytest.mark.parametrize("name", outputs.drawings(UNIT))
def test_a_drawing_shows_every_part_of_its_text(name: str) -> None:
    drawing = (outputs.GENERATED / f"{name}.svg").read_text("utf-8")
    ET.fromstring(drawing)  # noqa: S314  # our own file
    read = peer.safe_load(outputs.drawings(UNIT)[name])
    for part in (*read["connectors"], *read["cables"]):
        assert f">{part}</text>" in drawing


def test_the_manifest_names_no_drawing_that_is_gone() -> None:
    made = json.loads(outputs.MANIFEST.read_text("utf-8"))
    assert set(made) == set(outputs.drawings(UNIT))


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("name", ["table", "desk"])
def test_the_mat_is_at_its_true_size(name: str, side: Side) -> None:
    variant = dict(UNIT.variant.named())[name]
    root = ET.fromstring(mat.svg(UNIT, variant, side))  # noqa: S314  # our own text
    width, height = (
        float(root.attrib[k].removesuffix("mm")) for k in ("width", "height")
    )
    assert root.attrib["viewBox"] == f"0 0 {width:g} {height:g}"
    laid = mat.lay_out(UNIT, variant, side)
    apart = laid.lens[0] - laid.panel.middle[0]
    assert abs(apart) == pytest.approx(variant.camera.offset_mm)
    assert (apart > 0) == (side is Side.LEFT)
    boxes = sorted((laid.panel, laid.area), key=lambda box: box.left)
    assert boxes[0].left > 0
    assert boxes[0].left + boxes[0].width <= boxes[1].left
    assert boxes[1].left + boxes[1].width < width
