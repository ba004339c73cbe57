"""Where frames come from."""

from mirrorbox.camera.base import (
    Camera,
    CameraFormat,
    Frame,
    FrameReturnedError,
    Pixels,
)

__all__ = ["Camera", "CameraFormat", "Frame", "FrameReturnedError", "Pixels"]
