"""A USB camera through the kernel's V4L2, read with FFmpeg.

A read of a V4L2 device may block for ever, and so may opening it: both happen in a
thread of their own, which is left behind if it does not come back. It keeps the
newest picture only; whoever asks for a frame has that one converted, and no other.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mirrorbox.camera._ffmpeg import Stream, converter
from mirrorbox.camera._loans import Loans
from mirrorbox.camera._reader import Reader
from mirrorbox.camera.base import CameraFormat
from mirrorbox.clock import NS_PER_S
from mirrorbox.errors import CameraFault, CameraMissing, CameraStalled

if TYPE_CHECKING:
    import threading

    from mirrorbox.camera._ffmpeg import Picture
    from mirrorbox.camera.base import Frame
    from mirrorbox.clock import Clock

OPEN_S = 10.0
"""How long a device may take to open."""

_STAMP_S = 2.0  # a device's own time stamp is believed if it is this near
_V4L2 = "v4l2"


class WebcamCamera:
    """A camera that FFmpeg can open as a device."""

    def __init__(
        self,
        device: str = "/dev/video0",
        *,
        clock: Clock,
        width: int = 1280,
        height: int = 720,
        fps: float = 30.0,
        driver: str = _V4L2,
        open_s: float = OPEN_S,
    ) -> None:
        """Name the device; it is opened by `start`.

        Args:
            device: its path; with another driver, what that driver calls it.
            clock: stamps frames where the device does not.
            width: asked for; what the device makes of it stands in `format`.
            height: asked for.
            fps: asked for.
            driver: FFmpeg's name of the device's kind.
            open_s: how long it may take to open.
        """
        self._device = device
        self._clock = clock
        self._driver = driver
        self._open_s = open_s
        self._format = CameraFormat(f"webcam {device}", width, height, fps)
        self._loans = Loans()
        self._converter = converter()
        self._reader: Reader | None = None
        self._first = 0
        self._sequence = -1
        self._timestamp_ns = -1

    @property
    def format(self) -> CameraFormat:
        return self._format

    @property
    def lent(self) -> int:
        return self._loans.lent

    def start(self) -> None:
        if self._reader is not None:
            return
        if self._driver == _V4L2 and not Path(self._device).exists():
            raise CameraMissing(
                f"There is no camera at {self._device}; check its USB cable, "
                "or name another in camera.source."
            )
        self._first = self._sequence + 1
        reader = Reader(self._open, self._clock)
        try:
            stream = reader.opened(self._open_s)
        except CameraFault as error:
            raise type(error)(f"The camera {self._device} {error}.") from error
        except OSError as error:
            why = error.strerror or error
            raise CameraFault(
                f"The camera {self._device} cannot be opened: {why}."
            ) from error
        width, height = stream.size
        fps = stream.fps or self._format.fps
        self._format = CameraFormat(self._format.name, width, height, fps)
        self._reader = reader

    def frame(self, timeout_s: float) -> Frame:
        if self._reader is None:
            raise CameraStalled(f"The camera {self._device} is not started.")
        _ = self._loans.next_free
        try:
            read = self._reader.newest(timeout_s)
        except CameraFault as error:
            raise type(error)(f"The camera {self._device} {error}.") from error
        size = self._format.width, self._format.height
        pixels = read.picture.bgrx(self._converter, size)
        self._sequence = self._first + read.number
        self._timestamp_ns = self._stamp(read.picture, read.arrived_ns)
        return self._loans.lend(
            pixels, sequence=self._sequence, timestamp_ns=self._timestamp_ns
        )

    def stop(self) -> None:
        if self._reader is not None:
            self._reader.stop()
            self._reader = None

    def close(self) -> None:
        self.stop()

    def _open(self, stopping: threading.Event) -> Stream:
        """Ask for MJPEG, which USB carries at full rate, else for what there is."""
        if self._driver != _V4L2:
            return Stream(self._device, driver=self._driver)
        wanted = {
            "video_size": f"{self._format.width}x{self._format.height}",
            "framerate": f"{self._format.fps:g}",
        }
        for options in ({**wanted, "input_format": "mjpeg"}, wanted):
            try:
                return Stream(self._device, driver=_V4L2, options=options)
            except (CameraFault, OSError):
                if stopping.is_set():
                    raise
        return Stream(self._device, driver=_V4L2)

    def _stamp(self, picture: Picture, arrived_ns: int) -> int:
        """When the sensor began it: as the kernel says, or else when it arrived.

        UVC devices stamp with the monotonic clock; others may count from anywhere.
        """
        stamp_ns = arrived_ns
        if picture.seconds is not None:
            told_ns = round(picture.seconds * NS_PER_S)
            if 0 <= arrived_ns - told_ns <= _STAMP_S * NS_PER_S:
                stamp_ns = told_ns
        return max(stamp_ns, self._timestamp_ns + 1)
