"""Finds the cameras and hands finished requests over, by an event descriptor."""

from __future__ import annotations

import contextlib
import os
import threading
import weakref
from typing import TYPE_CHECKING, ClassVar

from .camera import Camera
from .knobs import KNOBS

if TYPE_CHECKING:
    from .request import Request


class CameraManager:
    """One for as long as somebody holds it."""

    _only: ClassVar[weakref.ref[CameraManager] | None] = None

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ready: list[Request] = []
        self._found: tuple[str, ...] = ()
        self._cameras: list[Camera] = []
        self.event_fd = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        weakref.finalize(self, os.close, self.event_fd)

    @classmethod
    def singleton(cls) -> CameraManager:
        manager = cls._only() if cls._only else None
        if manager is None:
            manager = cls()
            cls._only = weakref.ref(manager)
        return manager

    @property
    def cameras(self) -> list[Camera]:
        if self._found != KNOBS.cameras:
            self._found = KNOBS.cameras
            self._cameras = [Camera(self, *found) for found in enumerate(self._found)]
        return self._cameras

    def get_ready_requests(self) -> list[Request]:
        with contextlib.suppress(BlockingIOError):
            os.eventfd_read(self.event_fd)
        with self._lock:
            ready, self._ready = self._ready, []
        return ready

    def complete(self, requests: list[Request]) -> None:
        """Hand finished requests over."""
        with self._lock:
            self._ready += requests
        self.wake()

    def wake(self) -> None:
        """Let whoever waits for the event descriptor look up."""
        os.eventfd_write(self.event_fd, 1)
