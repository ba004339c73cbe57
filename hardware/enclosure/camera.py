"""Foot, shelf, joint and head of the camera's mount, for two round tubes.

The foot stands on z = 0 with its post along z; the joint has its post along z and its
boom along y; the head hangs under a boom along y whose axis is at z = 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from build123d import Pos, Rot

from hardware.enclosure import shapes, sizes
from hardware.enclosure.shapes import Shape, block, cone, rod, slab

if TYPE_CHECKING:
    from hardware.enclosure.params import Enclosure

GRIP = 6.0
"""Wall around a clamped tube."""

SLIT = 3.0
"""Closes as the clamp's bolt is drawn."""

EAR = 20.0
"""How far a clamp's ears stand out."""

FOOT_SIDE = 110.0
SLEEVE = 70.0
"""Height of the foot's socket."""

PCB = (25.0, 24.0, 1.1)
"""Camera Module 3, as its maker's mechanical drawing gives it."""

HOLES = (21.0, 12.5)
"""Between its screws."""

HEAD = 48.0
"""Side of the head's housing."""

STAND = 7.0
"""Between housing and camera: room for the cable's socket."""

LENS = 7.0
"""From the camera's board to the tip of its lens, 0.5 mm of air with it."""

COVER = 3.0
ROOF = 17.0
"""Under the boom's axis, the underside of the housing's roof."""


def bore(enclosure: Enclosure) -> float:
    """Of a clamp that is open."""
    return enclosure.post_mm + 2 * enclosure.fit_mm


def foot(enclosure: Enclosure) -> Shape:
    """A plate for two screw clamps, or four wood screws, with the post's socket."""
    hole = bore(enclosure)
    outer, top = hole + 2 * GRIP, sizes.FOOT + SLEEVE
    body = slab(FOOT_SIDE, FOOT_SIDE, (0, sizes.FOOT), 12)
    body = shapes.soft(body.faces().sort_by().last.edges(), 2.0)
    body += rod(outer, (0, 0, 0), top)
    for turn in (45, 135, 225, 315):
        body += Rot(0, 0, turn) * _rib(outer / 2 - 2)
    body += block((0, outer / 2 + EAR), (-11, 11), (top - 30, top))
    body -= rod(hole, (0, 0, sizes.FOOT), SLEEVE + 1)
    body -= block((0, outer / 2 + EAR + 1), (-SLIT / 2, SLIT / 2), (top - 34, top + 1))
    body -= rod(shapes.M5_FREE, (outer / 2 + 9, -12, top - 11), 24, "y")
    body -= _under_ear(outer, top)
    for x in (-42, 42):
        for y in (-42, 42):
            body -= rod(shapes.M5_FREE, (x, y, -1), sizes.FOOT + 2)
    return body


def shelf(enclosure: Enclosure) -> Shape:
    """Carries the electronics box on the post, so near that a 0.5 m cable reaches it.

    The post's axis is z; the box stands behind it, turned by 180°, its vents over a
    window.
    """
    hole = bore(enclosure)
    outer, high, thick = hole + 2 * GRIP, 40.0, sizes.SHELF
    x, y = sizes.SHELF_BOX
    body = block((-52, 52), (8, 140), (0, thick))
    body = shapes.soft(shapes.at(shapes.straight(body, "z"), "y", 140), 8)
    body += rod(outer, (0, 0, 0), high)
    body += block((-11, 11), (-outer / 2 - EAR, 0), (0, high))
    body -= rod(hole, (0, 0, -1), high + 2)
    body -= block((-SLIT / 2, SLIT / 2), (-outer / 2 - EAR - 1, 0), (-1, high + 1))
    body -= rod(shapes.M5_FREE, (-12, -outer / 2 - EAR / 2, high / 2), 24, "x")
    body -= block((x + 4, x + 64), (y - 40, y), (-1, thick + 1))
    for hx, hy in sizes.BOX_HOLES:
        body -= rod(shapes.M3_FREE, (x - hx, y - hy, -1), thick + 2)
    return body


