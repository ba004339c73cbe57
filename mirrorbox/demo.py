"""`mirrorbox demo`: the main job with a drawn hand, for a newcomer.

Where there is a display, a window that the keys S, P and L drive; where there is
none, the same job in memory for some seconds, and a picture of what was shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mirrorbox.errors import ConfigError
from mirrorbox.prescribing import packaged_library
from mirrorbox.prescription import make
from mirrorbox.screen.window import DESK_SIZE
from mirrorbox.words import View

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.prescription import Prescription

HEADLESS_SCRIPT = """\
3    START            # begin
4    START            # pain: 0 …
4.6  START            # 1 …
5.2  START            # 2
6    LOG              # this one
15   START            # looked for long enough
20   LOG              # a moment, and the rescue: just look
22   START            # go on
28   PAUSE
29   START
58   START            # pain afterwards: 0 …
58.6 START            # 1
59.2 LOG
60   LOG              # the illusion: skipped
61   START            # nothing unpleasant
61.6 LOG
66   QUIT
"""
"""A short visit with everything in it."""

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
        "session": {"countdown_s": 3},
        "journal": {"directory": directory / "journal"},
    }


def treatment() -> Prescription:
    """The stroke preset, so short that a newcomer sees all of it."""
    library = packaged_library()
    given = make("stroke_arm", {"affected_side": "left"}, library=library)
    doses = tuple(replace(dose, seconds=10) for dose in given.exercises)
    return replace(
        given,
        view=View.BOTH,
        look_first_s=20,
        session_min=0.4,
        exercises=doses,
        rest_s=3,
        gap_min=0.0,
        per_day=24,
    )


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
