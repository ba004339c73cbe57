"""Which screen: what a configuration and a machine make of each other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mirrorbox.screen.draw import Artist
from mirrorbox.screen.memory import MemoryScreen
from mirrorbox.screen.window import DESK_SIZE, WindowScreen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mirrorbox.clock import Clock
    from mirrorbox.config import ScreenConfig
    from mirrorbox.screen.base import Screen
    from mirrorbox.screen.look import Look


def open_screen(config: ScreenConfig, *, look: Look, clock: Clock) -> Screen:
    """Open the configured screen.

    Args:
        config: which driver, how large, how fast.
        look: how pages look for this patient.
        clock: stamps flips and paces a memory screen.

    Raises:
        ScreenFault: there is no such screen here.
    """

    def artist_for(size_px: tuple[int, int]) -> Artist:
        return Artist(size_px, mm_per_px=mm_per_px(config, size_px), look=look)

    if config.driver == "memory":
        size = (config.width_px, config.height_px) if config.width_px else DESK_SIZE
        return MemoryScreen(
            size, refresh_hz=config.refresh_hz, artist=artist_for(size), clock=clock
        )
    return WindowScreen(config, artist_for=artist_for, clock=clock)


def mm_per_px(config: ScreenConfig, size_px: tuple[int, int]) -> float:
    """How wide a display pixel is, in mm: the lit width over its pixels."""
    return config.width_mm / size_px[0]


def connectors(root: Path = Path("/")) -> dict[str, bool]:
    """The machine's display sockets, and whether a screen is plugged in at each."""
    return {
        path.parent.name: path.read_text(encoding="ascii").strip() == "connected"
        for path in sorted((root / "sys/class/drm").glob("card*-*/status"))
    }


def has_display(environ: Mapping[str, str], root: Path = Path("/")) -> bool:
    """Whether something can be shown here: on a desktop, or on a plugged screen."""
    if environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        return True
    return any(connectors(root).values())


def sdl_environment(config: ScreenConfig, environ: Mapping[str, str]) -> dict[str, str]:
    """What SDL must find in the environment before it starts; set by the CLI only.

    Args:
        config: which driver is wanted.
        environ: the environment as it is; what it says already is left alone.
    """
    wanted = {
        "SDL_NO_SIGNAL_HANDLERS": "1",  # or SDL turns SIGTERM into a key press
        "SDL_VIDEO_DOUBLE_BUFFER": "1",  # one flip pending, not two (SDL#10313)
    }
    desktop = environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")
    if config.driver == "kmsdrm" or (config.driver == "auto" and not desktop):
        wanted["SDL_VIDEODRIVER"] = "kmsdrm"
    if config.driver == "memory":
        wanted["SDL_VIDEODRIVER"] = "dummy"
    return {key: value for key, value in wanted.items() if key not in environ}
