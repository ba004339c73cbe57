"""The figures of the enclosure: JSON for the bill and the guide, a table for the maker.

Nothing here needs CAD: a fast test can say whether what is committed is stale.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from hardware.build.tables import markdown
from hardware.build.unit import HARDWARE
from hardware.enclosure import sizes, steady
from hardware.enclosure.prints import PRINTS

if TYPE_CHECKING:
    from pathlib import Path

    from hardware.enclosure.params import Params

FIGURES, PRINTED, TABLE = "enclosure.json", "printed.json", "parts.md"
"""What is written to `hardware/generated`."""

HEADER = "<!-- Made by `python -m hardware.enclosure`; do not edit. -->\n\n"
BUTTON_G = 60.0
"""Of one button with its lamp, holder and ring."""

CODE = (
    *("sizes", "steady", "shapes", "mesh", "solids", "prints"),
    *("tray", "camera", "buttons", "box", "assembly"),
)
"""The modules that say what a part looks like."""


def fingerprint(params: Params) -> str:
    """A short name of everything that the parts are made from."""
    table = params.table
    values = (params.enclosure, params.printer, table.screen, table.camera)
    text = repr((values, params.unit.buttons, params.unit.area))
    folder = HARDWARE / "enclosure"
    code = [(folder / f"{name}.py").read_text(encoding="utf-8") for name in CODE]
    return hashlib.sha256("\n".join([text, *code]).encode()).hexdigest()[:16]


def figures(
    params: Params, parts: dict[str, dict[str, Any]], common_mm3: float
) -> dict[str, Any]:
    """All that was measured and reckoned, in groups.

    Args:
        params: what the parts were made from.
        parts: by name, what was measured on each.
        common_mm3: volume that bodies share in the assembly; 0 where nothing touches.
    """
    total = sum(PRINTS[name].quantity * part["mass_g"] for name, part in parts.items())
    volume = sum(
        PRINTS[name].quantity * part["volume_cm3"] for name, part in parts.items()
    )
    return {
        "input": fingerprint(params),
        "print": {"mass_g": round(total), "volume_cm3": round(volume)},
        "parts": parts,
        "tray": _tray(params, parts),
        "sight": _sight(params),
        "button_box": _buttons(params, parts),
        "assembly": {"common_mm3": round(common_mm3, 2)},
    }


def _tray(params: Params, parts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    tray = sizes.Tray(params.enclosure, params.table.screen)
    names = [name for name in parts if name.startswith("tray-")]
    printed = sum(PRINTS[name].quantity * parts[name]["mass_g"] for name in names)
    width, height = tray.tunnel
    return {
        "picture_above_table_mm": tray.face_z,
        "tubes": [[count, length] for count, length in tray.tubes],
        "sheet_mm": [2 * tray.half[0], 2 * tray.half[1], params.enclosure.sheet_mm],
        "room_mm": [round(width, 1), round(height, 1)],
        "forearm_mm": round(tray.forearm, 1),
        "forearm_air_mm": round(min(width, height) - tray.forearm, 1),
        "screen_air_mm": sizes.PANEL_AIR,
        "mass_g": round(tray.bought_g() + printed),
        "edge_push_n": round(tray.edge_push_n(printed)),
    }


def _sight(params: Params) -> dict[str, Any]:
    sight, area = sizes.Sight(params), params.unit.area
    tray = sizes.Tray(params.enclosure, params.table.screen)
    foot = tray.leg_at[0] + tray.foot_half
    return {
        "sees_mm": [round(sight.view.width_mm), round(sight.view.depth_mm)],
        "area_mm": [area.width_mm, area.depth_mm],
        "tray_outside_by_mm": round(sight.beside(foot, 0), 1),
        "camera_cable_mm": round(sight.cable_mm),
        "post_outside_by_mm": round(sight.behind(params.enclosure.reach_mm - 55, 0), 1),
    }


def _buttons(params: Params, parts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    mass = 3 * BUTTON_G + sum(
        parts[name]["mass_g"] for name in ("button-body", "button-base")
    )
    found = steady.tip(steady.ButtonBox(params), mass)
    return {
        "mass_g": round(mass),
        "push_n": found.push_n,
        "inside_feet_mm": round(found.inside_mm, 1),
        "holding_moment_nm": round(found.upright_nmm / 1000, 2),
        "slant_deg": round(found.slant_deg, 1),
        "level_push_that_tips_n": round(found.sideways_n, 1),
        "grip_above_which_it_tips": round(found.grip, 2),
    }


def page(found: dict[str, Any]) -> str:
    """The maker's table: what to print and how, what to saw, and the figures."""
    rows = [
        (
            f"`{name}`",
            item.title,
            item.quantity,
            f"{part['mass_g']:g} g",
            " × ".join(f"{side:.0f}" for side in part["bed_mm"]) + " mm",
            item.lies,
            item.note,
        )
        for name, item in PRINTS.items()
        for part in [found["parts"][name]]
    ]
    head = ("file", "part", "pieces", "each", "on the bed", "lies on", "note")
    tray = found["tray"]
    tubes = [(count, f"{length:.0f} mm") for count, length in tray["tubes"]]
    sheet = " × ".join(f"{side:g}" for side in tray["sheet_mm"])
    return "\n".join(
        [
            HEADER + "# Printed parts\n",
            (
                "PETG, layers of 0.2 mm, four walls, 30 % filling where the note says "
                f"nothing else. In all {found['print']['mass_g']} g of filament.\n"
            ),
            markdown(head, rows),
            "## What is sawn\n",
            "Square aluminium tube, deburred, sharp edges filed:\n",
            markdown(("pieces", "length"), tubes),
            (
                f"Stainless steel sheet under the panel: {sheet} mm, cut to order, "
                "edges filed round.\n"
            ),
            "## Figures\n",
            markdown(("what", "figure"), _lines(found)),
        ]
    )


