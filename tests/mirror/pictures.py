"""Geometries and pictures for the tests of the mirror."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from mirrorbox.mirror.geometry import ROTATIONS_DEG, Geometry
from mirrorbox.words import Side, View

if TYPE_CHECKING:
    from mirrorbox.camera.base import Pixels

POISON = np.uint32(0x5A5A5A5A)  # stands in row padding, and must go on standing there


def make_geometry(
    *,
    source_width: int = 64,
    source_height: int = 12,
    rotation_deg: int = 0,
    affected: Side = Side.RIGHT,
    view: View = View.BOTH,
    midline: float = 0.5,
    seam_px: int = 8,
    opacity: float = 0.5,
) -> Geometry:
    return Geometry(
        source_width=source_width,
        source_height=source_height,
        rotation_deg=rotation_deg,
        affected=affected,
        view=view,
        midline=midline,
        seam_px=seam_px,
        opacity=opacity,
    )


def noise(height: int, width: int, *, padding: int = 0, seed: int = 1) -> Pixels:
    """Random pixels, X byte included, as a view with `padding` spare columns."""
    rng = np.random.default_rng(seed)
    shape = (height, width + padding)
    buffer: Pixels = rng.integers(0, 2**32, shape, dtype=np.uint32)
    return buffer[:, :width]


@st.composite
def geometries(draw: st.DrawFn) -> Geometry:
    """Any geometry that a small picture allows."""
    width = draw(st.integers(2, 70))
    height = draw(st.integers(2, 40))
    rotation_deg = draw(st.sampled_from(ROTATIONS_DEG))
    turned_width = height if rotation_deg in {90, 270} else width
    middle = draw(st.integers(1, turned_width - 1))
    half_seam = draw(st.integers(0, min(middle, turned_width - middle)))
    return make_geometry(
        source_width=width,
        source_height=height,
        rotation_deg=rotation_deg,
        affected=draw(st.sampled_from(Side)),
        view=draw(st.sampled_from(View)),
        midline=middle / turned_width,
        seam_px=2 * half_seam,
        opacity=draw(st.floats(0, 1)),
    )
