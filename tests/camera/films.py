"""Small films made on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av  # noqa: TID251 - tests make the films they play
import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def picture(number: int, *, width: int = 64, height: int = 48) -> NDArray[np.uint8]:
    """H×W×3: grey levels that tell the number, 8 levels apart so coding keeps it."""
    return np.full((height, width, 3), (number * 8) % 256, np.uint8)


def number_of(pixels: NDArray[np.uint32]) -> int:
    """Which picture these pixels show, modulo 32."""
    green = (pixels >> 8 & 0xFF).astype(float)
    return round(float(green.mean()) / 8) % 32


def make_film(
    folder: Path, *, frames: int, fps: int, name: str = "film.mkv", codec: str = "ffv1"
) -> Path:
    """Write a film whose frames tell their numbers."""
    path = folder / name
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=fps)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(frames):
            frame = av.VideoFrame.from_ndarray(picture(number), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def make_stills(folder: Path, *, count: int, suffix: str = "png") -> Path:
    """Write numbered stills."""
    folder.mkdir()
    codec = {"png": "png", "jpg": "mjpeg"}[suffix]
    for number in range(count):
        with av.open(str(folder / f"{number:03}.{suffix}"), "w", "image2") as container:
            stream = container.add_stream(codec, rate=1)
            assert isinstance(stream, av.VideoStream)
            stream.width, stream.height = 64, 48
            stream.pix_fmt = {"png": "rgb24", "jpg": "yuvj420p"}[suffix]
            frame = av.VideoFrame.from_ndarray(picture(number), format="rgb24")
            container.mux(stream.encode(frame))
            container.mux(stream.encode())
    return folder
