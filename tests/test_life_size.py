"""Side and size, end to end: a test picture is filmed, and the screen is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pygame
import pytest

from mirrorbox.mirror.testpicture import (
    LEFT_COLOUR,
    RIGHT_COLOUR,
    TICK_MM,
    draw_test_picture,
    find,
    measure_tick_px,
)
from mirrorbox.words import Side, View
from tests.rig import Visit, plain

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.camera import Pixels

MM_PER_CAMERA_PX = 0.5
SCREEN_PX = (800, 450)
SCREEN_MM = 345.0
MM_PER_SCREEN_PX = SCREEN_MM / SCREEN_PX[0]


def film(folder: Path, rotation_deg: int) -> Path:
    """The test picture as a camera sees it that must be turned by so much."""
    turned = np.rot90(draw_test_picture(640, 360, MM_PER_CAMERA_PX), rotation_deg // 90)
    surface = pygame.Surface(turned.shape[::-1], 0, 32)
    pygame.surfarray.blit_array(surface, turned.T & 0xFFFFFF)
    stills = folder / "stills"
    stills.mkdir()
    pygame.image.save(surface, stills / "0.png")
    return stills


def look(
    folder: Path,
    *,
    view: str = "true",
    affected: str = "left",
    rotation_deg: int = 0,
    **mirror: Any,
) -> Pixels:
    """The screen's own pixels while the mirror runs."""
    overrides = {
        "camera": {"source": f"film:{film(folder, rotation_deg)}"},
        "mount": {"rotation_deg": rotation_deg, "mm_per_camera_px": MM_PER_CAMERA_PX},
        "mirror": {"seam_px": 32},
        "screen": {
            "width_px": SCREEN_PX[0],
            "height_px": SCREEN_PX[1],
            "width_mm": SCREEN_MM,
        },
    }
    given = plain(view=View(view), affected_side=Side(affected), **mirror)
    script = "1 START\n8 QUIT"
    visit = Visit(folder, script, overrides, shots=True, prescription=given)
    visit.run()
    (shot,) = (folder / "shots").glob("*-mirror.png")
    surface = pygame.image.load(shot)
    red, green, blue = pygame.surfarray.array3d(surface).astype(np.uint32).T
    pixels: Pixels = red << 16 | green << 8 | blue
    return pixels


def halves(pixels: Pixels) -> tuple[Pixels, Pixels]:
    middle = pixels.shape[1] // 2
    return pixels[:, :middle], pixels[:, middle:]


def letter(half: Pixels) -> str:
    """The one letter in this half; small when it is mirrored, ? where there is none."""
    found = {"L": find(half, LEFT_COLOUR), "R": find(half, RIGHT_COLOUR)}
    names = [
        name.lower() if mark.mirrored else name for name, mark in found.items() if mark
    ]
    return "".join(names) or "?"


@pytest.mark.parametrize(
    ("view", "affected", "left", "right"),
    [
        ("true", "left", "L", "R"),
        ("true", "right", "L", "R"),
        ("reflection", "left", "r", "l"),
        ("reflection", "right", "r", "l"),
        ("both", "left", "r", "R"),
        ("both", "right", "L", "l"),
    ],
)
def test_every_view_puts_the_sides_where_they_belong(
    tmp_path: Path, view: str, affected: str, left: str, right: str
) -> None:
    shown = halves(look(tmp_path, view=view, affected=affected))

    assert tuple(letter(half) for half in shown) == (left, right)


@pytest.mark.parametrize(("affected", "healthy"), [("left", 1), ("right", 0)])
def test_an_overlay_leaves_the_healthy_half_true(
    tmp_path: Path, affected: str, healthy: int
) -> None:
    shown = halves(
        look(tmp_path, view="overlay", affected=affected, overlay_opacity=0.5)
    )

    assert letter(shown[healthy]) == "LR"[healthy]
    assert letter(shown[1 - healthy]) == "?"  # two letters at half strength


@pytest.mark.parametrize("rotation_deg", [90, 180, 270])
def test_a_turned_camera_is_turned_back(tmp_path: Path, rotation_deg: int) -> None:
    shown = halves(look(tmp_path, rotation_deg=rotation_deg))

    assert tuple(letter(half) for half in shown) == ("L", "R")


@pytest.mark.parametrize("view", ["true", "reflection", "both"])
def test_ten_millimetres_on_the_table_are_ten_on_the_screen(
    tmp_path: Path, view: str
) -> None:
    tick_px = measure_tick_px(look(tmp_path, view=view))

    assert tick_px is not None
    assert tick_px * MM_PER_SCREEN_PX == pytest.approx(TICK_MM, abs=0.05)


@pytest.mark.parametrize("scale", [0.5, 0.8])
def test_a_smaller_scale_is_exact_too(tmp_path: Path, scale: float) -> None:
    tick_px = measure_tick_px(look(tmp_path, scale=scale))

    assert tick_px is not None
    assert tick_px * MM_PER_SCREEN_PX == pytest.approx(TICK_MM * scale, abs=0.1)


def test_what_does_not_fit_is_cut_not_shrunk(tmp_path: Path) -> None:
    tick_px = measure_tick_px(look(tmp_path, scale=2.0, unlock_magnification=True))

    assert tick_px is not None
    assert tick_px * MM_PER_SCREEN_PX == pytest.approx(2 * TICK_MM, abs=0.1)
