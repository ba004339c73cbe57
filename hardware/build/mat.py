"""The placement mat as SVG, at its true size: where unit, hands and feet of it go.

It only says where things stand. Calibration patterns are another mat's work.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mirrorbox.words import Side

if TYPE_CHECKING:
    from hardware.build.unit import Unit, Variant

MARGIN_MM = 30.0
RULER_MM = 100.0
INK = "#1b2a41"
FAINT = "#8d99ae"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the table, mm from the mat's upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return self.left + self.width / 2, self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Mat:
    """Where everything stands; the patient sits at the lower edge.

    `midline` is the patient's own middle.
    """

    width: float
    height: float
    panel: Box
    area: Box
    lens: tuple[float, float]
    midline: float


def lay_out(unit: Unit, variant: Variant, affected: Side) -> Mat:
    """The panel on the affected side, the camera's area on the healthy one."""
    screen, area = variant.screen, unit.area
    offset = variant.camera.offset_mm
    panel_x = MARGIN_MM + screen.outer_width_mm / 2
    lens_x = panel_x + offset
    height = area.depth_mm + 2 * MARGIN_MM
    lens_y = height / 2
    panel = Box(
        panel_x - screen.outer_width_mm / 2,
        lens_y - screen.outer_height_mm / 2,
        screen.outer_width_mm,
        screen.outer_height_mm,
    )
    seen = Box(
        lens_x - area.width_mm / 2,
        lens_y - area.depth_mm / 2,
        area.width_mm,
        area.depth_mm,
    )
    width = seen.left + seen.width + MARGIN_MM
    mat = Mat(width, height, panel, seen, (lens_x, lens_y), (panel_x + lens_x) / 2)
    return mat if affected is Side.LEFT else _turned(mat)


def _turned(mat: Mat) -> Mat:
    """The same for the other side, as in a mirror."""

    def across(box: Box) -> Box:
        return replace(box, left=mat.width - box.left - box.width)

    return replace(
        mat,
        panel=across(mat.panel),
        area=across(mat.area),
        lens=(mat.width - mat.lens[0], mat.lens[1]),
        midline=mat.width - mat.midline,
    )


def size_text(unit: Unit, variant: Variant) -> str:
    """Its size, for a print shop."""
    laid = lay_out(unit, variant, Side.LEFT)
    return f"{laid.width:.0f} × {laid.height:.0f}"


def svg(unit: Unit, variant: Variant, affected: Side) -> str:
    """The mat as SVG whose units are millimetres."""
    mat = lay_out(unit, variant, affected)
    x, y = mat.lens
    ruler_y = mat.height - 14
    body = [
        _box(Box(5, 5, mat.width - 10, mat.height - 10), INK),
        _box(mat.area, FAINT, dash=True),
        _box(mat.panel, INK, fill="#edf2f4"),
        _line(mat.midline, 5, mat.midline, mat.height - 5, FAINT, dash=True),
        _line(x - 12, y, x + 12, y, INK),
        _line(x, y - 12, x, y + 12, INK),
        f'<circle cx="{x:g}" cy="{y:g}" r="8" fill="none" stroke="{INK}"/>',
        _text(*mat.panel.middle, "screen"),
        _text(mat.panel.middle[0], mat.panel.middle[1] + 24, "affected hand below", 16),
        _text(x, y + 40, "camera above"),
        _text(x, y + 64, f"lens {variant.camera.height_mm:g} mm over the table", 16),
        _text(x, mat.area.top + mat.area.height - 12, "healthy hand here", 16),
        _text(mat.midline, 22, "patient's middle", 14),
        _text(mat.midline, mat.height - 12, "patient here ↓", 14),
        _text(mat.panel.middle[0], 44, f"for an affected {affected} side"),
        _line(20, ruler_y, 20 + RULER_MM, ruler_y, INK),
        _line(20, ruler_y - 4, 20, ruler_y + 4, INK),
        _line(20 + RULER_MM, ruler_y - 4, 20 + RULER_MM, ruler_y + 4, INK),
        _text(20 + RULER_MM / 2, ruler_y - 6, f"{RULER_MM:g} mm: measure it", 10),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{mat.width:g}mm" '
        f'height="{mat.height:g}mm" viewBox="0 0 {mat.width:g} {mat.height:g}" '
        f'font-family="DejaVu Sans, sans-serif" text-anchor="middle">\n'
        f'<rect width="{mat.width:g}" height="{mat.height:g}" fill="#fff"/>\n'
        + "\n".join(body)
        + "\n</svg>\n"
    )


def _box(box: Box, ink: str, *, fill: str = "none", dash: bool = False) -> str:
    return (
        f'<rect x="{box.left:g}" y="{box.top:g}" width="{box.width:g}" '
        f'height="{box.height:g}" rx="4" fill="{fill}" stroke="{ink}"{_dash(dash)}/>'
    )


def _line(
    x: float, y: float, to_x: float, to_y: float, ink: str, *, dash: bool = False
) -> str:
    return (
        f'<line x1="{x:g}" y1="{y:g}" x2="{to_x:g}" y2="{to_y:g}" '
        f'stroke="{ink}"{_dash(dash)}/>'
    )


def _dash(dash: bool) -> str:  # noqa: FBT001  # only handed on
    return ' stroke-dasharray="6 4"' if dash else ""


def _text(x: float, y: float, words: str, size: float = 24) -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" fill="{INK}">{words}</text>'
