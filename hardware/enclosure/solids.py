"""From build123d to triangles, to the bed, and to what must not touch."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from build123d import Pos, Rot

from hardware.enclosure.mesh import Mesh, weld
from hardware.enclosure.prints import PRINTS

if TYPE_CHECKING:
    from hardware.enclosure.assembly import Placed
    from hardware.enclosure.params import Params
    from hardware.enclosure.shapes import Shape

FINE, TURN = 0.08, 0.25
"""How far a triangle may leave its surface, mm, and turn from it, radians."""

NOTHING = 0.01
"""A common volume that is only rounding, mm³."""


def mesh(shape: Shape, *, coarse: float = 1.0) -> Mesh:
    """The triangles of a shape."""
    corners, faces = shape.tessellate(FINE * coarse, TURN * coarse)
    return weld([tuple(corner) for corner in corners], faces)


def on_bed(params: Params, name: str, part: Shape) -> Shape:
    """A part as it is printed, its lowest point at z = 0."""
    turn = PRINTS[name].turn
    if name == "button-body":  # its top is slanted and lies flat
        turn = (turn[0] - params.enclosure.tilt_deg, 0.0, 0.0)
    turned = Rot(*turn) * part
    box = turned.bounding_box()
    middle = box.center()
    return Pos(-middle.X, -middle.Y, -box.min.Z) * turned


def fits(params: Params, part: Shape) -> bool:
    """Whether a part on its bed has room in the printer."""
    size, printer = part.bounding_box().size, params.printer
    room = (printer.bed_x_mm, printer.bed_y_mm, printer.bed_z_mm)
    return all(
        side <= most for side, most in zip((size.X, size.Y, size.Z), room, strict=True)
    )


def common(first: Shape, second: Shape) -> float:
    """Volume that two shapes share, mm³; 0 at once where their boxes are apart."""
    one, two = first.bounding_box(), second.bounding_box()
    for axis in "XYZ":
        if getattr(one.max, axis) <= getattr(two.min, axis):
            return 0.0
        if getattr(two.max, axis) <= getattr(one.min, axis):
            return 0.0
    shared = first & second
    if shared is None:
        return 0.0
    return float(sum(solid.volume for solid in shared.solids()))


def clashes(placed: list[Placed]) -> list[tuple[str, str, float]]:
    """Pairs of bodies that share a volume, and how much, mm³."""
    found = [
        (one.name, two.name, common(one.shape, two.shape))
        for one, two in combinations(placed, 2)
    ]
    return [clash for clash in found if clash[2] > NOTHING]
