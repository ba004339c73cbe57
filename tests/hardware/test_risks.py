"""The risk table: whole, acceptable, and verified by things that exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hardware.build import risks
from hardware.build.unit import HARDWARE, UnitError

if TYPE_CHECKING:
    from pathlib import Path

RISKS = risks.load()
ROOT = HARDWARE.parent


def test_the_hazards_that_must_be_there() -> None:
    hazards = "mains heat tip pinch trip epilepsy hygiene magnified side lag worse"
    assert set(hazards.split()) <= set(RISKS)


@pytest.mark.parametrize("name", RISKS)
def test_a_control_lowers_a_risk_to_something_acceptable(name: str) -> None:
    risk = RISKS[name]
    assert risk.after < risk.before
    assert risks.verdict(risk.left) != "not acceptable"


@pytest.mark.parametrize("name", RISKS)
def test_where_it_is_verified_exists(name: str) -> None:
    assert RISKS[name].verified
    for place in RISKS[name].verified:
        path, _, test = place.partition("::")
        path, _, heading = path.partition("#")
        assert (ROOT / path).exists(), place
        if test:
            assert f"def {test}(" in (ROOT / path).read_text("utf-8"), place
        if heading:
            assert heading in headings(ROOT / path), place


def headings(path: Path) -> set[str]:
    """The addresses of a chapter's headings."""
    titles = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w]+", "-", title.lower()).strip("-") for title in titles}


def test_software_hazards_are_verified_by_tests() -> None:
    for name in ("epilepsy", "side", "lag", "worse", "overdose", "record", "pins"):
        assert any(place.startswith("tests/") for place in RISKS[name].verified)


def test_a_score_out_of_range_is_told(tmp_path: Path) -> None:
    wrong = tmp_path / "risks.toml"
    text = risks.RISKS_FILE.read_text("utf-8")
    wrong.write_text(text.replace("severity = 5", "severity = 6", 1), encoding="utf-8")
    with pytest.raises(UnitError, match=r"mains\.severity = 6 is out of range"):
        risks.load(wrong)
