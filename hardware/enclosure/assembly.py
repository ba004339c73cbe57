"""Every part, where it stands in a unit, with what is bought around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from build123d import Ellipse, Polyline, Pos, Rot, loft, make_face

from hardware.enclosure import box, buttons, camera, shapes, sizes, steady, tray
from hardware.enclosure.shapes import Shape, block, rod

if TYPE_CHECKING:
    from hardware.enclosure.params import Params


@dataclass(frozen=True)
class Placed:
    """A body in the unit.

    Attributes:
        name: of a printed part, or of what it stands for.
        shape: where it stands.
        kind: `printed`, `bought`, or `body` (the patient's).
        apart: where it is moved in the exploded view, mm.
    """

    name: str
    shape: Shape
    kind: str
    apart: tuple[float, float, float]


BUTTONS_AT = (250.0, -320.0)
"""Of the button box: at the patient's middle, out of the camera's sight."""

FEET = 6.0
"""Rubber feet under both boxes."""


def printed(params: Params) -> dict[str, Shape]:
    """One of each printed part, in its own frame."""
    enclosure = params.enclosure
    frame = sizes.Tray(enclosure, params.table.screen)
    right = tray.corner(frame)
    return {
        "tray-corner-right": right,
        "tray-corner-left": shapes.flip_x(right),
        "tray-clip": tray.clip(frame),
        "camera-foot": camera.foot(enclosure),
        "camera-joint": camera.joint(enclosure),
        "camera-head": camera.head(enclosure),
        "camera-cover": camera.cover(enclosure),
        "camera-shelf": camera.shelf(enclosure),
        "button-body": buttons.body(params),
        "button-base": buttons.base(params),
        "box-body": box.body(params),
        "box-lid": box.lid(params),
        "box-bar": box.bar(params),
    }


def place(params: Params, parts: dict[str, Shape]) -> list[Placed]:
    """The whole unit."""
    return [
        *_tray(params, parts),
        *_camera(params, parts),
        *_buttons(params, parts),
        *_electronics(params, parts),
    ]


def _tray(params: Params, parts: dict[str, Shape]) -> list[Placed]:
    frame = sizes.Tray(params.enclosure, params.table.screen)
    half_x, half_y = frame.half
    made = []
    for sx in (1, -1):
        for sy in (1, -1):
            name = "tray-corner-right" if sx == sy else "tray-corner-left"
            turn = Rot(0, 0, 0 if sy == 1 else 180)
            at = Pos(sx * half_x, sy * half_y, 0)
            apart = (sx * 70.0, sy * 70.0, 0.0)
            made.append(Placed(name, at * turn * parts[name], "printed", apart))
            clip = parts["tray-clip"] if sx == sy else shapes.flip_x(parts["tray-clip"])
            lifted = (*apart[:2], 90.0)
            made.append(Placed("tray-clip", at * turn * clip, "printed", lifted))
            leg = (sx * frame.leg_at[0], sy * frame.leg_at[1])
            made += _leg(frame, leg, (*apart[:2], -90.0))
    return made + _panel(frame) + _rails(frame)


def _leg(
    frame: sizes.Tray, at: tuple[float, float], apart: tuple[float, float, float]
) -> list[Placed]:
    side, out = frame.enclosure.rail_mm / 2, frame.foot_half
    leg = Pos(*at, sizes.FERRULE) * block(
        (-side, side), (-side, side), (0, frame.leg_length)
    )
    shoe = Pos(*at, 0) * block((-out, out), (-out, out), (0, 20))
    return [
        Placed("leg", leg, "bought", apart),
        Placed("ferrule", shoe - leg, "bought", (*apart[:2], -130.0)),
    ]


def _panel(frame: sizes.Tray) -> list[Placed]:
    x, y = frame.half
    sheet = block((-x, x), (-y, y), (frame.ledge_z, frame.sheet_z))
    case = block((-x, x), (-y, y), (frame.sheet_z, frame.face_z))
    lit_x, lit_y = frame.screen.width_mm / 2, frame.screen.height_mm / 2
    lit = block((-lit_x, lit_x), (-lit_y, lit_y), (frame.face_z - 0.4, frame.face_z))
    return [
        Placed("sheet", sheet, "bought", (0, 0, 90)),
        Placed("panel", case - lit, "bought", (0, 0, 160)),
        Placed("lit", lit, "bought", (0, 0, 160)),
    ]


def _rails(frame: sizes.Tray) -> list[Placed]:
    half = frame.enclosure.rail_mm / 2
    long, deep = frame.rail_x_length / 2, frame.rail_y_length / 2
    high = frame.top_z - frame.socket / 2
    low = frame.roof_z - frame.hole / 2
    made = []
    for side in (-1, 1):
        y = side * (frame.half[1] + frame.leg_y)
        rail = block((-long, long), (y - half, y + half), (high - half, high + half))
        made.append(Placed("rail", rail, "bought", (0, side * 70.0, 0)))
        x = side * frame.leg_at[0]
        rail = block((x - half, x + half), (-deep, deep), (low - half, low + half))
        made.append(Placed("rail", rail, "bought", (side * 70.0, 0, 0)))
    return made


def _camera(params: Params, parts: dict[str, Shape]) -> list[Placed]:
    enclosure = params.enclosure
    x = sizes.Sight(params).lens[0]
    boom_z = sizes.Sight(params).boom_z
    reach, radius = enclosure.reach_mm, enclosure.post_mm
    post = rod(
        radius, (x + sizes.POST_ASIDE, reach, sizes.FOOT), enclosure.post_length_mm
    )
    boom = rod(radius, (x, -camera.HEAD / 2, boom_z), enclosure.boom_length_mm, "y")
    foot = Pos(x + sizes.POST_ASIDE, reach, 0) * parts["camera-foot"]
    low = camera.floor_z() + camera.LENS
    made = block((-12.5, 12.5), (-12, 12), (low, low + camera.PCB[2]))
    made += block((-5.75, 5.75), (-5.75, 5.75), (low - 5, low))
    made += rod(7, (0, 0, low - 6.5), 2)
    hung = Pos(x, 0, boom_z)
    return [
        Placed("camera-foot", foot, "printed", (0, 0, -60)),
        Placed("post", post, "bought", (0, 0, 0)),
        Placed("boom", boom, "bought", (0, 0, 80)),
        Placed(
            "camera-joint",
            Pos(x, reach, boom_z) * parts["camera-joint"],
            "printed",
            (0, 0, 160),
        ),
        Placed("camera-head", hung * parts["camera-head"], "printed", (0, -60, 80)),
        Placed("camera", hung * made, "bought", (0, -60, 30)),
        Placed("camera-cover", hung * parts["camera-cover"], "printed", (0, -60, -10)),
    ]


def _buttons(params: Params, parts: dict[str, Shape]) -> list[Placed]:
    at = Pos(*BUTTONS_AT, FEET + steady.BASE_PLATE)
    return [
        Placed("button-base", at * parts["button-base"], "printed", (0, -60, -20)),
        Placed("button-body", at * parts["button-body"], "printed", (0, -60, 50)),
        *(
            Placed("button", at * cap, "bought", (0, -60, 150))
            for cap in buttons.button(params)
        ),
    ]


def _electronics(params: Params, parts: dict[str, Shape]) -> list[Placed]:
    sight = sizes.Sight(params)
    low = sight.boom_z - sizes.SHELF_DROP
    post, away = sight.post, sizes.SHELF_BOX
    at = Pos(post[0] + away[0], post[1] + away[1], low + sizes.SHELF) * Rot(0, 0, 180)
    shelf = Pos(*post, low) * parts["camera-shelf"]
    return [
        Placed("camera-shelf", shelf, "printed", (0, 60, -80)),
        Placed("box-body", at * parts["box-body"], "printed", (0, 160, 0)),
        Placed("board", at * box.board(params), "bought", (0, 160, 80)),
        Placed("box-bar", at * parts["box-bar"], "printed", (0, 160, 110)),
        Placed("box-lid", at * parts["box-lid"], "printed", (0, 160, 190)),
    ]


def forearm(params: Params) -> Placed:
    """A limb as thick as 95 of 100, under the panel, its elbow to the patient."""
    frame = sizes.Tray(params.enclosure, params.table.screen)
    thick = frame.forearm
    made = []
    for y, wide, high in (
        (-300, thick, thick),
        (-120, thick, thick * 0.95),
        (60, 62, 45),
    ):
        middle = Pos(0, y, high / 2) * Rot(90, 0, 0)
        made.append(middle * Ellipse(wide / 2, high / 2))
    arm = loft(made, ruled=True)
    made = [
        Pos(0, y, high / 2) * Rot(90, 0, 0) * Ellipse(wide / 2, high / 2)
        for y, wide, high in ((58, 62, 45), (100, 95, 34), (150, 90, 28), (215, 60, 16))
    ]
    return Placed("forearm", arm + loft(made, ruled=True), "body", (0, 0, 0))


def sight(params: Params) -> Shape:
    """The pyramid from the lens down to what it sees of the table."""
    seen = sizes.Sight(params)
    x, y, z = seen.lens
    wide, deep = seen.edge(0)
    bottom = [
        (x + sx * wide, y + sy * deep, 0.1)
        for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    top = [
        (x + sx * 0.05, y + sy * 0.05, z)
        for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    return loft(
        [
            make_face(Polyline(*bottom, close=True)),
            make_face(Polyline(*top, close=True)),
        ]
    )
