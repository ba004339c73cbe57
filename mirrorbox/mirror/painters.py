"""One painter for each view: from the turned picture to what the patient sees.

A painter goes down the picture in stripes that fit the processor's second-level
cache, so what it wrote a moment ago is still at hand when it mirrors it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from mirrorbox.mirror.blend import FULL, Blender, ramp
from mirrorbox.mirror.columns import Columns
from mirrorbox.mirror.flip import Flipper
from mirrorbox.mirror.opaque import BLACK, OpaqueCopier

if TYPE_CHECKING:
    from mirrorbox.camera.base import Pixels
    from mirrorbox.mirror.geometry import Geometry

_STRIPE_BYTES = 320_000  # 62 rows of 1280 pixels; what is mirrored is half of them
_SEAM_STRIPES = 4  # stripes whose seam is blended at one go, to make fewer calls
_OVERLAY_BYTES = 128_000  # 25 such rows; smaller ones spend their time in calls


class Painter(Protocol):
    """Paints one view."""

    def paint(self, turned: Pixels, out: Pixels) -> None:
        """Fill every pixel of `out` from `turned`; both H×W, not overlapping."""


class PlainPainter:
    """Paints the picture as it is, or all of it mirrored."""

    def __init__(self, geometry: Geometry, *, mirrored: bool) -> None:
        self._columns = slice(None, None, -1 if mirrored else 1)
        self._stripes = _stripes(geometry, _STRIPE_BYTES)
        self._copier = OpaqueCopier(rows=self._stripes[0].stop, width=geometry.width)

    def paint(self, turned: Pixels, out: Pixels) -> None:
        for stripe in self._stripes:
            self._copier.copy(turned[stripe, self._columns], out[stripe])


class BothPainter:
    """Paints the healthy half and its reflection.

    The seam's ramp is its own mirror image, and so is the picture. Hence only the
    healthy half is worked out, with its half of the seam, and then mirrored.
    """

    def __init__(self, geometry: Geometry) -> None:
        columns = Columns.of(geometry)
        stripes = _stripes(geometry, _STRIPE_BYTES)
        self._columns = columns
        self._blocks = [
            stripes[first : first + _SEAM_STRIPES]
            for first in range(0, len(stripes), _SEAM_STRIPES)
        ]
        rows = stripes[0].stop
        self._copier = OpaqueCopier(rows=rows, width=_width(columns.healthy))
        self._flipper = Flipper(rows=rows, width=_width(columns.near))
        rising = ramp(geometry.seam_px, FULL)[: geometry.seam_px // 2]
        self._blender = Blender(
            columns.toward_affected(rising), rows=self._blocks[0][-1].stop
        )

    def paint(self, turned: Pixels, out: Pixels) -> None:
        columns = self._columns
        # Whole rows are twice the pixels, but in unbroken memory the fastest copy.
        unbroken = turned.flags.c_contiguous and out.flags.c_contiguous
        fetched = slice(None) if unbroken else columns.healthy
        for stripes in self._blocks:
            first = stripes[0].start
            seam = self._blend_seam(turned[first : stripes[-1].stop])
            for stripe in stripes:
                part = out[stripe]
                self._copier.copy(turned[stripe, fetched], part[:, fetched])
                strip = seam[stripe.start - first : stripe.stop - first]
                part[:, columns.seam_near] = strip
                self._flipper.flip(part[:, columns.near], part[:, columns.cover])
                part[:, columns.uncovered] = BLACK

    def _blend_seam(self, turned: Pixels) -> Pixels:
        blender, height = self._blender, len(turned)
        blender.under[:height] = turned[:, self._columns.seam_near]
        blender.over[:height] = turned[:, self._columns.seam_far][:, ::-1]
        return blender.blend(height)


class OverlayPainter:
    """Paints the reflection, half transparent, over the true affected side."""

    def __init__(self, geometry: Geometry) -> None:
        columns = Columns.of(geometry)
        full = int(geometry.opacity * FULL + 0.5)
        affected = geometry.affected_columns
        rising = ramp(geometry.seam_px, full)
        beyond = _width(affected) - geometry.seam_px // 2
        weights = np.concatenate([rising, np.full(beyond, full, np.uint16)])
        self._stripes = _stripes(geometry, _OVERLAY_BYTES)
        rows = self._stripes[0].stop
        self._copier = OpaqueCopier(rows=rows, width=geometry.width)
        self._blender = Blender(columns.toward_affected(weights), rows=rows)
        self._blended = columns.join(columns.seam_near, affected)
        self._mirrored = columns.join(columns.near, columns.seam_far)
        image = columns.join(columns.seam_near, columns.cover)
        # Beyond the image the blender keeps the black it was made with.
        self._over = self._blender.over[:, columns.inside(image, self._blended)]

    def paint(self, turned: Pixels, out: Pixels) -> None:
        for stripe in self._stripes:
            part = out[stripe]
            height = len(part)
            self._copier.copy(turned[stripe], part)
            self._blender.under[:height] = part[:, self._blended]
            self._over[:height] = part[:, self._mirrored][:, ::-1]
            part[:, self._blended] = self._blender.blend(height)


def _stripes(geometry: Geometry, stripe_bytes: int) -> list[slice]:
    """Cut the turned picture's rows into stripes of about so many bytes."""
    rows = max(1, stripe_bytes // (geometry.width * BLACK.itemsize))
    rows = min(rows, geometry.height)
    tops = range(0, geometry.height, rows)
    return [slice(top, min(top + rows, geometry.height)) for top in tops]


def _width(columns: slice) -> int:
    return int(columns.stop - columns.start)
