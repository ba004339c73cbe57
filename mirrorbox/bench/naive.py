"""The mirror as one would first write it: floating point, whole pictures.

It is the slowest candidate and the yardstick of exactness for all the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mirrorbox.mirror.blend import FULL
from mirrorbox.words import Side, View

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mirrorbox.camera.base import Pixels
    from mirrorbox.mirror.geometry import Geometry


def paint_naively(frame: Pixels, geometry: Geometry) -> Pixels:
    """Paint an unturned frame mirrored at its exact middle.

    Args:
        frame: H×W pixels; rows not padded, W even.
        geometry: with rotation_deg 0 and midline 0.5.

    Returns:
        H×W pixels, X byte included in the blend.
    """
    if geometry.view is View.TRUE:
        return frame.copy()
    if geometry.view is View.REFLECTION:
        return frame[:, ::-1].copy()
    true = frame.view(np.uint8).reshape(*frame.shape, 4).astype(np.float64)
    weights = reflection_weights(geometry)[np.newaxis, :, np.newaxis]
    mixed = (true * (FULL - weights) + true[:, ::-1] * weights) / FULL
    return np.floor(mixed + 0.5).astype(np.uint8).view(np.uint32)[:, :, 0]


def reflection_weights(geometry: Geometry) -> NDArray[np.float64]:
    """How much of the reflection each column shows, 0 to 256 in whole steps.

    It rounds half up on both sides of the mirror, so it is exact for seams whose
    steps never fall on a half; the bench's 32 pixels are one.
    """
    opacity = geometry.opacity if geometry.view is View.OVERLAY else 1.0
    past_mirror = np.arange(geometry.width) + 0.5 - geometry.midline_px
    if geometry.affected is Side.LEFT:
        past_mirror = -past_mirror
    full = np.floor(FULL * opacity + 0.5)
    risen = np.clip(past_mirror / max(geometry.seam_px, 1) + 0.5, 0, 1)
    weights: NDArray[np.float64] = np.floor(full * risen + 0.5)
    return weights
