"""Which pictures are drawn, and from where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from build123d import Pos

from hardware.enclosure import assembly, render, solids
from hardware.enclosure.prints import PRINTS
from hardware.enclosure.render import Item

if TYPE_CHECKING:
    from pathlib import Path

    from hardware.enclosure.assembly import Placed
    from hardware.enclosure.params import Params
    from hardware.enclosure.shapes import Shape

COARSE = 2.5
"""A picture needs fewer triangles than a print."""

COLOUR = {
    "lit": "lit",
    "board": "board",
    "camera": "board",
    "button": "button",
    "ferrule": "rubber",
}
"""Of what is bought and not grey."""

WORDS = {
    "rail": "rail",
    "leg": "leg",
    "ferrule": "rubber ferrule",
    "sheet": "sheet",
    "lit": "panel, lit face",
    "post": "post",
    "boom": "boom",
    "camera": "camera",
    "board": "computer and lamp board",
    "button": "button",
    "forearm": "affected limb",
}
"""For what is not printed."""

GROUPS = {
    "tray": ((35, 30), ("tray", "leg", "ferrule", "sheet", "panel", "lit", "rail")),
    "camera": ((40, 15), ("camera", "post", "boom")),
    "buttons": ((30, 28), ("button",)),
    "box": ((208, 32), ("box", "board")),
}
"""Exploded views of one group each: from where, and what begins with these words."""


def draw(
    params: Params, parts: dict[str, Shape], placed: list[Placed], to: Path
) -> None:
    """Draw every picture into a folder."""
    to.mkdir(parents=True, exist_ok=True)
    arm = assembly.forearm(params)
    whole = [*placed, arm]
    render.picture(_items(whole, label=True), to / "assembly.png", turn=-28, rise=32)
    seen = Item(solids.mesh(assembly.sight(params)), "sight")
    render.picture([*_items(whole), seen], to / "sight.png", turn=0, rise=8)
    render.picture(
        _items(placed, apart=1.0, label=True), to / "exploded.png", turn=-28, rise=30
    )
    for name, ((turn, rise), starts) in GROUPS.items():
        group = [item for item in placed if item.name.startswith(starts)]
        items = _items(group, apart=0.55, label=True)
        render.picture(
            items, to / f"exploded-{name}.png", turn=turn, rise=rise, size=(900, 680)
        )
    for name, part in parts.items():
        lying = solids.on_bed(params, name, part)
        item = Item(solids.mesh(lying, coarse=COARSE), "printed")
        render.picture(
            [item], to / f"part-{name}.png", turn=30, rise=35, size=(480, 360)
        )


def _items(
    placed: list[Placed], *, apart: float = 0.0, label: bool = False
) -> list[Item]:
    items = []
    for body in placed:
        colour = COLOUR.get(body.name, body.kind)
        words = (
            PRINTS[body.name].title
            if body.kind == "printed"
            else WORDS.get(body.name, "")
        )
        moved = Pos(*(apart * way for way in body.apart)) * body.shape
        mesh = solids.mesh(moved, coarse=COARSE)
        items.append(Item(mesh, colour, words if label else ""))
    return items
