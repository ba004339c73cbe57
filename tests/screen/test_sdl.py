from __future__ import annotations

import ctypes
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pygame
import pytest

from mirrorbox.screen.sdl import Presenter, pygames_sdl, video_drivers

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOADED = re.compile(r"\S*/libSDL2-2\S*$", re.MULTILINE)


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Iterator[pygame.Window]:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    pygame.display.init()
    window = pygame.Window("test", (64, 48))
    yield window
    window.destroy()
    pygame.display.quit()


def another_sdl(folder: Path) -> None:
    """Load a second SDL, as Debian's FFmpeg does."""
    ours = _LOADED.findall(Path("/proc/self/maps").read_text(encoding="utf-8"))[0]
    copy = shutil.copy(ours, folder / "libSDL2-2.0.so.0.another")
    ctypes.CDLL(str(copy))


def test_another_sdl_in_the_process_is_not_taken_for_ours(
    window: pygame.Window, tmp_path: Path
) -> None:
    from pygame._sdl2 import video

    renderer = video.Renderer(window)
    another_sdl(tmp_path)

    assert len({*_LOADED.findall(Path("/proc/self/maps").read_text())}) == 2
    Presenter(window.id).present()
    del renderer


def test_its_drivers_are_named() -> None:
    assert "dummy" in video_drivers()
    assert pygames_sdl() is not None
