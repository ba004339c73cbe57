"""The sums behind the parts: what follows from `unit.toml`, without any CAD.

x runs to the right, from the middle of the panel to the lens; y away from the patient;
z up from the table. All of it is derived; mm, N and kg unless a name says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import floor, hypot, pi
from typing import TYPE_CHECKING

from hardware.build import optics

if TYPE_CHECKING:
    from hardware.build.optics import View
    from hardware.build.unit import Screen
    from hardware.enclosure.params import Enclosure, Params

PANEL_AIR = 0.5
"""Between the panel's case and the corner around it."""

SOCKET_WALL = 4.0
"""Of a corner around a rail: it bears a push at the panel."""

SOCKET = 45.0
"""How deep a rail or leg sits in a corner."""

CORNER_X, CORNER_Y = 70.0, 80.0
"""How far a corner reaches in under the panel."""

FERRULE, FERRULE_WALL = 4.0, 2.5
"""The rubber foot over a leg: its floor, and its wall."""

RAIL_WALL = 1.5
"""Of the square tube."""

ALUMINIUM, STEEL, PETG = 2.70e-3, 7.90e-3, 1.27e-3
"""Grams in a cubic millimetre. The sheet is of steel: its weight keeps the tray."""

SHELL, FILLING = 1.6, 0.3
"""Solid skin of a print (four walls, eight layers), and the share filled inside it."""

GRAVITY = 9.81

LENS_DROP = 31.6
"""From the boom's axis down to the lens."""

POST_ASIDE = 34.0
"""From the boom's axis to the post's, sideways."""

SHELF, SHELF_DROP = 8.0, 215.0
"""The shelf of the electronics box: its thickness, and how far under the boom."""

SHELF_BOX = (-20.0, 93.0)
"""Middle of that box from the post's axis; it is turned by 180°."""

BOX_HOLES = ((-60.0, -35.0), (20.0, -35.0), (-60.0, 58.0), (20.0, 58.0))
"""From the box's middle: four screws hold it on its shelf."""

CABLE_INSIDE = 135.0
"""Of the camera's flat cable: inside the head and the electronics box."""

CAMERA_X = -40.0
"""Where it enters the box, from the box's middle."""

FOOT = 8.0
"""Thickness of the post's foot, on which it stands."""


