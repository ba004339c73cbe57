"""Each printed part and the whole unit, measured on the solids. Needs build123d."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from hardware.build.unit import UNIT_FILE, load, parse
from hardware.enclosure import params, sizes
from hardware.enclosure.prints import PRINTS
from tests.hardware.test_enclosure import LARGE

if TYPE_CHECKING:
    from pathlib import Path

    from hardware.enclosure.assembly import Placed

pytest.importorskip("build123d", reason="make hardware installs it")
pytestmark = [
    pytest.mark.hardware,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

PARAMS = params.read(load())
WALL = 2.0


@pytest.fixture(scope="module")
def parts() -> dict[str, Any]:
    from hardware.enclosure import assembly

    return assembly.printed(PARAMS)


@pytest.fixture(scope="module")
def placed(parts: dict[str, Any]) -> list[Placed]:
    from hardware.enclosure import assembly

    return assembly.place(PARAMS, parts)


def _count(placed: list[Placed], name: str) -> int:
    return sum(body.name == name for body in placed)


@pytest.mark.parametrize("name", PRINTS)
def test_a_part_is_one_watertight_solid_that_fits_the_bed(
    name: str, parts: dict[str, Any]
) -> None:
    from hardware.enclosure import mesh, solids

    part = parts[name]
    assert len(part.solids()) == 1
    assert part.is_valid
    lying = solids.on_bed(PARAMS, name, part)
    assert solids.fits(PARAMS, lying)
    made = solids.mesh(lying)
    assert made.watertight()
    assert made.volume() == pytest.approx(part.volume, rel=0.01)
    assert mesh.thinnest(made, 1500) >= WALL


@pytest.mark.parametrize("name", PRINTS)
def test_a_part_has_a_foot_on_the_bed(name: str, parts: dict[str, Any]) -> None:
    from hardware.enclosure import solids

    made = solids.mesh(solids.on_bed(PARAMS, name, parts[name]))
    flat = (made.normals()[:, 2] < -0.99) & (made.triangles[:, :, 2].max(axis=1) < 0.05)
    area = np.linalg.norm(made.crosses()[flat], axis=1).sum() / 2
    assert area > 400 or name in {"box-bar", "button-body"}
    assert area > 250


def test_the_unit_has_as_many_parts_as_are_printed(placed: list[Placed]) -> None:
    for name, item in PRINTS.items():
        assert _count(placed, name) == item.quantity


def test_nothing_in_the_unit_stands_in_another(placed: list[Placed]) -> None:
    from hardware.enclosure import solids

    assert solids.clashes(placed) == []


def test_a_clash_is_found(placed: list[Placed]) -> None:
    from build123d import Pos

    from hardware.enclosure import assembly, solids

    leg = next(body for body in placed if body.name == "leg")
    moved = assembly.Placed("moved", Pos(1, 0, 0) * leg.shape, "bought", (0, 0, 0))
    (clash,) = solids.clashes([leg, moved])
    assert clash[:2] == ("leg", "moved")
    assert clash[2] > 1


def test_the_camera_sees_nothing_of_the_unit_and_all_of_its_area(
    placed: list[Placed],
) -> None:
    from hardware.enclosure import assembly, shapes, solids

    sight = assembly.sight(PARAMS)
    seen = [body.name for body in placed if solids.common(sight, body.shape) > 0]
    assert seen == []
    area, lens = PARAMS.unit.area, sizes.Sight(PARAMS).lens
    half_x, half_y = area.width_mm / 2, area.depth_mm / 2
    ground = shapes.block(
        (lens[0] - half_x, lens[0] + half_x), (-half_y, half_y), (0.1, 0.2)
    )
    assert solids.common(sight, ground) == pytest.approx(ground.volume)


def test_the_lens_hangs_at_its_height(placed: list[Placed]) -> None:
    camera = next(body for body in placed if body.name == "camera")
    height = PARAMS.table.camera.height_mm
    assert pytest.approx(height, abs=0.5) == camera.shape.bounding_box().min.Z


def test_a_thick_forearm_lies_under_the_tray(placed: list[Placed]) -> None:
    from hardware.enclosure import assembly, solids

    arm = assembly.forearm(PARAMS).shape
    box = arm.bounding_box()
    assert pytest.approx(350 / np.pi, rel=0.02) == box.size.Z
    assert box.min.Y < -200
    assert box.max.Y > 200
    touched = [body.name for body in placed if solids.common(arm, body.shape) > 0]
    assert touched == []
    air = min(
        arm.distance_to(body.shape)
        for body in placed
        if body.name.startswith(("tray", "rail", "sheet", "leg"))
    )
    assert air >= PARAMS.enclosure.forearm_room_mm


def test_board_camera_and_panel_have_air(placed: list[Placed]) -> None:
    around = {"board": "box-lid", "camera": "camera-cover", "panel": "tray-clip"}
    for name, wall in around.items():
        inner = next(body for body in placed if body.name == name)
        outer = next(body for body in placed if body.name == wall)
        assert inner.shape.distance_to(outer.shape) >= 0.4


@pytest.mark.parametrize(
    ("name", "diameter", "count", "boss"),
    [
        ("box-body", "M3_INSERT", 6, 2.4),
        ("box-body", "M25_INSERT", 4, 2.0),
        ("button-body", "M3_INSERT", 4, 2.4),
        ("camera-head", "M3_INSERT", 2, 2.0),
        ("camera-head", "M2_TAP", 4, 2.0),
        ("tray-corner-right", "M3_INSERT", 1, 2.4),
    ],
)
def test_bosses_match_their_screws(
    name: str, diameter: str, count: int, boss: float, parts: dict[str, Any]
) -> None:
    from build123d import GeomType

    from hardware.enclosure import mesh, shapes, solids

    hole = getattr(shapes, diameter)
    faces = [
        face
        for face in parts[name].faces().filter_by(GeomType.CYLINDER)
        if face.radius == pytest.approx(hole / 2)
    ]
    axes = {
        tuple(round(value) for value in face.axis_of_rotation.position)[:2]
        for face in faces
    }
    assert len(axes) == count
    assert mesh.thinnest(solids.mesh(parts[name]), 1500) >= min(boss, WALL)


def test_the_board_s_bosses_lie_on_58_by_49(parts: dict[str, Any]) -> None:
    from build123d import GeomType

    from hardware.enclosure import shapes

    spots = {
        tuple(round(value, 2) for value in face.axis_of_rotation.position)[:2]
        for face in parts["box-body"].faces().filter_by(GeomType.CYLINDER)
        if face.radius == pytest.approx(shapes.M25_INSERT / 2)
    }
    across, along = (sorted({spot[axis] for spot in spots}) for axis in (0, 1))
    assert across[1] - across[0] == pytest.approx(58)
    assert along[1] - along[0] == pytest.approx(49)


def test_a_24_inch_tray_stands_without_a_clash() -> None:
    from hardware.enclosure import assembly, solids

    text = UNIT_FILE.read_text("utf-8")
    for old, new in LARGE:
        text = text.replace(old, new, 1)
    large = params.read(parse(text))
    parts = assembly.printed(large)
    names = ("tray", "leg", "ferrule", "rail", "sheet", "panel", "lit")
    tray = [
        body for body in assembly.place(large, parts) if body.name.startswith(names)
    ]
    assert solids.clashes(tray) == []
    for name in ("tray-corner-right", "tray-corner-left", "tray-clip"):
        assert solids.fits(large, solids.on_bed(large, name, parts[name]))


def test_stl_files_are_read_back_watertight(
    tmp_path: Path, parts: dict[str, Any]
) -> None:
    from build123d import export_step, export_stl, import_step

    from hardware.enclosure import mesh, solids

    part = parts["camera-cover"]
    export_stl(part, tmp_path / "part.stl", solids.FINE, solids.TURN)
    raw = (tmp_path / "part.stl").read_bytes()
    kind = np.dtype([("normal", "<f4", 3), ("points", "<f4", (3, 3)), ("note", "<u2")])
    points = np.frombuffer(raw, kind, offset=84)["points"].reshape(-1, 3)
    read = mesh.weld(points, np.arange(len(points)).reshape(-1, 3))
    assert read.watertight()
    assert read.volume() == pytest.approx(part.volume, rel=0.01)
    export_step(part, tmp_path / "part.step")
    assert import_step(tmp_path / "part.step").volume == pytest.approx(part.volume)


def test_two_builds_are_alike(parts: dict[str, Any]) -> None:
    from hardware.enclosure import assembly

    again = assembly.printed(PARAMS)
    for name, part in parts.items():
        assert again[name].volume == pytest.approx(part.volume, rel=1e-9)


def test_a_picture_shows_what_is_drawn(tmp_path: Path, parts: dict[str, Any]) -> None:
    from PIL import Image

    from hardware.enclosure import render, solids

    item = render.Item(solids.mesh(parts["tray-clip"], coarse=3), "printed", "a clip")
    path = tmp_path / "clip.png"
    render.picture([item], path, turn=30, rise=35, size=(300, 200))
    picture = np.asarray(Image.open(path).convert("RGB"), dtype=np.int64)
    assert picture.shape == (200, 300, 3)
    orange = (picture[..., 0] > 150) & (picture[..., 2] < 130)
    assert 0.1 < orange.mean() < 0.8
    assert (picture[0, :] == 255).all()
