"""What a Pi camera is told, worked out without one.

Only controls that the camera advertises are set: picamera2 raises for any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mirrorbox.config import CameraConfig

US_PER_S = 1_000_000

# The values of libcamera's control_ids_core.yaml, whose Python names changed over time.
AF_MANUAL = 0
FLICKER_MANUAL = 1

Controls = dict[str, Any]
"""Control names and values, as picamera2 takes them."""


def frame_us(fps: float, advertised: Mapping[str, tuple[Any, Any, Any]]) -> int:
    """How long a frame lasts, in µs: as `fps` wishes, where the mode allows it."""
    wish_us = round(US_PER_S / fps)
    if "FrameDurationLimits" not in advertised:
        return wish_us
    return max(wish_us, int(advertised["FrameDurationLimits"][0]))


def first_controls(
    config: CameraConfig, advertised: Mapping[str, tuple[Any, Any, Any]]
) -> Controls:
    """The controls a camera starts with.

    Both limits of the frame's duration are the same, so that a dim room makes the
    picture noisier, not slower; no exposure outlasts its frame either. Exposures are
    whole periods of the lamps' flicker, two of them in each period of the mains. The
    lens stands where the configuration says: a hunting focus changes the limb's size.
    """
    duration_us = frame_us(config.fps, advertised)
    controls: Controls = {
        "FrameDurationLimits": (duration_us, duration_us),
        "AeEnable": True,
        "AwbEnable": True,
    }
    if "AeFlickerPeriod" in advertised:
        controls["AeFlickerMode"] = FLICKER_MANUAL
        controls["AeFlickerPeriod"] = US_PER_S // (2 * config.mains_hz)
    if "LensPosition" in advertised:
        nearest = float(advertised["LensPosition"][1])
        controls["AfMode"] = AF_MANUAL
        controls["LensPosition"] = min(config.lens_position, nearest)
    return {name: controls[name] for name in controls if name in advertised}
