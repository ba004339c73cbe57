"""FFmpeg, as the film and the webcam use it: open, decode, convert, each with a limit.

The only file that imports PyAV. Pixels are converted once, into memory that is lent
as it is; a frame that nobody looks at is not converted.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import av  # noqa: TID251 - this is the file in mirrorbox/camera that may
import numpy as np
from av.video.reformatter import VideoReformatter  # noqa: TID251 - as above

from mirrorbox.errors import CameraFault

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from av.container import InputContainer  # noqa: TID251 - as above
    from av.packet import Packet  # noqa: TID251 - as above
    from av.video.frame import VideoFrame  # noqa: TID251 - as above

    from mirrorbox.camera.base import Pixels

BAD_PACKETS = 100
"""So many in a row that cannot be decoded are no longer a scratch in the film."""

_WRAPPED = "wrapped_avframe"
"""FFmpeg's own drawn pictures: their packets hold no bytes to copy."""


class Picture:
    """A decoded picture, in whatever form it came."""

    def __init__(self, frame: VideoFrame, seconds: float | None) -> None:
        """Keep a decoded frame, and its time as the container tells it."""
        self._frame = frame
        self.seconds = seconds

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in px."""
        return self._frame.width, self._frame.height

    def bgrx(self, converter: VideoReformatter, size: tuple[int, int]) -> Pixels:
        """Convert it: H×W pixels, a view into a buffer of FFmpeg's.

        Raises:
            CameraFault: FFmpeg cannot convert this picture.
        """
        try:
            frame = converter.reformat(self._frame, *size, format="bgr0")
        except (av.FFmpegError, ValueError) as error:
            raise CameraFault(f"A picture cannot be converted: {error}.") from error
        plane = frame.planes[0]
        words = np.frombuffer(memoryview(plane), np.uint32)
        rows = words[: plane.line_size // 4 * frame.height].reshape(frame.height, -1)
        pixels: Pixels = rows[:, : frame.width]
        return pixels


class Stream:
    """The pictures of one input, in order."""

    def __init__(
        self,
        url: str,
        *,
        driver: str | None = None,
        options: Mapping[str, str] | None = None,
    ) -> None:
        """Open it.

        Args:
            url: what FFmpeg opens: a file, a device, or a driver's own words.
            driver: FFmpeg's name of the format or the device; found out if None.
            options: for that driver.

        Raises:
            CameraFault: it cannot be opened or holds no pictures; the text is the
                second half of a sentence that begins with its name.
            OSError: the system does not give it.
        """
        try:
            self._container: InputContainer = av.open(
                url,
                format=driver,
                options=dict(options or {}),
                metadata_errors="ignore",
            )
        except OSError:  # FFmpeg's own are of this kind too, where errno tells them
            raise
        except (av.FFmpegError, ValueError) as error:
            raise CameraFault("is not a film that can be played") from error
        if not self._container.streams.video:
            self._container.close()
            raise CameraFault("holds no pictures")
        self._video = self._container.streams.video[0]
        codec = self._video.codec_context.name
        self._lent = driver is not None and codec != _WRAPPED
        self._video.thread_type = "AUTO"
        self._pictures = self._decode()

    @property
    def fps(self) -> float | None:
        """Pictures per second, where the input tells."""
        rate = self._video.average_rate or self._video.guessed_rate
        return float(rate) if rate else None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in px that the input announces."""
        return self._video.codec_context.width, self._video.codec_context.height

    def read(self) -> Picture | None:
        """The next picture, or None at the end; a damaged one is left out.

        Raises:
            CameraFault: too many are damaged.
        """
        return next(self._pictures, None)

    def close(self) -> None:
        """Let go of the input."""
        self._pictures.close()
        with suppress(av.FFmpegError):
            self._container.close()

    def _decode(self) -> Generator[Picture, None, None]:
        damaged = 0
        for lent in self._container.demux(self._video):
            packet = _copy(lent) if self._lent and lent.size else lent
            del lent  # or the traceback of the next read's error would keep it
            try:
                frames = packet.decode()
            except av.FFmpegError as error:
                damaged += 1
                if damaged >= BAD_PACKETS:
                    raise CameraFault("is damaged beyond playing") from error
                continue
            for frame in frames:
                damaged = 0
                yield Picture(frame, frame.time)


def _copy(lent: Packet[Any]) -> Packet[Any]:
    """A packet in memory of its own.

    A device's packet lies in the device's memory, and so does a raw picture made of
    it. Let go of after the device was closed, it is given back to what is no more:
    FFmpeg then jumps anywhere.
    """
    own = av.Packet(lent.size)
    own.update(lent)  # type: ignore[arg-type]  # whatever holds bytes
    own.stream = lent.stream
    own.time_base = lent.time_base
    own.pts = lent.pts
    own.dts = lent.dts
    return own


def converter() -> VideoReformatter:
    """Something that converts pictures and keeps its tables between two of them."""
    return VideoReformatter()
