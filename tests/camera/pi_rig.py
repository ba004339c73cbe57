"""What the tests of the Pi camera share."""

from __future__ import annotations

from dataclasses import replace

from mirrorbox.config import CameraConfig

QUICK_FPS = 240.0


def pi_config(**changes: float) -> CameraConfig:
    """A small picture, often, so that a test of many frames is quick."""
    config = CameraConfig(
        source="pi",
        width=320,
        height=240,
        fps=QUICK_FPS,
        lens_position=2.0,
        mains_hz=50,
        stall_s=1.5,
    )
    return replace(config, **changes)  # type: ignore[arg-type]  # numbers all
