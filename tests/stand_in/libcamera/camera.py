"""A camera on its ribbon cable, running in real time."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Any

from . import properties
from .configuration import CameraConfiguration, Stream, StreamRole
from .knobs import KNOBS
from .models import MODELS
from .processor import Processor, advertised
from .request import Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .control_types import ControlId, ControlInfo
    from .manager import CameraManager


class Camera:
    """Acquired, configured, started; then it fills the requests that are queued."""

    def __init__(self, manager: CameraManager, number: int, model: str) -> None:
        self._manager = manager
        self._model = MODELS[model]
        self._mode = self._model.modes[-1]
        self._acquired = False
        self._lock = threading.Lock()
        self._queued: deque[Request] = deque()
        self._halt = threading.Event()
        self._thread: threading.Thread | None = None
        self._sequence = 0
        self.id = f"/base/axi/pcie@1000120000/rp1/i2c@{8 + number}8000/{model}@1a"
        self.properties: dict[ControlId, Any] = {
            properties.Model: model,
            properties.Location: 2,
            properties.Rotation: 180,
            properties.PixelArraySize: self._model.pixels,
            properties.draft.ColorFilterArrangement: 0,
        }

    @property
    def controls(self) -> dict[ControlId, ControlInfo]:
        return advertised(self._model, self._mode)

    def acquire(self) -> None:
        if KNOBS.taken or self._acquired:
            reason = os.strerror(errno.EBUSY)
            raise RuntimeError(f"Failed to acquire camera: {reason}")
        self._acquired = True

    def release(self) -> None:
        if self._thread:
            raise RuntimeError("Failed to release camera: Device or resource busy")
        self._acquired = False
        # picamera2's listener looks up only every 0.2 s; spare the tests the wait.
        threading.Timer(0.005, self._manager.wake).start()

    def generate_configuration(self, roles: list[StreamRole]) -> CameraConfiguration:
        return CameraConfiguration(roles, self._model)

    def configure(self, configuration: CameraConfiguration) -> None:
        self._mode = configuration.mode
        for stream in configuration:
            stream.stream = Stream(stream)

    def create_request(self, cookie: int) -> Request:
        return Request(cookie)

    def queue_request(self, request: Request) -> None:
        with self._lock:
            self._queued.append(request)

    def start(self, controls: Mapping[ControlId, Any]) -> None:
        self._maybe_hang()
        if KNOBS.start_fails:
            raise RuntimeError("Failed to start camera: Input/output error")
        processor = Processor(self.controls, controls)
        self._halt.clear()
        self._thread = threading.Thread(
            target=self._run, args=(processor,), name="stand-in camera", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        self._maybe_hang()
        if self._thread is None:
            return
        self._halt.set()
        self._thread.join()
        self._thread = None
        with self._lock:
            cancelled, self._queued = self._queued, deque()
        for request in cancelled:
            request.status = Request.Status.Cancelled
        self._manager.complete(list(cancelled))

    @staticmethod
    def _maybe_hang() -> None:
        if KNOBS.hangs:
            KNOBS.let_go.wait()

    def _run(self, processor: Processor) -> None:
        due_ns = time.monotonic_ns()
        while not self._halt.wait(max(0, due_ns - time.monotonic_ns()) / 1e9):
            frame_ns = processor.frame_us * 1000
            self._tick(processor, due_ns - frame_ns)
            due_ns += frame_ns

    def _tick(self, processor: Processor, began_ns: int) -> None:
        """End one frame: the oldest queued request gets it, else nobody does."""
        self._sequence += 1
        if KNOBS.stalled:
            return
        if KNOBS.drop:
            KNOBS.drop -= 1
            return
        with self._lock:
            request = self._queued.popleft() if self._queued else None
        if request:
            processor.process(request, self._sequence, began_ns)
            request.status = Request.Status.Complete
            self._manager.complete([request])
