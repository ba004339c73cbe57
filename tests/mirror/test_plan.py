from __future__ import annotations

import itertools
import tracemalloc
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.errors import GeometryError
from mirrorbox.mirror.geometry import ROTATIONS_DEG, Geometry
from mirrorbox.mirror.plan import plan, turn
from mirrorbox.words import Side, View
from tests.mirror.pictures import POISON, geometries, make_geometry, noise
from tests.mirror.reference import reference

if TYPE_CHECKING:
    from mirrorbox.camera.base import Pixels


def largest_difference(one: Pixels, other: Pixels) -> int:
    """Of any byte of any pixel, X included."""
    bytes_of = [
        np.ascontiguousarray(p).view(np.uint8).astype(int) for p in (one, other)
    ]
    return int(np.abs(bytes_of[0] - bytes_of[1]).max())


def rendered(geometry: Geometry, source: Pixels) -> Pixels:
    out = np.full((geometry.height, geometry.width), POISON)
    plan(geometry).render(source, out)
    return out


@given(geometries(), st.integers(0, 5), st.integers(0, 5), st.integers(0, 2**32 - 1))
def test_every_picture_equals_the_reference(
    geometry: Geometry, source_padding: int, out_padding: int, seed: int
) -> None:
    shape = (geometry.source_height, geometry.source_width)
    source = noise(*shape, padding=source_padding, seed=seed)
    buffer = np.full((geometry.height, geometry.width + out_padding), POISON)
    out = buffer[:, : geometry.width]
    before = source.copy()

    plan(geometry).render(source, out)

    assert largest_difference(out, reference(before, geometry)) == 0
    assert np.array_equal(source, before)
    assert (buffer[:, geometry.width :] == POISON).all()


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("affected", Side)
@pytest.mark.parametrize("rotation_deg", ROTATIONS_DEG)
def test_a_picture_of_many_stripes_equals_the_reference(
    view: View, affected: Side, rotation_deg: int
) -> None:
    geometry = make_geometry(
        source_width=643,
        source_height=577,
        rotation_deg=rotation_deg,
        affected=affected,
        view=view,
        midline=0.47,
        seam_px=32,
        opacity=0.6,
    )
    source = noise(577, 643)
    difference = largest_difference(
        rendered(geometry, source), reference(source, geometry)
    )
    assert difference == 0


@pytest.mark.parametrize("seam_px", [0, 2, 30, 256, 512])
def test_any_seam_equals_the_reference(seam_px: int) -> None:
    source = noise(3, 600)
    for view, affected in itertools.product((View.BOTH, View.OVERLAY), Side):
        geometry = make_geometry(
            source_width=600,
            source_height=3,
            seam_px=seam_px,
            view=view,
            affected=affected,
            opacity=1.0,
        )
        out = rendered(geometry, source)
        assert largest_difference(out, reference(source, geometry)) == 0


@given(geometries())
def test_the_same_plan_paints_every_frame_afresh(geometry: Geometry) -> None:
    shape = (geometry.source_height, geometry.source_width)
    ready = plan(geometry)
    out = np.full((geometry.height, geometry.width), POISON)
    for seed in (1, 2):
        source = noise(*shape, seed=seed)
        ready.render(source, out)
        assert np.array_equal(out, reference(source, geometry))


def test_an_opaque_overlay_is_the_view_both() -> None:
    source = noise(12, 64)
    overlay = make_geometry(view=View.OVERLAY, opacity=1.0)
    assert np.array_equal(
        rendered(overlay, source), rendered(make_geometry(view=View.BOTH), source)
    )


def test_an_invisible_overlay_is_the_true_picture() -> None:
    source = noise(12, 64)
    overlay = make_geometry(view=View.OVERLAY, opacity=0.0)
    assert np.array_equal(
        rendered(overlay, source), rendered(make_geometry(view=View.TRUE), source)
    )


def test_the_reflection_shows_the_healthy_limb_on_the_affected_side() -> None:
    source = np.zeros((2, 8), np.uint32)
    source[:, 1] = 0x00FF0000  # the healthy left hand
    out = rendered(make_geometry(source_width=8, source_height=2, seam_px=0), source)
    assert out[0].tolist() == [
        0xFFFF0000 if x in {1, 6} else 0xFF000000 for x in range(8)
    ]


def test_what_the_healthy_side_cannot_show_is_black() -> None:
    source = np.full((2, 8), 0xFFFFFFFF, np.uint32)
    geometry = make_geometry(source_width=8, source_height=2, midline=0.25, seam_px=0)
    white, black = 0xFFFFFFFF, 0xFF000000
    assert rendered(geometry, source)[0].tolist() == [white] * 4 + [black] * 4


def test_turning_is_clockwise() -> None:
    picture = np.array([[1, 2], [3, 4]], np.uint32)
    assert turn(picture, 90).tolist() == [[3, 1], [4, 2]]
    assert turn(picture, 180).tolist() == [[4, 3], [2, 1]]
    assert turn(picture, 270).tolist() == [[2, 4], [1, 3]]


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("rotation_deg", ROTATIONS_DEG)
@pytest.mark.parametrize("padding", [0, 16])
def test_a_frame_allocates_next_to_nothing(
    view: View, rotation_deg: int, padding: int
) -> None:
    width, height = 640, 480
    geometry = make_geometry(
        source_width=width,
        source_height=height,
        rotation_deg=rotation_deg,
        view=view,
        seam_px=32,
    )
    ready, source = plan(geometry), noise(height, width, padding=padding)
    out = np.zeros((geometry.height, geometry.width + padding), np.uint32)
    out = out[:, : geometry.width]
    ready.render(source, out)  # fills numpy's own small caches
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        ready.render(source, out)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak - before <= 0.05 * width * height * 4


@pytest.mark.parametrize(
    ("source_shape", "out_shape", "sentence"),
    [
        ((12, 63), (12, 64), "The frame is 12×63 of uint32"),
        ((12, 64), (64, 12), "The output is 64×12 of uint32"),
        ((12, 64, 4), (12, 64), "The frame is 12×64×4 of uint32"),
    ],
)
def test_a_wrong_shape_is_one_clear_sentence(
    source_shape: tuple[int, ...], out_shape: tuple[int, ...], sentence: str
) -> None:
    ready = plan(make_geometry())
    source, out = (np.zeros(s, np.uint32) for s in (source_shape, out_shape))
    with pytest.raises(GeometryError, match=sentence):
        ready.render(source, out)


def test_another_pixel_type_is_refused() -> None:
    out = np.zeros((12, 64), np.uint32)
    with pytest.raises(GeometryError, match="The frame is 12×64 of uint8"):
        plan(make_geometry()).render(out.astype(np.uint8), out)
