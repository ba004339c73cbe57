"""Runs inside the guest: mirrorbox's Pi camera over the real picamera2 and libcamera.

    python3 -I pi_frames.py          everything, to a camera that is taken away
    python3 -I pi_frames.py again    a new process, as systemd starts one

Prints one JSON object.

The camera is the kernel's vimc. libcamera gets three bytes a pixel from it and never
four, so the two places that know a pixel's width are told of three; nothing else of
the house's camera is changed. It is slow here: every wait is long, and bounded.
"""

from __future__ import annotations

import json
import os
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
from mirrorbox.errors import CameraFault

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

FRAME_S = 60.0
STALL_S = 5.0
VIMC = Path("/sys/bus/platform/drivers/vimc")


def main() -> None:
    """Frames, stop, restart, another opening, a camera that falls silent."""
    pi_device._FORMAT = "BGR888"
    vars(pi)["words"] = _widened
    config = load(None, overrides={"camera": {"width": 640, "height": 480}})
    camera = pi.PiCamera(config.camera, SystemClock())
    told = _again(camera) if sys.argv[1:] else _everything(camera)
    print(json.dumps(told), flush=True)  # noqa: T201 -- its one answer
    # libcamera 0.4.0 aborts the process that closes a camera which has vanished.
    os._exit(0)


def _again(camera: pi.PiCamera) -> dict[str, Any]:
    camera.start()
    frames = [_frame(camera) for _ in range(2)]
    camera.close()
    return {"frames": frames}


def _everything(camera: pi.PiCamera) -> dict[str, Any]:
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
    told["lent"] = camera.lent
    (VIMC / "unbind").write_text("vimc.0")
    told["silent"] = _until_fault(camera)
    return told


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


if __name__ == "__main__":
    main()
