"""Runs inside the guest: mirrorbox's Pi camera over the real picamera2 and libcamera.

    python3 -I pi_frames.py      prints one JSON object

The camera is the kernel's vimc. libcamera gets three bytes a pixel from it and never
four, so the two places that know a pixel's width are told of three; nothing else of
the house's camera is changed. It is slow here: every wait is long, and bounded.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, "/usr/lib/mirrorbox")
sys.path.append("/opt/extra/wheels")

import numpy as np

from mirrorbox.camera import pi, pi_device
from mirrorbox.clock import SystemClock
from mirrorbox.config import load
from mirrorbox.errors import CameraFault, CameraStalled

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

FRAME_S = 60.0
STALL_S = 5.0
BACK_S = 90.0
VIMC = Path("/sys/bus/platform/drivers/vimc")


def main() -> None:
    """Frames, stop, restart, another opening, a camera that falls silent."""
    pi_device._FORMAT = "BGR888"
    pi.words = _widened
    config = load(None, overrides={"camera": {"width": 640, "height": 480}})
    camera = pi.PiCamera(config.camera, SystemClock())
    told: dict[str, Any] = {}
    camera.start()
    told["format"] = [camera.format.width, camera.format.height, camera.format.name]
    told["frames"] = [_frame(camera) for _ in range(5)]
    camera.stop()
    told["after_stop"] = _fault(lambda: camera.frame(STALL_S))
    camera.start()
    told["restarted"] = [_frame(camera) for _ in range(2)]
    camera.close()
    camera.start()
    told["reopened"] = [_frame(camera) for _ in range(2)]
    (VIMC / "unbind").write_text("vimc.0")
    told["silent"] = _until_fault(camera)
    (VIMC / "bind").write_text("vimc.0")
    told["back"] = _back(camera)
    camera.close()
    told["lent"] = camera.lent
    print(json.dumps(told))  # noqa: T201 -- its one answer


def _widened(array: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """H×W×3 bytes R, G, B as H×W words B, G, R, X."""
    words = np.zeros((*array.shape[:2], 4), np.uint8)
    words[..., :3] = array[..., ::-1]
    pixels: NDArray[np.uint32] = words.view(np.uint32)[..., 0]
    return pixels


def _frame(camera: pi.PiCamera) -> dict[str, Any]:
    with camera.frame(FRAME_S) as frame:
        row = frame.pixels[frame.pixels.shape[0] // 2]
        return {
            "sequence": frame.sequence,
            "timestamp_ns": frame.timestamp_ns,
            "age_s": (time.monotonic_ns() - frame.timestamp_ns) / 1e9,
            "shape": list(frame.pixels.shape),
            "colours": len(np.unique(row)),
        }


def _fault(act: Callable[[], object]) -> str:
    try:
        act()
    except CameraFault as fault:
        return type(fault).__name__
    return ""


def _until_fault(camera: pi.PiCamera) -> dict[str, Any]:
    """What is already on its way may still come; then a fault, in bounded time."""
    began = time.monotonic()
    for _ in range(20):
        began = time.monotonic()
        if name := _fault(lambda: camera.frame(STALL_S).release()):
            return {"fault": name, "seconds": time.monotonic() - began}
    return {"fault": "", "seconds": time.monotonic() - began}


def _back(camera: pi.PiCamera) -> dict[str, Any]:
    """As the feed does it: close, and try again until there is a picture."""
    end = time.monotonic() + BACK_S
    while True:
        camera.close()
        try:
            camera.start()
            return _frame(camera)
        except (CameraFault, CameraStalled) as fault:
            if time.monotonic() > end:
                return {"fault": str(fault)}
            time.sleep(1)


if __name__ == "__main__":
    main()
