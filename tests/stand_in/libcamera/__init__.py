"""A CSI camera on a Raspberry Pi 5, as libcamera's Python bindings show it.

Only what picamera2 0.3.38 touches. It adjusts, refuses, stalls and pads as the real
one does; its pictures are a count of frames, and its padding is poison.
"""

from __future__ import annotations

import sys

from . import controls, properties
from .buffers import FrameBuffer, FrameMetadata
from .camera import Camera
from .configuration import (
    CameraConfiguration,
    SensorConfiguration,
    Stream,
    StreamConfiguration,
    StreamFormats,
    StreamRole,
)
from .control_types import ControlId, ControlInfo, ControlType
from .geometry import (
    ColorSpace,
    Orientation,
    PixelFormat,
    Rectangle,
    Size,
    SizeRange,
    Transform,
)
from .manager import CameraManager
from .request import Request

_libcamera = sys.modules[__name__]

__all__ = [
    "Camera",
    "CameraConfiguration",
    "CameraManager",
    "ColorSpace",
    "ControlId",
    "ControlInfo",
    "ControlType",
    "FrameBuffer",
    "FrameMetadata",
    "Orientation",
    "PixelFormat",
    "Rectangle",
    "Request",
    "SensorConfiguration",
    "Size",
    "SizeRange",
    "Stream",
    "StreamConfiguration",
    "StreamFormats",
    "StreamRole",
    "Transform",
    "controls",
    "properties",
]
