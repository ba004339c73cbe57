"""The button box's measures, and whether a push tips it; mm, N, without any CAD."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin, tan
from typing import TYPE_CHECKING

from hardware.enclosure.sizes import GRAVITY

if TYPE_CHECKING:
    from hardware.enclosure.params import Params


@dataclass(frozen=True)
class ButtonBox:
    """A box with a slanted top, wider at its base; three buttons in a shallow arc."""

    params: Params
    foot: float = 6.0
    margin: float = 10.0

    @property
    def spread(self) -> tuple[float, float]:
        """Of the outer buttons from the middle one: x and, down the slope, y."""
        buttons = self.params.unit.buttons
        across = self.top[0] / 2 - self.margin - buttons.dome_mm / 2
        return across, max(buttons.pitch_mm**2 - across**2, 0) ** 0.5

    @property
    def top(self) -> tuple[float, float]:
        """Width and depth of the slanted top."""
        buttons = self.params.unit.buttons
        width = self.params.printer.bed_x_mm - 40
        across = width / 2 - self.margin - buttons.dome_mm / 2
        drop = max(buttons.pitch_mm**2 - across**2, 0) ** 0.5
        return width, buttons.dome_mm + drop + 2 * self.margin

    @property
    def base(self) -> tuple[float, float]:
        """Width and depth of the base plate."""
        printer = self.params.printer
        return printer.bed_x_mm - 6, printer.bed_y_mm - 10

    @property
    def feet(self) -> tuple[float, float]:
        """Of a rubber foot's middle, under a corner of the base: x and y."""
        return self.base[0] / 2 - 10, self.base[1] / 2 - 10

    @property
    def front_z(self) -> float:
        """Inside height at the front: the button and 6 mm for its wires."""
        return self.params.unit.buttons.depth_mm + 6

    @property
    def buttons(self) -> tuple[tuple[float, float], ...]:
        """START, PAUSE, LOG from left to right, on the top, from its middle."""
        across, drop = self.spread
        return (-across, -drop / 2), (0.0, drop / 2), (across, -drop / 2)


BASE_PLATE = 4.0
"""Under the button box."""


@dataclass(frozen=True)
class Tip:
    """How a push at the button box would tip it.

    Attributes:
        push_n: along a cap's axis, at the worst place of a cap.
        inside_mm: how far inside the feet its line meets the table; negative: outside.
        upright_nmm: moment of the push that presses the box down on its feet.
        slant_deg: from upright, how slanted the same push may be and still not tip
            the box, its weight not counted.
        sideways_n: a level push at the highest cap that tips it, if it cannot slide.
        grip: friction above which it tips before it slides under a level push.
    """

    push_n: float
    inside_mm: float
    upright_nmm: float
    slant_deg: float
    sideways_n: float
    grip: float


def tip(place: ButtonBox, mass_g: float) -> Tip:
    """A push on a cap of the button box.

    Args:
        place: the box.
        mass_g: printed parts and buttons.
    """
    unit, feet = place.params.unit, place.feet
    slope = radians(place.params.enclosure.tilt_deg)
    proud = 12.0  # a cap's crown over the top
    middle = place.foot + BASE_PLATE + place.front_z + place.top[1] / 2 * sin(slope)
    edge = unit.buttons.dome_mm / 2
    found = []
    for x, y in place.buttons:
        for dx, dy in ((0, edge), (0, -edge), (edge, 0), (-edge, 0)):
            up = middle + (y + dy) * sin(slope) + proud * cos(slope)
            out = (y + dy) * cos(slope) - proud * sin(slope)
            lands = out + up * tan(slope)
            side = abs(x + dx)
            inside = min(feet[0] - side, feet[1] - abs(lands))
            room = min(feet[0] - side, feet[1] - abs(out))
            found.append((inside, degrees(atan2(room, up)), up))
    push = place.params.enclosure.push_n
    inside = min(item[0] for item in found)
    high = max(item[2] for item in found)
    weight = mass_g / 1000 * GRAVITY
    return Tip(
        push_n=push,
        inside_mm=inside,
        upright_nmm=push * cos(slope) * inside,
        slant_deg=min(item[1] for item in found),
        sideways_n=weight * min(feet) / high,
        grip=min(feet) / high,
    )
