"""The memory screen and SDL's window show the same picture, on their own pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.clock import SimulatedClock, SystemClock
from mirrorbox.config import ScreenConfig, load
from mirrorbox.errors import ScreenFault
from mirrorbox.screen import (
    Canvas,
    Key,
    KeysLost,
    Look,
    Page,
    Quit,
    Screen,
    has_display,
    open_screen,
    sdl_environment,
)
from mirrorbox.screen.base import place
from mirrorbox.screen.page import Sign
from mirrorbox.screen.sdl import video_drivers
from mirrorbox.words import Side

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

SIZE = (640, 360)
MIRROR = Page(name="mirror", live=True, ring=0.5)
LOOK = Look(side=Side.LEFT)
PAUSED = Page(name="paused", title="Paused", sign=Sign.PAUSE)


def config(driver: str) -> ScreenConfig:
    overrides = {
        "screen": {
            "driver": driver,
            "width_px": SIZE[0],
            "height_px": SIZE[1],
            "fullscreen": False,
        }
    }
    return load(overrides=overrides).screen


@pytest.fixture(params=["memory", "window"])
def screen(request: pytest.FixtureRequest) -> Iterator[Screen]:
    opened = open_screen(
        config(request.param), look=Look(side=Side.RIGHT), clock=SystemClock()
    )
    yield opened
    opened.close()
    opened.close()


def picture(screen: Screen, folder: Path) -> NDArray[np.int64]:
    """H×W×3 of what the screen shows."""
    path = folder / "shown.png"
    screen.save(path)
    surface = pygame.image.load(path)
    return pygame.surfarray.array3d(surface).swapaxes(0, 1).astype(np.int64)


@pytest.fixture
def canvas() -> Canvas:
    """Red on the left, green on the right, a blue line at the top."""
    canvas = Canvas(320, 180)
    pixels = canvas.pixels
    pixels[:, :160] = 0xC00000
    pixels[:, 160:] = 0x00C000
    pixels[:20] = 0x0000C0
    return canvas


def test_the_canvas_is_where_it_belongs(
    screen: Screen, canvas: Canvas, tmp_path: Path
) -> None:
    screen.show(MIRROR, canvas, 2.0)

    shown = picture(screen, tmp_path)
    assert shown.shape == (SIZE[1], SIZE[0], 3)
    assert shown[200, 100].tolist() == [0xC0, 0, 0]
    assert shown[200, 500].tolist() == [0, 0xC0, 0]
    assert shown[10, 300].tolist() == [0, 0, 0xC0]


def test_scaling_is_smooth(screen: Screen, canvas: Canvas, tmp_path: Path) -> None:
    screen.show(MIRROR, canvas, 2.0)

    row = picture(screen, tmp_path)[200, 310:330]
    mixed = (row[:, 0] > 8) & (row[:, 1] > 8)
    assert mixed.any()


def test_a_smaller_picture_stands_in_the_middle_of_black(
    screen: Screen, canvas: Canvas, tmp_path: Path
) -> None:
    screen.show(MIRROR, canvas, 1.0)

    shown = picture(screen, tmp_path)
    assert shown[180, 159].tolist() == [0, 0, 0]
    assert shown[180, 161].tolist() == [0xC0, 0, 0]
    assert shown[89, 320].tolist() == [0, 0, 0]
    assert shown[91, 320].tolist() == [0, 0, 0xC0]


def test_the_pause_is_dark_within_one_flip(
    screen: Screen, canvas: Canvas, tmp_path: Path
) -> None:
    screen.show(MIRROR, canvas, 2.0)
    screen.show(PAUSED, None, 2.0)

    shown = picture(screen, tmp_path)
    assert not ((shown[..., 0] == 0xC0) & (shown[..., 1] == 0)).any()
    assert not ((shown[..., 1] == 0xC0) & (shown[..., 0] == 0)).any()
    assert (shown.max(axis=2) < 32).mean() > 0.8


def test_a_page_is_drawn_anew_when_it_changes(screen: Screen, tmp_path: Path) -> None:
    screen.show(PAUSED, None, 1.0)
    before = picture(screen, tmp_path)
    screen.show(Page(name="ended", title="Finished", sign=Sign.DONE), None, 1.0)

    assert (picture(screen, tmp_path) != before).any()


def test_another_picture_on_the_same_canvas_is_shown(
    screen: Screen, canvas: Canvas, tmp_path: Path
) -> None:
    screen.show(MIRROR, canvas, 2.0)
    canvas.pixels[:] = 0x8040A0
    canvas.version += 1
    screen.show(MIRROR, canvas, 2.0)

    assert picture(screen, tmp_path)[100, 100].tolist() == [0x80, 0x40, 0xA0]


def test_flips_are_stamped(screen: Screen, canvas: Canvas) -> None:
    first = screen.show(MIRROR, canvas, 1.0)
    second = screen.show(MIRROR, canvas, 1.0)

    assert first.drawn_ns <= first.shown_ns <= second.drawn_ns <= second.shown_ns


def test_both_compositors_agree(canvas: Canvas, tmp_path: Path) -> None:
    shown = []
    for driver in ("memory", "window"):
        opened = open_screen(config(driver), look=LOOK, clock=SimulatedClock())
        opened.show(MIRROR, canvas, 2.0)
        shown.append(picture(opened, tmp_path))
        opened.close()

    different = np.abs(shown[0] - shown[1]).max(axis=2)
    assert (different > 2).mean() < 0.02  # the two smoothings differ at hard edges
    assert different[50:170, 20:300].max() <= 2


def test_a_canvas_is_a_view() -> None:
    canvas = Canvas(33, 7)
    canvas.pixels[2, 5] = 0x123456

    assert canvas.pixels.shape == (7, 33)
    assert canvas.surface.get_at((5, 2))[:3] == (0x12, 0x34, 0x56)


sides = st.integers(1, 3000)


@given(sides, sides, sides, sides, st.floats(0.05, 8))
def test_a_placement_fits_and_keeps_its_scale(
    width: int, height: int, wide: int, tall: int, scale: float
) -> None:
    placement = place((width, height), (wide, tall), scale)

    assert pygame.Rect(0, 0, width, height).contains(placement.source)
    assert placement.target.w <= wide
    assert placement.target.h <= tall
    assert placement.target.w == pytest.approx(placement.source.w * scale, abs=0.51)
    assert placement.target.h == pytest.approx(placement.source.h * scale, abs=0.51)
    for start, size, room in (
        (placement.target.x, placement.target.w, wide),
        (placement.target.y, placement.target.h, tall),
    ):
        assert abs((room - size) - 2 * start) <= 1


def test_keys_become_events() -> None:
    screen = open_screen(config("window"), look=LOOK, clock=SystemClock())
    screen.events()
    for kind, more in (
        (pygame.KEYDOWN, {"key": pygame.K_s}),
        (pygame.KEYUP, {"key": pygame.K_s}),
        (pygame.KEYDOWN, {"key": pygame.K_F14}),
        (pygame.WINDOWFOCUSLOST, {}),
        (pygame.MOUSEMOTION, {}),
        (pygame.KEYDOWN, {"key": pygame.K_ESCAPE}),
        (pygame.QUIT, {}),
    ):
        pygame.event.post(pygame.event.Event(kind, more))

    events = screen.events()
    screen.close()

    assert [e for e in events if e != KeysLost()] == [
        Key("s", down=True),
        Key("s", down=False),
        Key("f14", down=True),
        Quit(),
        Quit(),
    ]
    assert KeysLost() in events


def test_f_switches_the_window_and_the_page_is_drawn_anew(tmp_path: Path) -> None:
    screen = open_screen(config("window"), look=LOOK, clock=SystemClock())
    screen.show(PAUSED, None, 1.0)
    for _ in range(2):
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, {"key": pygame.K_f}))
        screen.events()
        screen.show(PAUSED, None, 1.0)

    shown = picture(screen, tmp_path)
    size = screen.size_px
    screen.close()
    assert shown.shape == (size[1], size[0], 3)
    assert (shown > 200).any()


def test_a_screen_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "no-such-driver")

    with pytest.raises(ScreenFault, match="cannot be opened"):
        open_screen(config("window"), look=LOOK, clock=SystemClock())


def test_a_display_for_nobody_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SDL_VIDEODRIVER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)

    with pytest.raises(ScreenFault, match="cannot be opened"):
        open_screen(config("window"), look=LOOK, clock=SystemClock())


def test_a_memory_screen_lets_simulated_time_pass() -> None:
    clock = SimulatedClock()
    screen = open_screen(config("memory"), look=LOOK, clock=clock)
    before = clock.monotonic_ns()
    for _ in range(60):
        screen.show(PAUSED, None, 1.0)

    assert clock.monotonic_ns() - before == pytest.approx(10**9, rel=0.03)


def test_the_environment_for_sdl() -> None:
    def driver(name: str, environ: dict[str, str]) -> str | None:
        return sdl_environment(config(name), environ).get("SDL_VIDEODRIVER")

    assert driver("auto", {}) == "kmsdrm"
    assert driver("auto", {"DISPLAY": ":0"}) is None
    assert driver("auto", {"WAYLAND_DISPLAY": "wayland-0"}) is None
    assert driver("kmsdrm", {"DISPLAY": ":0"}) == "kmsdrm"
    assert driver("memory", {}) == "dummy"
    assert driver("auto", {"SDL_VIDEODRIVER": "offscreen"}) is None


def test_a_display_is_a_desktop_or_a_plugged_screen(tmp_path: Path) -> None:
    assert not has_display({}, tmp_path)
    assert has_display({"DISPLAY": ":0"}, tmp_path)
    connector = tmp_path / "sys/class/drm/card1-HDMI-A-1"
    connector.mkdir(parents=True)
    (connector / "status").write_text("disconnected\n", encoding="ascii")
    assert not has_display({}, tmp_path)
    (connector / "status").write_text("connected\n", encoding="ascii")
    assert has_display({}, tmp_path)


def test_the_pygame_we_pin_can_draw_without_a_desktop() -> None:
    assert "kmsdrm" in video_drivers()
