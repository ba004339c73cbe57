"""The optics, against sums made by hand and the figures of the clinical notes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hardware.build import optics
from hardware.build.unit import load

UNIT = load()
TABLE = UNIT.variant.table


@pytest.mark.parametrize(
    ("model", "height_mm", "width_mm", "depth_mm"),
    [
        ("imx708", 500, 650, 370),
        ("imx708", 600, 780, 450),
        ("imx708_wide", 400, 990, 530),
        ("imx708_wide", 600, 1480, 790),
        ("imx219", 400, 480, 360),
    ],
)
def test_coverage_is_that_of_the_published_views(
    model: str, height_mm: float, width_mm: float, depth_mm: float
) -> None:
    found = optics.known(model)
    assert found is not None
    view = optics.see(found[0], TABLE.camera, height_mm)
    assert view.width_mm == pytest.approx(width_mm, rel=0.02)
    assert view.depth_mm <= depth_mm * 1.02
    assert view.depth_mm == pytest.approx(view.width_mm * 9 / 16, rel=0.06)


def test_the_lowest_height_covers_and_a_millimetre_less_does_not() -> None:
    for model in optics.LENSES:
        found = optics.known(model)
        assert found is not None
        least = optics.lowest_mm(found[0], TABLE.camera, UNIT.area)
        assert optics.see(found[0], TABLE.camera, least).covers(UNIT.area)
        assert not optics.see(found[0], TABLE.camera, least - 1).covers(UNIT.area)


def test_the_light_at_the_calibration_gives_the_calibrated_luma() -> None:
    for lens in optics.LENSES.values():
        seconds, gain, lux, luma = lens.reference
        needed = optics.light_lux(lens, seconds, gain)
        assert needed * luma / optics.FULL_SCALE == pytest.approx(
            lux * optics.MEAN_LUMA
        )


def test_half_the_exposure_needs_twice_the_light() -> None:
    lens = optics.LENSES["imx708"]
    full, half = (optics.light_lux(lens, seconds, 4) for seconds in (0.01, 0.005))
    assert half == pytest.approx(2 * full)


def test_the_sensitivity_is_that_of_a_small_sensor() -> None:
    for lens in optics.LENSES.values():
        assert 25 < optics.speed_iso(lens) < 200


@pytest.mark.parametrize(
    ("fps", "expected"),
    [(60, (0.01, 2 / 120)), (56.03, (0.01, 2 / 120)), (41.85, (0.02, 2 / 120))],
)
def test_exposures_are_whole_flickers_within_a_frame(
    fps: float, expected: tuple[float, float]
) -> None:
    assert optics.exposures_s(fps) == pytest.approx(expected)


def test_blur_is_speed_times_exposure() -> None:
    assert optics.blur_mm(UNIT.hand, 0.01) == pytest.approx(5)


def test_the_hand_and_the_table_are_both_sharp() -> None:
    lens = optics.LENSES[TABLE.camera.model]
    near, far = optics.sharp_mm(lens, 1000 / optics.lens_position(UNIT, TABLE))
    assert near < TABLE.camera.height_mm - 2 * UNIT.hand.plane_mm
    assert far > TABLE.camera.height_mm


def test_the_task_light_is_enough_by_itself() -> None:
    for _, variant in UNIT.variant.named():
        view = optics.view_of(variant)
        lens = optics.LENSES[variant.camera.model]
        needed = optics.light_lux(lens, optics.exposures_s(view.fps)[0], 4)
        assert optics.lamp_lux(variant.light, UNIT.area) > 2 * needed


def test_a_hand_at_half_the_height_looks_twice_as_large() -> None:
    assert optics.too_large_percent(500, 250) == pytest.approx(100)


def test_a_camera_without_a_near_focus_is_unknown() -> None:
    assert optics.known("ov5647") is None
    other = replace(TABLE, camera=replace(TABLE.camera, model="ov5647"))
    with pytest.raises(KeyError):
        optics.view_of(other)
