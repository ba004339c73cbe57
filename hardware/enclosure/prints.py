"""What the printed parts are called, how many there are, and how they are printed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """How one part is printed.

    Attributes:
        title: in the parts list.
        purpose: what it does.
        quantity: in one unit.
        turn: degrees around x, y, z from its own frame to the bed.
        lies: which side lies on the bed.
        note: what the slicer or the maker should know.
    """

    title: str
    purpose: str
    quantity: int
    turn: tuple[float, float, float]
    lies: str
    note: str


FLAT = (0.0, 0.0, 0.0)
"""As it is drawn."""

OVER = (180.0, 0.0, 0.0)
"""On its head."""

BEHIND = (-90.0, 0.0, 0.0)
"""On the side that looks away from the patient."""

_CORNER = "no support: sockets are bridges of 15 mm; 6 walls, 40 % filling"

PRINTS = {
    "tray-corner-right": Print(
        title="Tray corner, right",
        purpose="joins rails and leg; back right and front left",
        quantity=2,
        turn=BEHIND,
        lies="outer long side",
        note=_CORNER,
    ),
    "tray-corner-left": Print(
        title="Tray corner, left",
        purpose="joins rails and leg; back left and front right",
        quantity=2,
        turn=BEHIND,
        lies="outer long side",
        note=_CORNER,
    ),
    "tray-clip": Print(
        title="Panel clip",
        purpose="holds the panel's rim on a corner",
        quantity=4,
        turn=FLAT,
        lies="either face",
        note="no support",
    ),
    "camera-foot": Print(
        title="Post foot",
        purpose="holds the camera's post on the table",
        quantity=1,
        turn=FLAT,
        lies="plate",
        note="no support; 6 walls, 40 % filling",
    ),
    "camera-joint": Print(
        title="Boom joint",
        purpose="joins boom and post at any height and reach",
        quantity=1,
        turn=FLAT,
        lies="post's bore upright",
        note="the boom's bore is a bridge: no support, ream it with the tube; 6 walls",
    ),
    "camera-head": Print(
        title="Camera head",
        purpose="holds the camera on the boom, lens down",
        quantity=1,
        turn=BEHIND,
        lies="cable side",
        note="boom's bore upright; support inside the housing only",
    ),
    "camera-cover": Print(
        title="Camera cover",
        purpose="closes the camera head around the lens",
        quantity=1,
        turn=OVER,
        lies="inner face",
        note="no support; black, matte",
    ),
    "button-body": Print(
        title="Button box, body",
        purpose="holds the three buttons",
        quantity=1,
        turn=OVER,
        lies="slanted top",
        note="no support; the gland's hole is a bridge",
    ),
    "button-base": Print(
        title="Button box, base",
        purpose="makes the button box steady",
        quantity=1,
        turn=FLAT,
        lies="underside",
        note="no support; brim of 5 mm against lifting corners",
    ),
    "box-body": Print(
        title="Electronics box, body",
        purpose="holds board and sockets",
        quantity=1,
        turn=FLAT,
        lies="floor",
        note="no support: sockets' holes are bridges of at most 16 mm",
    ),
    "box-lid": Print(
        title="Electronics box, lid",
        purpose="closes the electronics box",
        quantity=1,
        turn=OVER,
        lies="outer face",
        note="no support",
    ),
    "box-bar": Print(
        title="Cable bar",
        purpose="strain relief of power, picture and speaker cable",
        quantity=1,
        turn=OVER,
        lies="outer face",
        note="no support",
    ),
    "camera-shelf": Print(
        title="Box shelf",
        purpose="carries the electronics box on the camera's post",
        quantity=1,
        turn=FLAT,
        lies="shelf",
        note="no support; 6 walls, 40 % filling",
    ),
}
"""By the name of the part's files."""
