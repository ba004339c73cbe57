"""What each view must look like, written as plainly as possible, in float64."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from mirrorbox.words import Side, View

if TYPE_CHECKING:
    from mirrorbox.camera.base import Pixels
    from mirrorbox.mirror.geometry import Geometry

Channels = NDArray[np.float64]  # H×W×3: blue, green, red
_QUARTER_TURNS = {0: 0, 90: -1, 180: 2, 270: 1}  # np.rot90 turns the other way


def reference(source: Pixels, geometry: Geometry) -> Pixels:
    """Paint one picture; the result is H×W and opaque."""
    turned = np.rot90(source, _QUARTER_TURNS[geometry.rotation_deg])
    true = _channels(turned)
    if geometry.view is View.TRUE:
        return _pixels(true)
    if geometry.view is View.REFLECTION:
        return _pixels(np.fliplr(true))
    reflected = _mirrored_at(true, geometry.midline_px)
    weights = _weights(geometry)[np.newaxis, :, np.newaxis]
    mixed = (true * (256 - weights) + reflected * weights) / 256
    return _pixels(np.floor(mixed + 0.5))


def _mirrored_at(picture: Channels, middle: int) -> Channels:
    """R[x] = T[2M - 1 - x] where that column exists, else black."""
    mirrored = np.zeros_like(picture)
    width = picture.shape[1]
    for x in range(width):
        origin = 2 * middle - 1 - x
        if 0 <= origin < width:
            mirrored[:, x] = picture[:, origin]
    return mirrored


def _weights(geometry: Geometry) -> NDArray[np.float64]:
    """The reflection's weight in each column, a whole number from 0 to 256."""
    opacity = geometry.opacity if geometry.view is View.OVERLAY else 1.0
    full = np.floor(256 * opacity + 0.5)
    return np.array([_weight(x, full, geometry) for x in range(geometry.width)])


def _weight(x: int, full: float, geometry: Geometry) -> float:
    seam = geometry.seam_px
    past_mirror = x + 0.5 - geometry.midline_px
    if geometry.affected is Side.LEFT:
        past_mirror = -past_mirror
    if past_mirror <= -seam / 2:
        return 0.0
    if past_mirror >= seam / 2:
        return full
    if past_mirror > 0:  # the ramp looks the same from both ends
        return full - _risen(seam / 2 - past_mirror, seam, full)
    return _risen(seam / 2 + past_mirror, seam, full)


def _risen(columns: float, seam: int, full: float) -> float:
    return float(np.floor(full * columns / seam + 0.5))


def _channels(pixels: Pixels) -> Channels:
    flat = [(pixels >> shift) & 0xFF for shift in (0, 8, 16)]
    return np.stack(flat, axis=-1).astype(np.float64)


def _pixels(channels: Channels) -> Pixels:
    blue, green, red = (channels[:, :, i].astype(np.uint32) for i in range(3))
    opaque = np.uint32(0xFF000000)
    return opaque | (red << np.uint32(16)) | (green << np.uint32(8)) | blue
