"""What every camera is: a lender of frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

Pixels = NDArray[np.uint32]
"""H×W, one BGRX pixel each (0xXXRRGGBB little-endian); rows may be padded."""


class FrameReturnedError(RuntimeError):
    """A frame's pixels were used after the frame went back to its camera."""


class Frame:
    """One picture, borrowed from a camera until `release`.

    Use it as a context manager, or release it: exactly what was lent goes back,
    and releasing twice does no harm.
    """

    __slots__ = ("_give_back", "_pixels", "sequence", "timestamp_ns")

    def __init__(
        self,
        pixels: Pixels,
        *,
        sequence: int,
        timestamp_ns: int,
        give_back: Callable[[], None],
    ) -> None:
        """Lend `pixels` until `give_back` is called.

        Args:
            pixels: H×W view into the camera's own buffer; not a copy.
            sequence: counts the frames the sensor made; a gap is a frame missed.
            timestamp_ns: when the sensor began this frame, monotonic clock.
            give_back: returns the buffer to the camera.
        """
        self._pixels: Pixels | None = pixels
        self.sequence = sequence
        self.timestamp_ns = timestamp_ns
        self._give_back = give_back

    @property
    def pixels(self) -> Pixels:
        """The picture, as long as it is lent.

        Raises:
            FrameReturnedError: it went back already.
        """
        if self._pixels is None:
            raise FrameReturnedError("These pixels went back to the camera.")
        return self._pixels

    def release(self) -> None:
        """Give the buffer back; a second call does nothing."""
        if self._pixels is not None:
            self._pixels = None
            self._give_back()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


@dataclass(frozen=True, slots=True)
class CameraFormat:
    """What a started camera really delivers, read back from it.

    Attributes:
        name: the camera, as a person would call it.
        width: pixels in a row.
        height: rows.
        fps: frames per second it was set to.
    """

    name: str
    width: int
    height: int
    fps: float


class Camera(Protocol):
    """A lender of frames.

    open → start → frame … frame → stop → (start again) → close. Frames out on loan
    at `stop` or `close` stay readable until they are released.
    """

    @property
    def format(self) -> CameraFormat:
        """What it delivers; true from `start` on."""

    @property
    def lent(self) -> int:
        """Frames out on loan now."""

    def start(self) -> None:
        """Begin to deliver.

        Raises:
            CameraFault: it does not start.
        """

    def frame(self, timeout_s: float) -> Frame:
        """Lend the newest frame not lent before, waiting for one if need be.

        Raises:
            CameraStalled: none came in time, or the camera is not started.
            CameraFault: the camera failed or is gone.
        """

    def stop(self) -> None:
        """Stop delivering; `start` may follow."""

    def close(self) -> None:
        """Let go of the device; calling it twice does no harm."""
