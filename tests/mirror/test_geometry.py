from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.errors import GeometryError
from mirrorbox.mirror.geometry import display_scale
from mirrorbox.words import Side
from tests.mirror.pictures import geometries, make_geometry

if TYPE_CHECKING:
    from mirrorbox.mirror.geometry import Geometry


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"source_width": 1}, "A picture of 1×12 pixels is too small"),
        ({"source_height": 0}, "A picture of 64×0 pixels is too small"),
        ({"rotation_deg": 45}, "The rotation is 45°"),
        ({"rotation_deg": -90}, "The rotation is -90°"),
        ({"rotation_deg": 360}, "The rotation is 360°"),
        ({"midline": 0.0}, "The midline is at 0.0 of the width"),
        ({"midline": 1.0}, "The midline is at 1.0 of the width"),
        ({"midline": math.nan}, "The midline is at nan of the width"),
        ({"midline": 0.001}, "leaves no column on one side of a picture 64"),
        ({"midline": 0.999}, "leaves no column on one side of a picture 64"),
        ({"seam_px": -2}, "The seam is -2 pixels wide"),
        ({"seam_px": 7}, "The seam is 7 pixels wide; it must be an even number"),
        ({"midline": 0.9, "seam_px": 16}, "A seam of 16 pixels does not fit: only 6"),
        ({"opacity": -0.1}, "The opacity is -0.1"),
        ({"opacity": 1.1}, "The opacity is 1.1"),
        ({"opacity": math.nan}, "The opacity is nan"),
    ],
)
def test_an_impossible_geometry_is_one_clear_sentence(
    values: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(GeometryError, match=sentence) as caught:
        make_geometry(**values)
    assert str(caught.value).endswith(".")


def test_a_geometry_never_changes() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        make_geometry().midline = 0.4  # type: ignore[misc] # that is the point


@pytest.mark.parametrize(
    ("rotation_deg", "size"),
    [(0, (64, 12)), (90, (12, 64)), (180, (64, 12)), (270, (12, 64))],
)
def test_a_quarter_turn_swaps_width_and_height(
    rotation_deg: int, size: tuple[int, int]
) -> None:
    geometry = make_geometry(rotation_deg=rotation_deg)
    assert (geometry.width, geometry.height) == size


@given(geometries())
def test_the_two_halves_meet_at_the_midline_and_fill_the_width(
    geometry: Geometry,
) -> None:
    columns = range(geometry.width)
    healthy = list(columns[geometry.healthy_columns])
    affected = list(columns[geometry.affected_columns])
    left, right = (
        (healthy, affected) if geometry.healthy is Side.LEFT else (affected, healthy)
    )
    assert left + right == list(columns)
    assert right[0] == geometry.midline_px


def test_life_size_is_the_ratio_of_the_pixels() -> None:
    scale = display_scale(
        mm_per_camera_px=0.5,
        mm_per_screen_px=0.25,
        scale=1.0,
        unlock_magnification=False,
    )
    assert scale == pytest.approx(2.0)


sizes = st.floats(1e-3, 1e3)


@given(sizes, sizes, st.floats(0.01, 4.0))
def test_a_millimetre_on_the_table_is_scale_millimetres_on_the_screen(
    mm_per_camera_px: float, mm_per_screen_px: float, scale: float
) -> None:
    screen_px_per_camera_px = display_scale(
        mm_per_camera_px=mm_per_camera_px,
        mm_per_screen_px=mm_per_screen_px,
        scale=scale,
        unlock_magnification=True,
    )
    camera_px = 1 / mm_per_camera_px  # of one millimetre on the table
    shown_mm = camera_px * screen_px_per_camera_px * mm_per_screen_px
    assert shown_mm == pytest.approx(scale)


def test_more_than_life_size_must_be_unlocked() -> None:
    with pytest.raises(GeometryError, match="a therapist must unlock it"):
        display_scale(
            mm_per_camera_px=0.5,
            mm_per_screen_px=0.25,
            scale=1.001,
            unlock_magnification=False,
        )


@pytest.mark.parametrize("value", [0.0, -1.0, math.nan, math.inf])
@pytest.mark.parametrize("name", ["mm_per_camera_px", "mm_per_screen_px", "scale"])
def test_sizes_and_scale_must_be_positive(name: str, value: float) -> None:
    values = {"mm_per_camera_px": 0.5, "mm_per_screen_px": 0.25, "scale": 1.0}
    values[name] = value
    with pytest.raises(GeometryError, match=f"is {value}; it must be positive"):
        display_scale(**values, unlock_magnification=True)


def test_every_reason_is_told_at_once() -> None:
    with pytest.raises(GeometryError) as caught:
        make_geometry(rotation_deg=45, midline=0.0, seam_px=33, opacity=2)

    assert len(str(caught.value).splitlines()) == 4
