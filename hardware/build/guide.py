"""The guide as one HTML page and one PDF, from the Markdown in `hardware/guide`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hardware.build import mat, outputs
from hardware.build.unit import HARDWARE, UnitError
from mirrorbox.words import Side

if TYPE_CHECKING:
    from pathlib import Path

    from hardware.build.unit import Unit, Variant

GUIDE = HARDWARE / "guide"
"""Chapters, in the order of their numbers."""

STYLE = GUIDE / "style.css"

APPENDICES = (
    *("bom-table.md", "bom-desk.md", "parts.md", "wiring.md"),
    *("power.md", "optics.md", "risks.md"),
)
"""Generated tables that stand behind the chapters."""

_PART = re.compile(r"\b[EFPS]\d{1,2}\b")
_RANGE = re.compile(r"\b([EFPS])(\d{1,2}) to \1(\d{1,2})\b")


def chapters() -> dict[str, str]:
    """Every chapter's Markdown, by its file's name."""
    return {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted(GUIDE.glob("[0-9]*.md"))
    }


def named_parts(text: str) -> set[str]:
    """The parts a text names, as E1 or as E1 to E3."""
    spans = {
        f"{letter}{number}"
        for letter, first, last in _RANGE.findall(text)
        for number in range(int(first), int(last) + 1)
    }
    return spans | set(_PART.findall(text))


def write(unit: Unit, out: Path) -> None:
    """Write `guide.html`, `guide.pdf` and each mat at its true size.

    Raises:
        UnitError: the tools are missing, or a picture is.
    """
    try:
        import markdown  # noqa: PLC0415  # only in the hardware's own venv
        import weasyprint  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise UnitError(
            f"The guide needs its tools ({error}): make hardware."
        ) from error
    for text in chapters().values():
        check_pictures(text)
    tools = ["tables", "toc", "fenced_code"]
    bodies = [
        f'<section class="c{name[0]}">'
        f"{_local(markdown.markdown(text, extensions=tools))}</section>"
        for name, text in chapters().items()
    ] + [
        f'<section class="wide">{markdown.markdown(text, extensions=tools)}</section>'
        for text in _appendices()
    ]
    page = _page(unit, bodies)
    out.mkdir(parents=True, exist_ok=True)
    (out / "guide.html").write_text(page, encoding="utf-8")
    document = weasyprint.HTML(string=page, base_url=str(GUIDE) + "/")
    document.write_pdf(out / "guide.pdf")
    for name, variant in unit.variant.named():
        sheet = weasyprint.HTML(string=_sheet(unit, variant), base_url=str(GUIDE) + "/")
        sheet.write_pdf(out / f"mat-{name}.pdf")


def _page(unit: Unit, bodies: list[str]) -> str:
    sections = "\n".join(bodies)
    style = STYLE.read_text(encoding="utf-8")
    title = f"{unit.unit.name}: how to build it, revision {unit.unit.revision}"
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{style}</style><body>\n{sections}\n</body></html>\n"
    )


def _sheet(unit: Unit, variant: Variant) -> str:
    """The mat, front and back, on pages of its own size."""
    laid = mat.lay_out(unit, variant, Side.LEFT)
    sides = "".join(mat.svg(unit, variant, side) for side in Side)
    return (
        f"<style>@page {{ size: {laid.width:g}mm {laid.height:g}mm; margin: 0 }} "
        f"svg {{ display: block }} body {{ margin: 0 }}</style>{sides}"
    )


def _appendices() -> list[str]:
    return [(outputs.GENERATED / name).read_text("utf-8") for name in APPENDICES]


def check_pictures(text: str) -> None:
    """Look for every picture of a chapter.

    Raises:
        UnitError: one is not there.
    """
    for path in re.findall(r"!\[[^]]*\]\(([^)]+)\)", text):
        if not (GUIDE / path).exists():
            raise UnitError(f"The guide's picture {path} is missing: make hardware.")


def _local(body: str) -> str:
    """Links between chapters become links inside the one page."""
    return re.sub(r'href="[^":]*\.md#([^"]+)"', r'href="#\1"', body)