def _lines(found: dict[str, Any]) -> list[tuple[str, str]]:
    tray, sight, box = found["tray"], found["sight"], found["button_box"]
    thin = min(part["thinnest_mm"] for part in found["parts"].values())
    return [
        ("lit face over the table", f"{tray['picture_above_table_mm']:g} mm"),
        ("room for the limb", "{:g} × {:g} mm".format(*tray["room_mm"])),
        ("thick forearm (95 of 100 men)", f"{tray['forearm_mm']:g} mm"),
        ("tray with panel", f"{tray['mass_g']} g"),
        ("push down on the tray's side edge that lifts it", f"{tray['edge_push_n']} N"),
        ("camera sees", "{} × {} mm".format(*sight["sees_mm"])),
        ("tray stands outside of that by", f"{sight['tray_outside_by_mm']:g} mm"),
        ("post's foot by", f"{sight['post_outside_by_mm']:g} mm"),
        ("flat cable from camera to board", f"{sight['camera_cable_mm']} mm"),
        (
            f"{box['push_n']:g} N on any cap meets the table inside the feet by",
            f"{box['inside_feet_mm']:g} mm: it cannot tip",
        ),
        ("the same push may slant from upright by", f"{box['slant_deg']:g}°"),
        (
            "a level push slides the box rather than tips it up to a friction of",
            f"{box['grip_above_which_it_tips']:g}",
        ),
        ("thinnest wall measured", f"{thin:g} mm"),
    ]


def printed(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows that the bill of materials reads."""
    return [
        {
            "name": name,
            "title": item.title,
            "purpose": item.purpose,
            "file": f"stl/{name}.stl",
            "quantity": item.quantity,
            "mass_g": found["parts"][name]["mass_g"],
        }
        for name, item in PRINTS.items()
    ]


def texts(found: dict[str, Any]) -> dict[str, str]:
    """Every committed text, by its file's name."""
    return {
        FIGURES: _json(found),
        PRINTED: _json(printed(found)),
        TABLE: page(found),
    }


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def stale(params: Params, folder: Path) -> list[str]:
    """Names of committed files that are not what they would be made to be now."""
    path = folder / FIGURES
    if not path.exists():
        return [FIGURES]
    found = json.loads(path.read_text(encoding="utf-8"))
    if found.get("input") != fingerprint(params):
        return [FIGURES]
    return [
        name
        for name, text in texts(found).items()
        if not (folder / name).exists()
        or (folder / name).read_text(encoding="utf-8") != text
    ]
