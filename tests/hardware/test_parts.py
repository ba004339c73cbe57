"""The bill of materials: complete, orderable, and in step with the unit's file."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from hardware.build import electrics, parts
from hardware.build.unit import UnitError, load

if TYPE_CHECKING:
    from pathlib import Path

UNIT = load()
VARIANTS = ("table", "desk")


def of(name: str) -> dict[str, parts.Part]:
    """A variant's rows, by their id."""
    return {row.id: row for row in parts.bill(UNIT, name)}


@pytest.mark.parametrize("name", VARIANTS)
def test_every_row_can_be_ordered(name: str) -> None:
    for row in of(name).values():
        assert row.part
        assert row.purpose
        assert len(row.order) > 10, row.id
        assert row.substitutes
        assert row.quantity > 0
        assert row.price_eur > 0


@pytest.mark.parametrize("name", VARIANTS)
def test_an_id_is_used_once(name: str) -> None:
    rows = parts.bill(UNIT, name)
    assert len({row.id for row in rows}) == len(rows)


@pytest.mark.parametrize("name", VARIANTS)
def test_the_csv_reads_back_and_adds_up(name: str) -> None:
    rows = parts.bill(UNIT, name)
    *read, total = csv.DictReader(io.StringIO(parts.to_csv(rows)))
    assert [line["id"] for line in read] == [row.id for row in rows]
    counted = sum(float(line["sum_eur"]) for line in read if not line["only_with"])
    assert float(total["sum_eur"]) == pytest.approx(counted, abs=0.01)


def test_figures_come_from_the_unit() -> None:
    rows = of("table")
    assert rows["E9"].part == (
        f"Resistor {electrics.lamp_ohm(UNIT.lamps, UNIT.driver):g} Ω"
    )
    assert rows["E26"].order.startswith("IPS, matte, lit 345 mm wide")
    assert "5.1 V 5 A" in rows["E28"].part


@pytest.mark.parametrize("name", VARIANTS)
def test_every_supply_is_certified_and_double_insulated(name: str) -> None:
    rows = of(name)
    for supply in UNIT.variant.table.supply if name == "table" else ():
        assert any(supply.name.split()[0] in r.part.lower() for r in rows.values())
    for key in ("E28", "E29", "E30"):
        if key in rows:
            assert "class II" in rows[key].order
            assert "IEC 62368-1" in rows[key].order


def test_no_cr2032_where_a_board_charges() -> None:
    rows = of("table")
    assert rows["E7"].only_with == rows["E6"].only_with == "Raspberry Pi 4"
    assert "without a charging circuit" in rows["E6"].order
    assert "rechargeable ML2020" in rows["E5"].order


def test_the_card_is_of_high_endurance() -> None:
    assert "high endurance" in of("table")["E4"].part


def test_a_part_without_a_key_is_told(tmp_path: Path) -> None:
    lame = tmp_path / "parts.toml"
    lame.write_text('[E1]\npart = "a"\n', encoding="utf-8")
    with pytest.raises(UnitError, match="E1 has or lacks"):
        parts.bill(UNIT, "table", lame)


def test_an_unknown_figure_is_told(tmp_path: Path) -> None:
    strange = tmp_path / "parts.toml"
    strange.write_text(
        '[E1]\npart = "{furlongs}"\npurpose = ""\norder = ""\nsubstitutes = ""\n'
        "price = 1.0\ntable = 1\ndesk = 0\n",
        encoding="utf-8",
    )
    with pytest.raises(UnitError, match="'furlongs'; it is no figure"):
        parts.bill(UNIT, "table", strange)
