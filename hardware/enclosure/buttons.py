"""The button box: a body with a slanted top, printed on its top, and a wide base.

z = 0 is where the body stands on the base plate; the patient is at -y.
"""

from __future__ import annotations

from math import cos, degrees, radians, tan
from typing import TYPE_CHECKING

from build123d import Plane, Polygon, Pos, Rot, SlotOverall, extrude

from hardware.enclosure import shapes, steady
from hardware.enclosure.shapes import Shape, rod, slab

if TYPE_CHECKING:
    from hardware.enclosure.params import Params

GLAND = 12.3
"""Hole for a cable gland M12 × 1.5."""

GLAND_Z = 22.0
ROUND = 10.0
"""Of the upright edges."""

BEVEL = 2.0
"""Around the top: it prints on the bed without support and is kind to a wrist."""

STRIP_Y = -42.0
"""Of the two slots that take the terminal strip's screws, whatever its length."""


class Body:
    """Where things are on the button box."""

    def __init__(self, params: Params) -> None:
        self.place = steady.ButtonBox(params)
        self.wall = params.enclosure.wall_mm
        self.slope = radians(params.enclosure.tilt_deg)
        self.width = self.place.top[0]
        self.half = self.place.top[1] / 2 * cos(self.slope)
        self.front = self.place.front_z + self.wall

    def top_z(self, y: float) -> float:
        """Of the slanted top over a depth."""
        return self.front + (y + self.half) * tan(self.slope)

    def bosses(self) -> list[tuple[float, float]]:
        """Of the four screws into the base."""
        x, y = self.width / 2 - self.wall - 3.5, self.half - self.wall - 3.5
        return [(sx * x, sy * y) for sx in (-1, 1) for sy in (-1, 1)]

    def on_top(self) -> Shape:
        """The frame of the top: its middle, z outward."""
        middle = Pos(0, 0, self.top_z(0))
        return middle * Rot(degrees(self.slope), 0, 0)

    def hull(self, inset: float, top: float, bottom: float, radius: float) -> Shape:
        """The box, smaller by `inset` all around and by `top` under its top."""
        half = self.half - inset
        low = top / cos(self.slope)
        front, back = self.top_z(-half) - low, self.top_z(half) - low
        line = Polygon(
            (-half, bottom), (half, bottom), (half, back), (-half, front), align=None
        )
        wide = self.width / 2 - inset
        block = Pos(-wide, 0, 0) * extrude(Plane.YZ * line, 2 * wide)
        return shapes.soft(shapes.straight(block, "z"), radius)


def body(params: Params) -> Shape:
    """Top and walls in one piece; nothing but the three buttons breaks the top."""
    box = Body(params)
    hull = box.hull(0, 0, 0, ROUND)
    top = max(hull.faces(), key=lambda face: face.center().Z)
    hull = shapes.bevel(top.edges(), BEVEL)
    cavity = box.hull(box.wall, box.wall, -1, ROUND - box.wall)
    whole = hull - cavity
    for x, y in box.bosses():
        whole += rod(shapes.M3_BOSS, (x, y, 0), box.top_z(y) - box.wall / 2)
        whole -= rod(shapes.M3_INSERT, (x, y, -1), shapes.M3_DEEP + 1)
    for x, y in box.place.buttons:
        hole = rod(params.unit.buttons.hole_mm + 0.3, (x, y, -20), 40)
        whole -= box.on_top() * hole
    return whole - rod(GLAND, (0, box.half - box.wall - 1, GLAND_Z), box.wall + 2, "y")


def base(params: Params) -> Shape:
    """The plate that makes the box steady; feet under its corners."""
    box = Body(params)
    thick = steady.BASE_PLATE
    plate = slab(*box.place.base, (-thick, 0), 14)
    plate = shapes.soft(plate.faces().sort_by().last.edges(), 1.5)
    for x, y in box.bosses():
        plate -= rod(shapes.M3_FREE, (x, y, -thick - 1), thick + 2)
    for x in (-26, 26):
        slot = extrude(SlotOverall(24, shapes.M3_FREE), thick + 2)
        plate -= Pos(x, STRIP_Y, -thick - 1) * slot
    return plate


def button(params: Params) -> list[Shape]:
    """What is bought: cap, neck with ring, and the lamp holder under them."""
    box, buttons = Body(params), params.unit.buttons
    made = []
    for x, y in box.place.buttons:
        cap = rod(buttons.dome_mm, (x, y, 0), 7)
        cap = shapes.soft(cap.faces().sort_by().last.edges(), 5)
        cap += rod(buttons.hole_mm, (x, y, -buttons.depth_mm + 25), 62 - 20)
        made.append(box.on_top() * (cap + rod(34, (x, y, -buttons.depth_mm), 30)))
    return made
