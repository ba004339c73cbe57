"""What a Pi camera is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.camera.pi_settings import AF_MANUAL, first_controls, frame_us
from tests.camera.pi_rig import pi_config

Offer = dict[str, tuple[Any, Any, Any]]

MOTORISED: Offer = {
    "FrameDurationLimits": (17_848, 120_000_000, 33_333),
    "AeEnable": (False, True, True),
    "AwbEnable": (False, True, True),
    "AeFlickerMode": (0, 1, 0),
    "AeFlickerPeriod": (100, 1_000_000, 10_000),
    "AfMode": (0, 2, 0),
    "LensPosition": (0.0, 10.0, 1.0),
}


def test_frame_is_as_short_as_wished_where_the_mode_allows() -> None:
    assert frame_us(50, MOTORISED) == 20_000
    assert frame_us(60, MOTORISED) == 17_848
    assert frame_us(60, {}) == 16_667


def test_both_limits_are_one_so_that_a_dim_room_is_not_slower() -> None:
    controls = first_controls(pi_config(fps=30), MOTORISED)
    assert controls["FrameDurationLimits"] == (33_333, 33_333)


@pytest.mark.parametrize(("mains_hz", "period_us"), [(50, 10_000), (60, 8_333)])
def test_exposure_keeps_to_the_flicker_of_the_lamps(
    mains_hz: int, period_us: int
) -> None:
    controls = first_controls(pi_config(mains_hz=mains_hz), MOTORISED)
    assert controls["AeFlickerMode"] == 1
    assert controls["AeFlickerPeriod"] == period_us


def test_lens_stands_still_where_it_is_told() -> None:
    controls = first_controls(pi_config(lens_position=2.5), MOTORISED)
    assert controls["AfMode"] == AF_MANUAL
    assert controls["LensPosition"] == 2.5


def test_lens_goes_no_nearer_than_it_can() -> None:
    controls = first_controls(pi_config(lens_position=15), MOTORISED)
    assert controls["LensPosition"] == 10.0


@given(st.sets(st.sampled_from(sorted(MOTORISED))))
def test_only_controls_on_offer_are_set(names: set[str]) -> None:
    offer = {name: MOTORISED[name] for name in names}
    assert set(first_controls(pi_config(), offer)) <= names
