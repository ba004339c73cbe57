"""A request: buffers to fill, controls to obey, and what came of it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .buffers import FrameBuffer
    from .configuration import Stream
    from .control_types import ControlId


class _Status(Enum):
    Pending = 0
    Complete = 1
    Cancelled = 2


class Request:
    """Goes to the camera empty, comes back filled, and is used again."""

    Status = _Status

    def __init__(self, cookie: int) -> None:
        self.cookie = cookie
        self.buffers: dict[Stream, FrameBuffer] = {}
        self.metadata: dict[ControlId, Any] = {}
        self.controls: dict[ControlId, Any] = {}
        self.status = _Status.Pending

    def add_buffer(self, stream: Stream, buffer: FrameBuffer) -> None:
        self.buffers[stream] = buffer

    def set_control(self, control: ControlId, value: Any) -> None:
        self.controls[control] = value

    def reuse(self) -> None:
        if self.status is _Status.Pending:
            raise RuntimeError("Request is still with the camera")
        self.status = _Status.Pending
        self.metadata = {}
        self.controls = {}
