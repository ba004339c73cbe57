"""A cold read of the guide: every part is in a step, every step names real parts."""

from __future__ import annotations

import re

import pytest

from hardware.build import guide, parts
from hardware.build.unit import HARDWARE, load
from hardware.enclosure import sizes

UNIT = load()
CHAPTERS = guide.chapters()
TEXT = "\n".join(CHAPTERS.values())
STEP = re.compile(r"^## (Step \d.\d: .*?)\n(.*?)(?=^##? |\Z)", re.MULTILINE | re.DOTALL)
STEPS = STEP.findall(TEXT)
OTHERS = {"table": ("Step 3.6",), "desk": ("Step 3.4", "Step 3.5")}
"""Steps that a variant leaves out, as the third chapter says."""

BILLS = {name: parts.bill(UNIT, name) for name in ("table", "desk")}


def needed(body: str) -> set[str]:
    """The parts that a step lists as its own."""
    line = re.search(r"^\*\*Parts:\*\*(.*?)·", body, re.MULTILINE | re.DOTALL)
    return guide.named_parts(line[1]) if line else set()


def test_there_are_steps() -> None:
    assert len(STEPS) >= 12


@pytest.mark.parametrize(("title", "body"), STEPS, ids=[title for title, _ in STEPS])
def test_a_step_says_parts_tools_time_and_ends_in_a_check(
    title: str, body: str
) -> None:
    for word in ("**Parts:**", "**Tools:**", "**Time:**", "**Check:**"):
        assert word in body, title
    assert re.search(r"\*\*Time:\*\* \d+ min", body), title


def test_every_part_the_guide_names_is_in_the_bill() -> None:
    known = {row.id for rows in BILLS.values() for row in rows}
    assert guide.named_parts(TEXT) <= known


@pytest.mark.parametrize("name", BILLS)
def test_every_part_of_the_bill_is_used_in_a_step(name: str) -> None:
    skipped = OTHERS[name]
    bodies = [body for title, body in STEPS if not title.startswith(skipped)]
    sections = TEXT.split("\n## ")
    bodies += [section for section in sections if not section.startswith("Step")]
    used = set().union(*(needed(body) for body in bodies))
    assert {row.id for row in BILLS[name]} <= used


def test_a_step_uses_what_it_lists() -> None:
    for title, body in STEPS:
        rest = re.sub(r"^\*\*Parts:\*\*.*?·", "", body, flags=re.MULTILINE | re.DOTALL)
        assert needed(body) <= guide.named_parts(rest), title


def test_every_picture_is_there() -> None:
    for path in re.findall(r"!\[[^]]+\]\(([^)]+)\)", TEXT):
        assert (guide.GUIDE / path).exists(), path


def test_every_link_leads_somewhere() -> None:
    known = {
        anchor(title) for title in re.findall(r"^#+ (.+)$", everything(), re.MULTILINE)
    }
    for path, heading in re.findall(r"\]\(([^)#:]*)#?([^):]*)\)", TEXT):
        if path.endswith(".md"):
            assert (guide.GUIDE / path).exists(), path
        if heading:
            assert heading in known, heading


def everything() -> str:
    """Chapters and the tables behind them."""
    generated = HARDWARE / "generated"
    tables = [(generated / name).read_text("utf-8") for name in guide.APPENDICES]
    return "\n".join([TEXT, *tables])


def anchor(title: str) -> str:
    """A heading's address, as the web page makes it."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", title.lower())).strip("-")


def test_the_guide_never_charges_a_cr2032() -> None:
    assert "CR2032 must never be charged" in TEXT
    charging = [line for line in TEXT.splitlines() if "rtc_bbat_vchg" in line]
    assert all("CR2032" not in line for line in charging)


def test_the_guide_says_what_the_unit_is_not() -> None:
    for name in ("1-before-you-start.md", "8-safety.md"):
        assert "not a certified medical device" in CHAPTERS[name].lower()


def test_the_guides_figures_are_the_units() -> None:
    table = UNIT.variant.table
    assert f"width_mm = {table.screen.width_mm}" in TEXT
    assert f"lens to the table: {table.camera.height_mm:g} mm" in TEXT
    assert "mm_per_camera_px = 0.558" in TEXT
    assert f"{sizes.SHELF_DROP:g} mm under the boom" in TEXT
    cable = UNIT.cable.camera.length_mm
    assert f"flat cable is only {cable:g} mm" in TEXT


def test_the_licences_texts_are_there() -> None:
    for name in ("CERN-OHL-P-2.0", "CC-BY-4.0"):
        text = (HARDWARE / "LICENSES" / f"{name}.txt").read_text("utf-8")
        assert len(text) > 5000
        assert name in CHAPTERS["8-safety.md"]
