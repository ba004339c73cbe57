"""Reads a device in a thread of its own, for reading it may block for ever."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

from mirrorbox.errors import CameraFault, CameraMissing, CameraStalled

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirrorbox.camera._ffmpeg import Picture, Stream
    from mirrorbox.clock import Clock

_JOIN_S = 2.0


class Arrival(NamedTuple):
    """A picture, its number since the start, and when it was there."""

    picture: Picture
    number: int
    arrived_ns: int


class Reader:
    """Opens a stream and reads it on; keeps the newest picture.

    Texts of faults are the second half of a sentence that begins with the device.
    """

    def __init__(
        self, opener: Callable[[threading.Event], Stream], clock: Clock
    ) -> None:
        """Begin to open; `opener` gets an event that says that nobody waits now."""
        self._opener = opener
        self._clock = clock
        self._changed = threading.Condition()
        self._stopping = threading.Event()
        self._stream: Stream | None = None
        self._arrival: Arrival | None = None
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="webcam", daemon=True)
        self._thread.start()

    def opened(self, timeout_s: float) -> Stream:
        """The stream, once it is open.

        Raises:
            CameraStalled: it does not open in time.
            Exception: whatever opening it raised.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._stream or self._error, timeout_s)
            if self._stream is not None:
                return self._stream
            self._stopping.set()
            raise self._error or CameraStalled(f"does not open within {timeout_s:g} s")

    def newest(self, timeout_s: float) -> Arrival:
        """Take the newest picture, waiting for one if need be.

        Raises:
            CameraStalled: none came in time.
            CameraFault: there will be none.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._arrival or self._error, timeout_s)
            arrival, self._arrival = self._arrival, None
            error = self._error
        if arrival is not None:
            return arrival
        if error is not None:
            raise _fault(error) from error
        raise CameraStalled(f"gave no frame in {timeout_s:g} s")

    def stop(self) -> None:
        """End the thread, or leave it behind if it hangs in the device."""
        self._stopping.set()
        self._thread.join(_JOIN_S)

    def _run(self) -> None:
        try:
            stream = self._opener(self._stopping)
            try:
                with self._changed:
                    self._stream = stream
                    self._changed.notify_all()
                self._read(stream)
            finally:
                stream.close()  # here and nowhere else: another thread may not
        except Exception as error:  # noqa: BLE001 - handed to whoever waits for frames
            with self._changed:
                self._error = error
                self._changed.notify_all()

    def _read(self, stream: Stream) -> None:
        number = 0
        while not self._stopping.is_set():
            picture = stream.read()
            if picture is None:
                raise CameraMissing("has gone; check its USB cable")
            with self._changed:
                self._arrival = Arrival(picture, number, self._clock.monotonic_ns())
                self._changed.notify_all()
            number += 1


def _fault(error: Exception) -> CameraFault:
    if isinstance(error, CameraFault):
        return error
    if isinstance(error, OSError):
        return CameraMissing(f"has gone: {error.strerror or error}")
    return CameraFault(f"failed: {error}")
