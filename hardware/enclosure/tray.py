"""Corners and clips of the tray: they join sawn tubes to a frame for the panel.

A corner is drawn where it stands for a panel whose case ends at x = 0, y = 0: outside
is x, y > 0; z is over the table.
"""

from __future__ import annotations

from build123d import Axis, Plane, Polyline, Pos, extrude, make_face

from hardware.enclosure import shapes, sizes
from hardware.enclosure.shapes import Shape, block, rod

INSERT_X = -4.75
"""Of the clip's screw."""

BOLT_X, BOLT_Y, BOLT_UP = -30.0, -62.0, 12.0
"""Of the bolts through the x rail, the y rail and, over its socket's mouth, the leg."""

CLIP = 3.0
"""Thickness of a clip."""

CLIP_OVER = 6.0
"""How far it holds the panel's rim."""


def corner(tray: sizes.Tray) -> Shape:
    """The corner on the right, away from the patient."""
    wall, air, half = sizes.SOCKET_WALL, sizes.PANEL_AIR, tray.socket / 2
    leg_x, leg_y = -tray.enclosure.leg_inset_mm, tray.leg_y
    outer = air + tray.socket
    low_x = tray.top_z - tray.socket
    floor_y = tray.roof_z - tray.hole - wall
    mouth = tray.leg_top - sizes.SOCKET
    inner = leg_y - half
    spine = (leg_x - half, leg_x + half)
    body = block((-sizes.CORNER_X, air + wall), (air, outer), (low_x, tray.top_z))
    body += block(
        (-sizes.CORNER_X, air + wall), (-45, outer), (tray.roof_z, tray.ledge_z)
    )
    body += block((air, air + wall), (-45, outer), (tray.roof_z, tray.top_z))
    body += block(spine, (-sizes.CORNER_Y, outer), (floor_y, tray.ledge_z))
    body += block(spine, (inner, outer), (mouth, low_x + wall))
    body += _brace(leg_x, (inner, mouth + 4), (-50, floor_y))
    return _round(body) - _holes(tray, leg_x, leg_y, mouth)


def _brace(x: float, low: tuple[float, float], far: tuple[float, float]) -> Shape:
    """A web between leg and rail: it takes the push of a knee."""
    line = Polyline(
        (low[0] + 1, low[1]),
        (low[0] + 1, far[1] + 1),
        (far[0], far[1] + 1),
        far,
        close=True,
    )
    web = extrude(Plane.YZ * make_face(line), 8)
    return Pos(x - 4, 0, 0) * web


def _holes(tray: sizes.Tray, leg_x: float, leg_y: float, mouth: float) -> Shape:
    wall, hole = sizes.SOCKET_WALL, tray.hole
    low, top = tray.top_z - tray.socket, tray.top_z
    rail_z = tray.roof_z - hole
    side, about = (
        (leg_x - hole / 2, leg_x + hole / 2),
        (leg_y - hole / 2, leg_y + hole / 2),
    )
    through = leg_x - tray.socket / 2 - 1, tray.socket + 2
    cut = block((-sizes.CORNER_X - 1, -14), about, (low + wall, top - wall))
    cut += block(side, (-sizes.CORNER_Y - 1, -35), (rail_z, rail_z + hole))
    cut += block(side, about, (mouth - 1, tray.leg_top))
    free = shapes.M3_FREE
    cut += rod(free, (BOLT_X, leg_y, low - 1), tray.socket + 2)
    cut += rod(free, (through[0], BOLT_Y, rail_z + hole / 2), through[1], "x")
    cut += rod(free, (through[0], leg_y, mouth + BOLT_UP), through[1], "x")
    deep = shapes.M3_DEEP
    return cut + rod(shapes.M3_INSERT, (INSERT_X, leg_y, top - deep), deep + 1)


def _round(body: Shape) -> Shape:
    """Blunt where an arm leans and where the print lies, and over the limb."""
    body = shapes.bevel(_lines(body.faces().sort_by(Axis.Y).last), 1.5)
    under = [
        edge
        for edge in shapes.straight(body, "y")
        if edge.center().Z < body.bounding_box().max.Z - 37 and edge.length > 20
    ]
    return shapes.bevel(under, 1.0) if under else body


def _lines(face: Shape) -> list[Shape]:
    return list(face.outer_wire().edges())


def clip(tray: sizes.Tray) -> Shape:
    """A plate over one corner of the panel; both faces alike, it fits all four."""
    outer = sizes.PANEL_AIR + tray.socket
    side = sizes.PANEL_AIR + sizes.SOCKET_WALL
    top = tray.top_z
    plate = block((-24, side), (-CLIP_OVER, outer), (top, top + CLIP))
    plate = shapes.soft(shapes.straight(plate, "z"), 4.0)
    plate = shapes.bevel(plate.faces().sort_by().last.edges(), 0.8)
    plate = shapes.bevel(plate.faces().sort_by().first.edges(), 0.8)
    return plate - rod(shapes.M3_FREE, (INSERT_X, tray.leg_y, top - 1), CLIP + 2)
