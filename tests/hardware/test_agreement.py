"""`hardware/unit.toml` and `mirrorbox/defaults.toml` say the same."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from hardware.build import optics
from hardware.build.unit import UNIT_FILE as FILE
from hardware.build.unit import UnitError, load, parse
from mirrorbox.camera.sensors import find_sensor
from mirrorbox.config import defaults

UNIT = load()
TABLE = UNIT.variant.table
DEFAULTS = defaults()


def test_pins_are_the_defaults_pins() -> None:
    assert asdict(UNIT.pins) == DEFAULTS["controls"]["pins"]


def test_a_moved_pin_is_seen() -> None:
    moved = parse(FILE.read_text("utf-8").replace("start = 17", "start = 16"))
    assert asdict(moved.pins) != DEFAULTS["controls"]["pins"]


def test_the_debounce_is_the_defaults() -> None:
    assert UNIT.buttons.debounce_ms == 1000 * DEFAULTS["controls"]["debounce_s"]


def test_the_camera_is_one_the_package_knows() -> None:
    for _, variant in UNIT.variant.named():
        assert find_sensor(variant.camera.model) is not None


def test_the_picture_has_the_defaults_size() -> None:
    camera = DEFAULTS["camera"]
    for _, variant in UNIT.variant.named():
        size = (variant.camera.width_px, variant.camera.height_px)
        assert size == (camera["width"], camera["height"])


def test_life_size_follows_from_the_optics() -> None:
    seen = optics.view_of(TABLE).mm_per_px
    assert DEFAULTS["mount"]["mm_per_camera_px"] == round(seen, 3)


def test_focus_follows_from_the_optics() -> None:
    dioptres = optics.lens_position(UNIT, TABLE)
    assert DEFAULTS["camera"]["lens_position"] == round(dioptres, 1)


def test_the_screen_is_the_defaults_screen() -> None:
    assert DEFAULTS["screen"]["width_mm"] == TABLE.screen.width_mm


@pytest.mark.parametrize("name", ["table", "desk"])
def test_a_panel_is_as_large_as_its_diagonal_says(name: str) -> None:
    screen = dict(UNIT.variant.named())[name].screen
    diagonal_mm = (screen.width_mm**2 + screen.height_mm**2) ** 0.5
    assert diagonal_mm == pytest.approx(25.4 * screen.diagonal_in, rel=0.01)


def test_an_unknown_key_is_told_with_a_guess() -> None:
    wrong = FILE.read_text("utf-8").replace("dome_mm", "dom_mm")
    with pytest.raises(UnitError, match=r"buttons\.dom_mm is not .* mean dome_mm"):
        parse(wrong)


def test_every_fault_is_told_at_once() -> None:
    text = FILE.read_text("utf-8").replace("hole_mm = 24.5", "hole_mm = -1")
    with pytest.raises(UnitError) as told:
        parse(text.replace('revision = "A"', "revision = 1"))
    assert len(str(told.value).splitlines()) == 2