def _rib(start: float) -> Shape:
    """A rib of 45° that prints without support."""
    rib = block((start, start + 24), (-3, 3), (sizes.FOOT - 1, sizes.FOOT + 40))
    cut = Pos(start + 24, 0, sizes.FOOT + 2) * Rot(0, -30, 0)
    return rib - cut * block((0, 60), (-5, 5), (-2, 80))


def _under_ear(outer: float, top: float) -> Shape:
    """Slants the ears' underside, so that they print without support."""
    corner = Pos(outer / 2, 0, top - 30) * Rot(0, -45, 0)
    return corner * block((0, 60), (-12, 12), (-40, 0))


def joint(enclosure: Enclosure) -> Shape:
    """Clamps boom to post, at a right angle, at any height and reach."""
    hole, aside = bore(enclosure), sizes.POST_ASIDE
    half = hole / 2 + GRIP
    left, right = -half - EAR + 4, aside + half + EAR - 4
    body = block((left, right), (-half, half), (-half, half))
    body = shapes.soft(shapes.straight(body, "z"), 6.0)
    body -= rod(hole, (0, -half - 1, 0), 2 * half + 2, "y")
    body -= rod(hole, (aside, 0, -half - 1), 2 * half + 2)
    body -= block((left - 1, 0), (-half - 1, half + 1), (-SLIT / 2, SLIT / 2))
    body -= block((aside, right + 1), (-SLIT / 2, SLIT / 2), (-half - 1, half + 1))
    edge = half + 10
    body -= rod(shapes.M5_FREE, (-edge + 2, 0, -half - 1), 2 * half + 2)
    return body - rod(
        shapes.M5_FREE, (aside + edge - 2, -half - 1, 0), 2 * half + 2, "y"
    )


def head(enclosure: Enclosure) -> Shape:
    """Clamps to the boom's end; the camera hangs in it, lens down."""
    hole, side = bore(enclosure), HEAD / 2
    outer, bottom = hole + 2 * GRIP, floor_z()
    body = rod(outer, (0, -side, 0), HEAD, "y")
    body += block((-side, side), (-side, side), (bottom, 0))
    body = shapes.soft(shapes.at(shapes.straight(body, "z"), "z", bottom / 2), 4)
    body += block((-11, 11), (-side, side), (0, outer / 2 + EAR - 4))
    body -= rod(hole, (0, -side - 1, 0), HEAD + 2, "y")
    body -= block((-SLIT / 2, SLIT / 2), (-side - 1, side + 1), (0, 60))
    body -= rod(shapes.M5_FREE, (-12, 0, outer / 2 + 7), 24, "x")
    body -= block((-15, 15), (-15, 15), (bottom - 1, -ROOF))
    body -= block((-10, 10), (14, side + 1), (-ROOF - 4, -ROOF))
    for x, y in _spots():
        body += rod(shapes.M2_BOSS, (x, y, -ROOF - STAND), STAND)
        body -= rod(shapes.M2_TAP, (x, y, -ROOF - STAND - 1), STAND)
    for x, y in _cover_screws():
        body -= rod(shapes.M3_INSERT, (x, y, bottom - 1), shapes.M3_DEEP + 1)
    return body


def cover(enclosure: Enclosure) -> Shape:
    """Closes the head; a flared window lets the whole view through."""
    del enclosure
    top = floor_z()
    plate = Pos(0, 0, 0) * slab(HEAD, HEAD, (top - COVER, top), 4)
    plate = shapes.bevel(plate.faces().sort_by().first.edges(), 0.8)
    plate -= cone(22, 13, (0, 0, top - COVER), COVER)
    for x, y in _cover_screws():
        plate -= rod(shapes.M3_FREE, (x, y, top - COVER - 1), COVER + 2)
    return plate


def floor_z() -> float:
    """Under the boom's axis, where the housing ends and the cover begins."""
    return -(ROOF + STAND + PCB[2] + LENS)


def _spots() -> list[tuple[float, float]]:
    across, along = HOLES[0] / 2, HOLES[1] / 2
    return [(x, y) for x in (-across, across) for y in (-along, along)]


def _cover_screws() -> list[tuple[float, float]]:
    out = HEAD / 2 - 6
    return [(-out, -out), (out, out)]
