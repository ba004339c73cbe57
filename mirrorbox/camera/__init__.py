"""Where frames come from.

camera ─► keeper ─► mailbox ─► the loop: `open_camera` makes a `Camera`, a `Feed`
keeps it going, and `take` lends the newest frame.
"""

from mirrorbox.camera.base import (
    Camera,
    CameraFormat,
    Frame,
    FrameReturnedError,
    Pixels,
)
from mirrorbox.camera.feed import Feed, SteppedFeed, ThreadedFeed
from mirrorbox.camera.mailbox import Mailbox
from mirrorbox.camera.open import open_camera
from mirrorbox.camera.synthetic import SyntheticCamera, read_counter

__all__ = [
    "Camera",
    "CameraFormat",
    "Feed",
    "Frame",
    "FrameReturnedError",
    "Mailbox",
    "Pixels",
    "SteppedFeed",
    "SyntheticCamera",
    "ThreadedFeed",
    "open_camera",
    "read_counter",
]
