"""The electronics box: its body, lid and the bar that holds the cables.

z = 0 is the underside; cables for power and picture come in at the front (-y), the
panel's sockets sit in the right wall, air goes in through the floor and out behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from build123d import Pos

from hardware.enclosure import shapes, sizes
from hardware.enclosure.shapes import Shape, block, rod, slab

if TYPE_CHECKING:
    from hardware.enclosure.params import Params

ROUND = 9.0
BOARD = (85.0, 56.0, 1.4)
BOARD_AT = (-70.0, -8.0)
"""Corner of the board that lies next to its card and its power socket."""

BOARD_HOLES = ((3.5, 3.5), (61.5, 3.5), (3.5, 52.5), (61.5, 52.5))
"""58 × 49 mm, Raspberry Pi 4 and 5, M2.5."""

BOARD_UP = 8.0
STACK = 30.0
"""Over the board: sockets, cooler, lamp board on its header."""

SADDLE = (-78.0, -10.0)
CABLES = (-62.0, -44.0, -26.0)
"""x of power, picture, speaker."""

CABLE = 5.0
SADDLE_Z = 44.0
BAR = 6.0
SLOT, PITCH = 2.4, 6.0
"""A vent's width: no finger, no screw falls through; and their spacing."""

M12_HOLE, WAKE_HOLE, USB_HOLE = 15.5, 12.3, (15.0, 8.0)
USB_SCREWS = 28.0
SOCKET_Y = (46.0, 14.0, -34.0)
"""Along the right wall: panel socket, wake button, pedal socket."""

SOCKET_Z = 30.0
CLOCK = (38.5, 22.5)
"""Board of the usual DS3231 module."""

CLOCK_AT = (52.0, -42.0)
RIM = 2.5
FLAT_CABLE = (20.0, 2.5)


def _inside(params: Params) -> tuple[float, float, float]:
    x, y, z = params.enclosure.box_mm
    return x / 2, y / 2, z


def _bosses(params: Params) -> list[tuple[float, float]]:
    x, y, _ = _inside(params)
    return [(sx * (x - 3.5), sy * (y - 3.5)) for sx in (-1, 1) for sy in (-1, 1)]


def body(params: Params) -> Shape:
    """Floor and walls, printed as it stands."""
    x, y, z = _inside(params)
    wall = params.enclosure.wall_mm
    top = wall + z
    whole = slab(2 * (x + wall), 2 * (y + wall), (0, top), ROUND)
    whole = shapes.bevel(whole.faces().sort_by().first.edges(), 1.2)
    whole -= slab(2 * x, 2 * y, (wall, top + 1), ROUND - wall)
    whole += _inner(params)
    return whole - _cuts(params)


def _inner(params: Params) -> Shape:
    _, y, z = _inside(params)
    wall, start = params.enclosure.wall_mm, params.enclosure.wall_mm - 1
    made = block(SADDLE, (-y - 0.5, -y + 11), (start, wall + SADDLE_Z))
    for cx, cy in _bosses(params):
        made += rod(shapes.M3_BOSS, (cx, cy, start), z + 1)
    for hx, hy in BOARD_HOLES:
        at = (BOARD_AT[0] + hx, BOARD_AT[1] + hy, start)
        made += rod(shapes.M25_BOSS, at, BOARD_UP + 1)
    across, along = CLOCK[0] / 2, CLOCK[1] / 2
    rim = block(
        (-across - RIM, across + RIM), (-along - RIM, along + RIM), (start, wall + 4)
    )
    rim -= block((-across, across), (-along, along), (0, 20))
    return made + Pos(*CLOCK_AT, 0) * rim


def _cuts(params: Params) -> Shape:
    x, y, z = _inside(params)
    wall = params.enclosure.wall_mm
    top = wall + z
    cut = _vents(params)
    for cx, cy in sizes.BOX_HOLES:
        cut += rod(shapes.M3_FREE, (cx, cy, -1), wall + 2)
    for cx, cy in _bosses(params):
        deep = shapes.M3_DEEP
        cut += rod(shapes.M3_INSERT, (cx, cy, top - deep), deep + 1)
    for hx, hy in BOARD_HOLES:
        at = (BOARD_AT[0] + hx, BOARD_AT[1] + hy, wall + BOARD_UP - shapes.M25_DEEP)
        cut += rod(shapes.M25_INSERT, at, shapes.M25_DEEP + 1)
    saddle = wall + SADDLE_Z
    for cx in CABLES:
        cut += block((cx - 4, cx + 4), (-y - wall - 1, -y + 1), (saddle, top + 1))
        cut += rod(CABLE, (cx, -y - wall - 1, saddle + 1), 20, "y")
    for side in (-1, 1):  # a cable tie holds the clock in its rim
        tie = CLOCK_AT[1] + side * (CLOCK[1] / 2 + RIM + 3)
        middle = CLOCK_AT[0]
        across = (middle - 2.5, middle + 2.5)
        cut += block(across, (tie - 1.2, tie + 1.2), (-1, wall + 1))
    for cx in _bar_screws():
        deep = shapes.M3_DEEP
        cut += rod(shapes.M3_INSERT, (cx, -y + 5.25, saddle - deep), deep + 1)
    cut += _sockets(x, wall)
    wide, high = FLAT_CABLE
    return cut + block(
        (sizes.CAMERA_X - wide / 2, sizes.CAMERA_X + wide / 2),
        (y - 1, y + wall + 1),
        (top - high, top + 1),
    )