@dataclass(frozen=True)
class Tray:
    """The frame that carries the panel over the limb."""

    enclosure: Enclosure
    screen: Screen

    @property
    def hole(self) -> float:
        """Width of a socket."""
        return self.enclosure.rail_mm + 2 * self.enclosure.fit_mm

    @property
    def socket(self) -> float:
        """The same from outside."""
        return self.hole + 2 * SOCKET_WALL

    @property
    def face_z(self) -> float:
        """The lit face."""
        return self.screen.above_table_mm

    @property
    def sheet_z(self) -> float:
        """Under the panel, where the sheet's upper face is."""
        return self.face_z - self.screen.outer_depth_mm

    @property
    def ledge_z(self) -> float:
        """Under the sheet."""
        return self.sheet_z - self.enclosure.sheet_mm

    @property
    def roof_z(self) -> float:
        """The lowest thing over the limb: the ledges of the corners."""
        return self.ledge_z - SOCKET_WALL

    @property
    def top_z(self) -> float:
        """Upper face of a corner; a clip lies on it and holds the panel."""
        return self.face_z + PANEL_AIR

    @property
    def half(self) -> tuple[float, float]:
        """Half of the panel's case: x and y of its corner."""
        return self.screen.outer_width_mm / 2, self.screen.outer_height_mm / 2

    @property
    def leg_y(self) -> float:
        """Of a leg's axis, outward from the panel's corner; the x rail's too."""
        return PANEL_AIR + self.socket / 2

    @property
    def leg_top(self) -> float:
        """Where a leg ends in its corner."""
        return self.top_z - self.socket - SOCKET_WALL

    @property
    def leg_at(self) -> tuple[float, float]:
        """Of the leg on the camera's side, away from the patient: x and y."""
        half_x, half_y = self.half
        return half_x - self.enclosure.leg_inset_mm, half_y + self.leg_y

    @property
    def rail_x_length(self) -> float:
        """Of the rails before and behind the panel."""
        return floor(2 * (self.half[0] - 15))

    @property
    def rail_y_length(self) -> float:
        """Of the rails under it, away from the patient."""
        return floor(2 * (self.half[1] - 36))

    @property
    def leg_length(self) -> float:
        """Of a leg, which stands on its ferrule's floor."""
        return floor(self.leg_top - FERRULE)

    @property
    def tubes(self) -> tuple[tuple[int, float], ...]:
        """How many pieces of square tube, and how long."""
        return (
            (2, self.rail_x_length),
            (2, self.rail_y_length),
            (4, self.leg_length),
        )

    @property
    def tunnel(self) -> tuple[float, float]:
        """Clear width and height for the limb: between the legs' corners, under all."""
        return 2 * (self.leg_at[0] - self.socket / 2), self.roof_z

    @property
    def forearm(self) -> float:
        """Height of the forearm, taken as round: girth / π.

        A resting forearm is flatter than it is wide. Girth: flexed forearm of men, 95th
        percentile, ANSUR II (Gordon 2014, NATICK/TR-15/007), rounded up, `derived`
        (normal, mean about 310, SD about 22 mm); in 252 civil men it is 320 mm
        (bodyfat data, Johnson 1996: mean 287, SD 20).
        """
        return self.enclosure.forearm_girth_mm / pi

    @property
    def foot_half(self) -> float:
        """Half a ferrule's width."""
        return self.enclosure.rail_mm / 2 + FERRULE_WALL

    def bought_g(self) -> float:
        """Panel, sheet and tubes."""
        width, depth = self.screen.outer_width_mm, self.screen.outer_height_mm
        side = self.enclosure.rail_mm
        section = side**2 - (side - 2 * RAIL_WALL) ** 2
        length = sum(count * each for count, each in self.tubes)
        sheet = width * depth * self.enclosure.sheet_mm
        return self.screen.mass_g + STEEL * sheet + ALUMINIUM * length * section

    def edge_push_n(self, printed_g: float) -> float:
        """Downward force on the tray's side edge that lifts the legs opposite."""
        leg = self.leg_at[0]
        lever = self.half[0] + PANEL_AIR + SOCKET_WALL - leg
        return (self.bought_g() + printed_g) / 1000 * GRAVITY * leg / lever


def print_g(volume_mm3: float, surface_mm2: float) -> float:
    """Mass of a print: a solid skin, and what is filled within (derived)."""
    skin = min(volume_mm3, surface_mm2 * SHELL)
    return PETG * (skin + FILLING * (volume_mm3 - skin))


@dataclass(frozen=True)
class Sight:
    """The pyramid that the camera sees."""

    params: Params

    @cached_property
    def view(self) -> View:
        """On the table."""
        return optics.view_of(self.params.table)

    @property
    def lens(self) -> tuple[float, float, float]:
        """The pyramid's point."""
        camera = self.params.table.camera
        return camera.offset_mm, 0.0, camera.height_mm

    def edge(self, z: float) -> tuple[float, float]:
        """Half its width and depth at a height."""
        left = 1 - z / self.lens[2]
        return self.view.width_mm / 2 * left, self.view.depth_mm / 2 * left

    @property
    def boom_z(self) -> float:
        """Of the boom's axis."""
        return self.lens[2] + LENS_DROP

    @property
    def post(self) -> tuple[float, float]:
        """Where the post stands."""
        return self.lens[0] + POST_ASIDE, self.params.enclosure.reach_mm

    @property
    def cable_mm(self) -> float:
        """Of flat cable from the camera to the board, straight through the air."""
        _, deep, high = self.params.enclosure.box_mm
        across = POST_ASIDE + SHELF_BOX[0] - CAMERA_X
        along = self.post[1] + SHELF_BOX[1] - deep / 2 - 24
        down = SHELF_DROP - SHELF - self.params.enclosure.wall_mm - high - 20
        return hypot(across, along, down) + CABLE_INSIDE

    def beside(self, x: float, z: float) -> float:
        """How far a point on the tray's side is out of sight; negative if seen."""
        return self.lens[0] - self.edge(z)[0] - x

    def behind(self, y: float, z: float) -> float:
        """The same for a point behind the area."""
        return y - self.edge(z)[1]
