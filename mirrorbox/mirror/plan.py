"""A plan: everything about the mirror that can be known before the first frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

import numpy as np

from mirrorbox.errors import GeometryError
from mirrorbox.mirror.painters import BothPainter, OverlayPainter, PlainPainter
from mirrorbox.words import View

if TYPE_CHECKING:
    from mirrorbox.camera.base import Pixels
    from mirrorbox.mirror.geometry import Geometry
    from mirrorbox.mirror.painters import Painter


def plan(geometry: Geometry) -> Plan:
    """Work out once what every frame needs.

    Args:
        geometry: where the mirror stands; already checked by its own making.
    """
    return Plan(geometry)


class Plan:
    """Turns camera frames into what the patient sees, exactly and in fixed memory.

    A plan holds scratch memory, so only one thread may render with it at a time.
    """

    def __init__(self, geometry: Geometry) -> None:
        """Set all memory aside."""
        self.geometry = geometry
        self._source_shape = (geometry.source_height, geometry.source_width)
        self._out_shape = (geometry.height, geometry.width)
        self._painter = _painter(geometry)

    def render(self, frame_pixels: Pixels, out: Pixels) -> None:
        """Paint one frame; nothing of a picture's size is allocated.

        Per channel every blended value is (a·(256 - w) + b·w + 128) >> 8, and the X
        byte of every pixel written is 255, whatever the camera put there.

        Args:
            frame_pixels: source_height×source_width, rows may be padded; only read.
            out: height×width, rows may be padded; every pixel is written. It must
                not share memory with `frame_pixels`.

        Raises:
            GeometryError: a picture has another shape or pixel type than planned.
        """
        _check("frame", frame_pixels, self._source_shape)
        _check("output", out, self._out_shape)
        self._painter.paint(turn(frame_pixels, self.geometry.rotation_deg), out)


def turn(pixels: Pixels, rotation_deg: int) -> Pixels:
    """Turn a picture clockwise by 0, 90, 180 or 270 degrees: a view, not a copy."""
    match rotation_deg:
        case 90:
            return pixels[::-1].T
        case 180:
            return pixels[::-1, ::-1]
        case 270:
            return pixels[:, ::-1].T
        case _:
            return pixels


def _painter(geometry: Geometry) -> Painter:
    match geometry.view:
        case View.TRUE:
            return PlainPainter(geometry, mirrored=False)
        case View.REFLECTION:
            return PlainPainter(geometry, mirrored=True)
        case View.BOTH:
            return BothPainter(geometry)
        case View.OVERLAY:
            return OverlayPainter(geometry)
        case _:
            assert_never(geometry.view)


def _check(name: str, pixels: Pixels, planned: tuple[int, int]) -> None:
    if pixels.shape == planned and pixels.dtype == np.uint32:
        return
    shape = "×".join(map(str, pixels.shape))
    raise GeometryError(
        f"The {name} is {shape} of {pixels.dtype}, but the plan is for"
        f" {planned[0]}×{planned[1]} (rows×columns) of uint32."
    )