def _bar_screws() -> tuple[float, float]:
    return SADDLE[0] + 5, SADDLE[1] - 5


def _sockets(x: float, wall: float) -> Shape:
    panel, wake, usb = SOCKET_Y
    start, deep = x - 1, wall + 2
    cut = rod(M12_HOLE, (start, panel, SOCKET_Z), deep, "x")
    cut += rod(WAKE_HOLE, (start, wake, SOCKET_Z), deep, "x")
    wide, high = USB_HOLE
    cut += block(
        (start, start + deep),
        (usb - wide / 2, usb + wide / 2),
        (SOCKET_Z - high / 2, SOCKET_Z + high / 2),
    )
    for side in (-1, 1):
        at = (start, usb + side * USB_SCREWS / 2, SOCKET_Z)
        cut += rod(shapes.M3_FREE, at, deep, "x")
    return cut


def _vents(params: Params) -> Shape:
    x, y, _ = _inside(params)
    wall = params.enclosure.wall_mm
    cut = None
    for number in range(9):
        at = BOARD_AT[0] + 11 + number * PITCH
        under = block((at, at + SLOT), (4, 36), (-1, wall + 1))
        cut = under if cut is None else cut + under
    for number in range(12):
        at = -4 + number * PITCH
        cut += block((at, at + SLOT), (y - 1, y + wall + 1), (26, 50))
    for number in range(8):
        at = number * PITCH
        cut += block((-x - wall - 1, -x + 1), (at, at + SLOT), (26, 50))
    return cut


def lid(params: Params) -> Shape:
    """A plate with four tongues that find their place inside the walls."""
    x, y, z = _inside(params)
    wall = params.enclosure.wall_mm
    low, air = wall + z, 0.4
    plate = slab(2 * (x + wall), 2 * (y + wall), (low, low + wall), ROUND)
    plate = shapes.bevel(plate.faces().sort_by().last.edges(), 1.2)
    for side in (-1, 1):
        near, far = side * (x - air), side * (x - air - 2.4)
        plate += block((min(near, far), max(near, far)), (-30, 30), (low - 3, low + 1))
        near, far = side * (y - air), side * (y - air - 2.4)
        plate += block((10, 70), (min(near, far), max(near, far)), (low - 3, low + 1))
    for cx, cy in _bosses(params):
        plate -= rod(shapes.M3_FREE, (cx, cy, low - 1), wall + 2)
    return plate


def bar(params: Params) -> Shape:
    """Presses the three cables on their saddle: a pull at a plug ends here."""
    _, y, _ = _inside(params)
    low = params.enclosure.wall_mm + SADDLE_Z
    made = block(SADDLE, (-y + 0.5, -y + 10), (low + 0.5, low + 0.5 + BAR))
    made = shapes.soft(shapes.straight(made, "z"), 2)
    for cx in CABLES:
        made -= rod(CABLE, (cx, -y, low + 1), 12, "y")
    for cx in _bar_screws():
        made -= rod(shapes.M3_FREE, (cx, -y + 5.25, low), BAR + 2)
    return made


def board(params: Params) -> Shape:
    """What is bought: the computer with the lamp board on it, and its plugs."""
    wall = params.enclosure.wall_mm
    low = wall + BOARD_UP
    x, y = BOARD_AT
    made = block((x, x + BOARD[0]), (y, y + BOARD[1]), (low, low + BOARD[2]))
    top = low + BOARD[2]
    made += block((x + 66, x + 88), (y + 2, y + 54), (top, top + 16))
    made += block((x, x + 65), (y, y + 56), (top + 18, top + 20))
    made += block((x + 4, x + 60), (y + 47, y + 53), (top, top + 18.5))
    made += block((x + 5, x + 60), (y - 1.5, y + 8), (top, top + 4))
    made += block((x + 15, x + 45), (y + 14, y + 42), (top, top + 12))
    return made + block((x + 8, x + 50), (y + 12, y + 30), (top + 19, top + STACK))
