"""The enclosure's sums and what is committed of it; no CAD is needed."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from math import cos, pi, sin
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hardware.build.outputs import GENERATED
from hardware.build.unit import UNIT_FILE, UnitError, load, parse
from hardware.enclosure import limits, mesh, params, report, sizes, steady
from hardware.enclosure.__main__ import main
from hardware.enclosure.prints import PRINTS

if TYPE_CHECKING:
    from pathlib import Path

TEXT = UNIT_FILE.read_text("utf-8")
PARAMS = params.read(load())
TRAY = sizes.Tray(PARAMS.enclosure, PARAMS.table.screen)

CUBE = np.array([(x, y, z) for x in (0, 9) for y in (0, 9) for z in (0, 9)], float)
SIDES = [
    *((0, 1, 3), (0, 3, 2), (4, 6, 7), (4, 7, 5), (0, 4, 5), (0, 5, 1)),
    *((2, 3, 7), (2, 7, 6), (0, 2, 6), (0, 6, 4), (1, 5, 7), (1, 7, 3)),
]

LARGE = (
    ("outer_width_mm = 360.0", "outer_width_mm = 560.0"),
    ("outer_height_mm = 228.0", "outer_height_mm = 340.0"),
    ("outer_depth_mm = 14.0", "outer_depth_mm = 20.0"),
    ("offset_mm = 500.0", "offset_mm = 600.0"),
    ("mass_g = 900.0", "mass_g = 2500.0"),
)

CASES = {
    "screen larger than the tray": (
        ("outer_width_mm = 360.0", "outer_width_mm = 600.0"),
        "the screen is 600 mm wide, the tray takes 560 mm.",
    ),
    "screen too small for its corners": (
        ("outer_height_mm = 228.0", "outer_height_mm = 150.0"),
        "the screen is only 150 mm high; the corners need 165 mm.",
    ),
    "a small printer": (
        ("bed_y_mm = 220.0", "bed_y_mm = 180.0"),
        "the button box needs a bed of 199 mm.",
    ),
    "arm too thick": (
        ("forearm_girth_mm = 350.0", "forearm_girth_mm = 400.0"),
        (
            "under the tray's corners 129 mm are left for a forearm of 127 mm and "
            "10 mm of air."
        ),
    ),
    "legs in sight": (
        ("leg_inset_mm = 55.0", "leg_inset_mm = 40.0"),
        (
            "the camera sees 7 mm of the tray's feet; raise enclosure.leg_inset_mm "
            "or camera.offset_mm."
        ),
    ),
    "legs far in": (
        ("leg_inset_mm = 55.0", "leg_inset_mm = 72.0"),
        (
            "44 N on the tray's edge would lift it, it must bear 50 N; lower "
            "enclosure.leg_inset_mm."
        ),
    ),
    "short post": (
        ("post_length_mm = 700.0", "post_length_mm = 500.0"),
        "the post is too short: its boom must hang 581.6 mm over the table.",
    ),
    "short boom": (
        ("boom_length_mm = 330.0", "boom_length_mm = 300.0"),
        "the boom is too short: 300 mm, at least 320 mm.",
    ),
    "post in sight": (
        ("reach_mm = 270.0", "reach_mm = 240.0"),
        "the camera sees 16 mm of the post's foot; raise enclosure.reach_mm.",
    ),
    "short flat cable": (
        ("length_mm = 500.0 ", "length_mm = 400.0 "),
        (
            "the camera's cable is too short: 400 mm, at least 440 mm; lower "
            "enclosure.reach_mm."
        ),
    ),
    "small electronics box": (
        ("box_mm = [176.0", "box_mm = [120.0"),
        "the electronics need 150 mm along x, not 120 mm.",
    ),
    "large electronics box": (
        ("box_mm = [176.0", "box_mm = [230.0"),
        "the electronics box is 236 mm along x, the bed 220 mm.",
    ),
    "box of two sides": (
        ("box_mm = [176.0, ", "box_mm = ["),
        "enclosure.box_mm needs three lengths above 0, in mm.",
    ),
    "thin walls": (
        ("wall_mm = 3.0", "wall_mm = 1.0"),
        "enclosure.wall_mm = 1.0 is out of range: 2 to 6.",
    ),
    "a strange key": (
        ("tilt_deg = 10.0", "tilt = 10.0"),
        "enclosure.tilt is not a setting; did you mean tilt_deg?",
    ),
}


def _changed(*pairs: tuple[str, str]) -> params.Params:
    text = TEXT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return params.read(parse(text))


def test_the_unit_as_it_stands_can_be_made() -> None:
    assert list(limits.impossible(PARAMS)) == []


def test_a_24_inch_open_panel_can_be_made_too() -> None:
    large = _changed(*LARGE)
    assert list(limits.impossible(large)) == []
    tubes = sizes.Tray(large.enclosure, large.table.screen).tubes
    assert [count for count, _ in tubes] == [2, 2, 4]
    assert tubes[0][1] - TRAY.rail_x_length == 200


@pytest.mark.parametrize("name", CASES)
def test_one_sentence_and_exit_1(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (old, new), sentence = CASES[name]
    assert old in TEXT
    unit = tmp_path / "unit.toml"
    unit.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    assert main(["--unit", str(unit), "--out", str(tmp_path)]) == 1
    told = capsys.readouterr().err.splitlines()
    assert sentence in told
    assert all("Traceback" not in line for line in told)


def test_the_picture_lies_at_most_15_cm_over_the_limb_s_table() -> None:
    assert TRAY.face_z <= 150
    assert TRAY.top_z - TRAY.face_z == sizes.PANEL_AIR


def test_a_thick_forearm_fits_under_the_tray_with_a_centimetre() -> None:
    width, height = TRAY.tunnel
    assert TRAY.forearm == pytest.approx(350 / pi)
    assert min(width, height) >= TRAY.forearm + 10


def test_tubes_end_inside_their_sockets() -> None:
    half_x, half_y = TRAY.half
    assert half_x - 15 <= TRAY.rail_x_length / 2 + 0.5 <= half_x - 14
    assert half_y - 36 - TRAY.rail_y_length / 2 < 1
    assert TRAY.leg_top - sizes.FERRULE - TRAY.leg_length < 1


def test_the_sight_narrows_to_the_lens() -> None:
    sight = sizes.Sight(PARAMS)
    assert sight.edge(sight.lens[2]) == (0, 0)
    wide, deep = sight.edge(0)
    area = PARAMS.unit.area
    assert (wide, deep) >= (area.width_mm / 2, area.depth_mm / 2)
    assert sight.beside(TRAY.leg_at[0] + TRAY.foot_half, 0) > 5
    corner = TRAY.half[0] + sizes.PANEL_AIR + sizes.SOCKET_WALL
    assert sight.beside(corner, TRAY.leg_top) > 5


@pytest.mark.parametrize("height", [350, 600])
def test_the_camera_slides_from_35_to_60_cm(height: float) -> None:
    boom = height + sizes.LENS_DROP
    sleeve = sizes.FOOT + 70
    assert boom - sizes.SHELF_DROP > sleeve
    assert boom + 19 < sizes.FOOT + PARAMS.enclosure.post_length_mm


def test_a_push_of_50_n_ends_inside_the_feet() -> None:
    found = steady.tip(steady.ButtonBox(PARAMS), 800)
    assert found.push_n == 50
    assert found.inside_mm > 10
    assert found.slant_deg > 8
    assert found.grip > 0.75


def test_a_heavier_box_withstands_more_and_a_flat_one_grips_longer() -> None:
    place = steady.ButtonBox(PARAMS)
    light, heavy = steady.tip(place, 400), steady.tip(place, 800)
    assert heavy.sideways_n == pytest.approx(2 * light.sideways_n)
    flat = replace(PARAMS, enclosure=replace(PARAMS.enclosure, tilt_deg=0.0))
    assert steady.tip(steady.ButtonBox(flat), 400).grip > light.grip


def test_caps_keep_their_pitch_on_the_top() -> None:
    place = steady.ButtonBox(PARAMS)
    (left, front), (middle, back), (right, _) = place.buttons
    pitch = PARAMS.unit.buttons.pitch_mm
    assert np.hypot(middle - left, back - front) == pytest.approx(pitch)
    assert left == -right


def test_what_is_committed_is_not_stale() -> None:
    assert report.stale(PARAMS, GENERATED) == [], "run `make hardware`"


def test_another_wall_makes_it_stale_and_so_does_an_edit(tmp_path: Path) -> None:
    thick = _changed(("wall_mm = 3.0", "wall_mm = 3.5"))
    assert report.stale(thick, GENERATED) == [report.FIGURES]
    for name in (report.FIGURES, report.PRINTED, report.TABLE):
        shutil.copy(GENERATED / name, tmp_path)
    (tmp_path / report.TABLE).write_text("much", encoding="utf-8")
    assert report.stale(PARAMS, tmp_path) == [report.TABLE]
    (tmp_path / report.FIGURES).unlink()
    assert report.stale(PARAMS, tmp_path) == [report.FIGURES]


def test_every_print_is_measured_and_drawn_and_small() -> None:
    text = (GENERATED / report.TABLE).read_text("utf-8")
    for name in PRINTS:
        assert f"`{name}`" in text
        picture = GENERATED / f"part-{name}.png"
        assert 0 < picture.stat().st_size < 200_000
    for picture in GENERATED.glob("*.png"):
        assert picture.stat().st_size < 200_000


def test_a_cube_is_measured_right() -> None:
    cube = mesh.weld(CUBE, SIDES)
    assert cube.watertight()
    assert cube.volume() == pytest.approx(729)
    assert cube.surface() == pytest.approx(486)
    assert cube.size() == (9, 9, 9)
    assert mesh.thinnest(cube, 50) == pytest.approx(9)
    assert mesh.overhang(cube) == 0


def test_an_open_cube_is_not_watertight() -> None:
    assert not mesh.weld(CUBE, SIDES[1:]).watertight()
    assert not mesh.weld(CUBE, [*SIDES, SIDES[0]]).watertight()


def test_a_tilted_cube_hangs_over() -> None:
    turn = np.array(
        [(1, 0, 0), (0, cos(0.6), -sin(0.6)), (0, sin(0.6), cos(0.6))], float
    )
    assert mesh.overhang(mesh.weld(CUBE @ turn.T, SIDES)) == pytest.approx(81)


def test_a_thin_print_is_solid_and_a_thick_one_is_not() -> None:
    assert sizes.print_g(1000, 1000) == pytest.approx(1.27)
    assert sizes.print_g(10_000, 1000) < 0.6 * 12.7


def test_a_broken_table_is_told() -> None:
    with pytest.raises(UnitError, match=re.escape("printer.bed_x_mm is missing.")):
        params.read(parse(TEXT.replace("bed_x_mm = 220.0", "")))
