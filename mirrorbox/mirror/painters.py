"""One painter for each view: from the turned picture to what the patient sees.

A painter goes down the picture in stripes that fit the processor's second-level
cache, so what it wrote a moment ago is still at hand when it mirrors it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from mirrorbox.mirror.blend import FULL, Blender, ramp
from mirrorbox.mirror.columns import Columns
from mirrorbox.mirror.opaque import BLACK, OPAQUE, OpaqueCopier, make_opaque

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
        self._columns = columns
        stripes = _stripes(geometry, _STRIPE_BYTES)
        self._blocks = [
            stripes[first : first + _SEAM_STRIPES]
            for first in range(0, len(stripes), _SEAM_STRIPES)
        ]
        # Mirroring within one array makes numpy take a hidden copy; this is ours.
        healthy = columns.healthy
        rows, width = stripes[0].stop, healthy.stop - healthy.start
        self._healthy: Pixels = np.empty((rows, width), np.uint32)
        self._seam = self._healthy[:, columns.inside(columns.seam_near, healthy)]
        near = self._healthy[:, columns.inside(columns.near, healthy)]
        self._reflection = near[:, ::-1]
        rising = ramp(geometry.seam_px, FULL)[: geometry.seam_px // 2]
        self._blender = Blender(
            columns.toward_affected(rising), rows=self._blocks[0][-1].stop
        )

    def paint(self, turned: Pixels, out: Pixels) -> None:
        unbroken = turned.flags.c_contiguous and out.flags.c_contiguous
        load = self._load_rows if unbroken else self._load_half
        columns = self._columns
        for stripes in self._blocks:
            first = stripes[0].start
            seam = self._blend_seam(turned[first : stripes[-1].stop])
            for stripe in stripes:
                part = out[stripe]
                strip = seam[stripe.start - first : stripe.stop - first]
                load(turned[stripe], part, strip)
                np.copyto(part[:, columns.cover], self._reflection[: len(part)])
                part[:, columns.uncovered] = BLACK

    def _blend_seam(self, turned: Pixels) -> Pixels:
        blender, height = self._blender, len(turned)
        far = turned[:, self._columns.seam_far]
        np.copyto(blender.under[:height], turned[:, self._columns.seam_near])
        np.copyto(blender.over[:height], far[:, ::-1])
        return blender.blend(height)

    def _load_rows(self, turned: Pixels, out: Pixels, seam: Pixels) -> None:
        """Copy whole rows: twice the pixels, but the fastest copy there is."""
        np.bitwise_or(turned, OPAQUE, out=out)
        np.copyto(out[:, self._columns.seam_near], seam)
        np.copyto(self._healthy[: len(out)], out[:, self._columns.healthy])

    def _load_half(self, turned: Pixels, out: Pixels, seam: Pixels) -> None:
        """Fetch the healthy half only: each pixel of broken memory costs."""
        healthy = self._healthy[: len(out)]
        np.copyto(healthy, turned[:, self._columns.healthy])
        make_opaque(healthy)
        np.copyto(self._seam[: len(out)], seam)
        np.copyto(out[:, self._columns.healthy], healthy)


class OverlayPainter:
    """Paints the reflection, half transparent, over the true affected side."""

    def __init__(self, geometry: Geometry) -> None:
        columns = Columns.of(geometry)
        full = int(geometry.opacity * FULL + 0.5)
        affected = geometry.affected_columns
        rising = ramp(geometry.seam_px, full)
        beyond = affected.stop - affected.start - geometry.seam_px // 2
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
            np.copyto(self._blender.under[:height], part[:, self._blended])
            np.copyto(self._over[:height], part[:, self._mirrored][:, ::-1])
            np.copyto(part[:, self._blended], self._blender.blend(height))


def _stripes(geometry: Geometry, stripe_bytes: int) -> list[slice]:
    """Cut the turned picture's rows into stripes of about so many bytes."""
    rows = max(1, stripe_bytes // (geometry.width * OPAQUE.itemsize))
    rows = min(rows, geometry.height)
    tops = range(0, geometry.height, rows)
    return [slice(top, min(top + rows, geometry.height)) for top in tops]
