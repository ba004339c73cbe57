"""`mirrorbox demo`: the main job with a drawn hand, for a newcomer.

Where there is a display, a window that the keys S, P and L drive; where there is
none, the same job in memory for some seconds, and a picture of what was shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mirrorbox.errors import ConfigError
from mirrorbox.screen.window import DESK_SIZE

if TYPE_CHECKING:
    from pathlib import Path

HEADLESS_SCRIPT = """\
3    START
9    LOG
11   PAUSE
13   START
18   PAUSE for 2.5
25   QUIT
"""
"""A short visit: start, mark a moment, pause, go on, stop."""

PANEL_MM = 345.0
"""A 15.6-inch panel, which the window stands for."""


def overrides(directory: Path, *, windowed: bool) -> dict[str, Any]:
    """What a demo changes of a unit's configuration.

    Args:
        directory: where its journal and pictures go.
        windowed: whether there is a display.
    """
    width, height = DESK_SIZE
    script = directory / "visit.txt"
    sources = ["keyboard"] if windowed else [f"script:{script}"]
    return {
        "camera": {"source": "synthetic", "width": width, "height": height},
        "mount": {"mm_per_camera_px": PANEL_MM / width},
        "mirror": {"view": "both"},
        "screen": {
            "driver": "window" if windowed else "memory",
            "width_mm": PANEL_MM,
            "width_px": width,
            "height_px": height,
            "refresh_hz": 30.0,
            "fullscreen": False,
        },
        "controls": {"sources": sources},
        "session": {"countdown_s": 3, "dose_s": 180},
        "journal": {"directory": directory / "journal"},
    }


def write_script(directory: Path) -> None:
    """Leave the visit's script beside what it produces.

    Raises:
        ConfigError: nothing can be written there.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        (directory / "visit.txt").write_text(HEADLESS_SCRIPT, encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"The demo cannot write to {directory}: {error.strerror}."
        ) from error
