"""A picamera2 object from outside: opening, configuring, turning, closing.

These functions are handed the object, or the module it comes from, and import
neither; what they may call is the small, long-lived part of picamera2.
"""

from __future__ import annotations

import logging
import os
import select
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np

from mirrorbox.camera.base import CameraFormat
from mirrorbox.camera.pi_settings import US_PER_S, Controls, frame_us
from mirrorbox.camera.sensors import choose_mode, find_sensor, name_of
from mirrorbox.errors import CameraFault, CameraMissing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mirrorbox.camera.base import Pixels
    from mirrorbox.config import CameraConfig

_log = logging.getLogger(__name__)

RIBBON = (
    "with the power off, check both ends of the camera's ribbon cable; "
    "`rpicam-hello --list-cameras` then lists it"
)
"""What a person can do about a camera that is silent."""

_registry = threading.Lock()
"""picamera2 keeps its open cameras in a class; a close that is late, after a hang,
would strike a camera off that was opened meanwhile."""

_CLOSING_S = 0.5
_BUFFERS = 4  # one on the screen, one in the mailbox, two in the camera
_FORMAT = "XRGB8888"  # in memory B, G, R, X: what the screen takes as it is


def opened(picamera2: Any, config: CameraConfig) -> tuple[Any, CameraFormat]:
    """Open and configure the first camera on a ribbon cable; the caller closes it.

    Raises:
        CameraMissing: there is none.
        CameraFault: it delivers other pixels than the house can use.
        RuntimeError: picamera2 could not open it. Nothing is left open.
    """
    found = picamera2.Picamera2.global_camera_info()
    if not found or "/usb" in found[0]["Id"]:  # those on ribbon cables come first
        raise CameraMissing(f"No camera was found: {RIBBON}.")
    if not _registry.acquire(timeout=_CLOSING_S):
        raise CameraFault(f"The camera hangs while it is closed: {RIBBON}.")
    try:
        device = _initialised(picamera2)
    finally:
        _registry.release()
    try:
        return device, _configure(device, config)
    except BaseException:
        abandon(device)
        raise


def _initialised(picamera2: Any) -> Any:
    # In two steps, so that what a failed __init__ leaves open can be closed.
    device = picamera2.Picamera2.__new__(picamera2.Picamera2)
    try:
        device.__init__(0)
    except BaseException:
        with suppress(KeyError):  # it may not have come as far as the registry
            _close(device)
        raise
    return device


def _configure(device: Any, config: CameraConfig) -> CameraFormat:
    """Choose the mode, make buffers, and read back what the camera made of it."""
    model = str(device.camera_properties["Model"])
    reading = _reading(device, model, config.fps)
    device.configure(
        device.create_video_configuration(
            main={"size": (config.width, config.height), "format": _FORMAT},
            raw=None,  # a stream nobody looks at costs memory and time
            buffer_count=_BUFFERS,
            queue=False,
            sensor=reading,
            display=None,
            encode=None,
        )
    )
    main = device.camera_configuration()["main"]
    if main["format"] != _FORMAT:
        raise CameraFault(f"The camera delivers {main['format']}, not {_FORMAT}.")
    width, height = main["size"]
    fps = US_PER_S / frame_us(config.fps, device.camera_controls)
    told = CameraFormat(name_of(model), width, height, fps)
    _log.info("%s; sensor %s, rows of %d bytes", told, reading, main["stride"])
    return told


def _reading(device: Any, model: str, fps: float) -> dict[str, Any]:
    """How the sensor is read: all of it, for a part would look enlarged."""
    sensor = find_sensor(model)
    if sensor is None:
        _log.warning("The sensor %s is not known; all its pixels are read.", model)
        return {"output_size": device.sensor_resolution}
    mode, _ = choose_mode(sensor, fps)
    return {"output_size": (mode.width, mode.height), "bit_depth": mode.bit_depth}


def process(device: Any, timeout_s: float) -> None:
    """Run one turn of picamera2's event loop, or return after `timeout_s`."""
    ready = select.poll()
    ready.register(device.notifyme_r, select.POLLIN)
    if ready.poll(timeout_s * 1000):
        device.notifymeread.read()
        device.process_requests(None)


def take_newest(device: Any) -> tuple[bool, Any]:
    """A job for picamera2: whether it is done, and the newest request if so."""
    completed = device.completed_requests
    while len(completed) > 1:
        completed.pop(0).release()
    return (True, completed.pop()) if completed else (False, None)


def words(array: NDArray[np.uint8]) -> Pixels:
    """H×W×4 bytes, rows perhaps padded, as H×W words of the same memory."""
    pixels: Pixels = array.view(np.uint32)[..., 0]
    return pixels


def set_controls(device: Any, controls: Controls) -> None:
    """Set those controls that this camera offers; picamera2 raises for any other."""
    offered = device.camera_controls
    device.set_controls({k: controls[k] for k in controls if k in offered})


def abandon(device: Any) -> None:
    """Close a device whatever state it is in, and leave nothing to its destructor."""
    with _registry:
        _close(device)


def _close(device: Any) -> None:
    try:
        device.close()
    finally:
        device.is_open = False
        if not device.notifymeread.closed:  # picamera2 forgets it after a failed open
            device.notifymeread.close()
            os.close(device.notifyme_w)


def fault_of(error: Exception) -> CameraFault:
    """Name what kept a camera from starting, by its first cause."""
    first: BaseException = error
    while first.__cause__ is not None:
        first = first.__cause__
    if "busy" in str(first).lower():
        return CameraFault(
            "The camera is in use by another program; end that program, "
            "or switch the unit off and on."
        )
    return CameraFault(f"The camera does not start ({first}): {RIBBON}.")
