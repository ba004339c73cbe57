"""The guide as one HTML page and one PDF, from the Markdown in `hardware/guide`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hardware.build import outputs
from hardware.build.unit import HARDWARE, UnitError

if TYPE_CHECKING:
    from pathlib import Path

    from hardware.build.unit import Unit

GUIDE = HARDWARE / "guide"
"""Chapters, in the order of their numbers."""

STYLE = GUIDE / "style.css"

APPENDICES = (
    *("bom-table.md", "bom-desk.md", "wiring.md"),
    *("power.md", "optics.md", "risks.md"),
)
"""Generated tables that stand behind the chapters."""

_PART = re.compile(r"\b[EMPS]\d{1,2}\b")


def chapters() -> dict[str, str]:
    """Every chapter's Markdown, by its file's name."""
    return {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted(GUIDE.glob("[0-9]*.md"))
    }


def named_parts(text: str) -> set[str]:
    """The parts a text names: E, M, P or S and a number."""
    return set(_PART.findall(text))


def write(unit: Unit, out: Path) -> None:
    """Write `guide.html` and `guide.pdf`.

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
    texts = [*chapters().values()]
    texts += [(outputs.GENERATED / name).read_text("utf-8") for name in APPENDICES]
    for text in texts:
        _check_pictures(text)
    bodies = [
        markdown.markdown(text, extensions=["tables", "attr_list", "toc", "md_in_html"])
        for text in texts
    ]
    page = _page(unit, [_local(body) for body in bodies])
    out.mkdir(parents=True, exist_ok=True)
    (out / "guide.html").write_text(page, encoding="utf-8")
    document = weasyprint.HTML(string=page, base_url=str(GUIDE) + "/")
    document.write_pdf(out / "guide.pdf", full_fonts=False)


def _page(unit: Unit, bodies: list[str]) -> str:
    sections = "\n".join(f"<section>{body}</section>" for body in bodies)
    style = STYLE.read_text(encoding="utf-8")
    title = f"{unit.unit.name}: how to build it, revision {unit.unit.revision}"
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{style}</style><body>\n{sections}\n</body></html>\n"
    )


def _check_pictures(text: str) -> None:
    for path in re.findall(r"!\[[^]]*\]\(([^)]+)\)", text):
        if not (GUIDE / path).exists():
            raise UnitError(f"The guide's picture {path} is missing: make hardware.")


def _local(body: str) -> str:
    """Links between chapters become links inside the one page."""
    return re.sub(r'href="[^":]*\.md#([^"]+)"', r'href="#\1"', body)
