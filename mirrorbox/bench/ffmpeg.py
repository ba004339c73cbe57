"""The ffmpeg program as a peer: a filter graph over raw frames from a file.

Timed is the whole process: start, reading from the page cache, the conversion to
planes that its blend needs and back, with as many threads as ffmpeg likes. The same
process without the graph is taken off, so what remains is what the graph costs.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from typing import TYPE_CHECKING

import numpy as np

from mirrorbox.bench.naive import reflection_weights

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.bench.timing import Memory
    from mirrorbox.camera.base import Pixels
    from mirrorbox.mirror.geometry import Geometry

NAME = "ffmpeg, hflip + maskedmerge"
FRAMES = 24  # in each process, so that its start does not drown them

_TIMEOUT_S = 120
_GRAPH = (
    "[0:v]split[a][b];[a]format=gbrp[true];[b]hflip,format=gbrp[mirrored];"
    "[1:v]loop=-1:1[mask];[true][mirrored][mask]maskedmerge,format=bgr0"
)


class FfmpegPeer:
    """One geometry, painted by the ffmpeg program."""

    def __init__(
        self, program: str, geometry: Geometry, memory: Memory, directory: Path
    ) -> None:
        """Write the frames and the seam's mask into `directory`."""
        self._program = program
        self._shape = (geometry.height, geometry.width)
        self._frames, self._mask = directory / "frames.raw", directory / "mask.raw"
        self.first: Pixels = next(memory.sources)
        with self._frames.open("wb") as file:
            file.write(self.first.tobytes())
            for _ in range(FRAMES - 1):
                file.write(next(memory.sources).tobytes())
        weights = reflection_weights(geometry) * 255 / 256  # its masks end at 255
        row = np.floor(weights + 0.5).astype(np.uint8)
        planes = 3
        self._mask.write_bytes(np.tile(row, (planes * geometry.height, 1)).tobytes())

    def paint_first(self) -> Pixels:
        """Paint the first frame, to be compared before anything is timed."""
        raw = self._run(self._graph(frames=1), "-f", "rawvideo", "pipe:1")
        return np.frombuffer(raw, np.uint32).reshape(self._shape)

    def time_ns(self) -> float:
        """Time one frame of the graph, above the process without it."""
        null = ("-f", "null", "-")
        before = time.perf_counter_ns()
        self._run(self._input(), "-frames:v", str(FRAMES), *null)
        between = time.perf_counter_ns()
        self._run(self._graph(frames=FRAMES), *null)
        after = time.perf_counter_ns()
        return max(0, (after - between) - (between - before)) / FRAMES

    def _graph(self, *, frames: int) -> list[str]:
        mask = self._raw("gbrp", self._mask)
        graph = ["-filter_complex", _GRAPH, "-frames:v", str(frames)]
        return [*self._input(), *mask, *graph]

    def _input(self) -> list[str]:
        return self._raw("bgr0", self._frames)

    def _raw(self, pixel_format: str, path: Path) -> list[str]:
        height, width = self._shape
        form = ["-f", "rawvideo", "-pixel_format", pixel_format]
        return [*form, "-video_size", f"{width}x{height}", "-i", str(path)]

    def _run(self, inputs: list[str], *rest: str) -> bytes:
        quiet = ["-hide_banner", "-nostdin", "-loglevel", "error"]
        done = subprocess.run(  # noqa: S603 -- every argument is made in this file
            [self._program, *quiet, *inputs, *rest],
            check=True,
            stdout=subprocess.PIPE,
            timeout=_TIMEOUT_S,
        )
        return done.stdout


def find_ffmpeg() -> str | None:
    """Where the program is, if it is installed."""
    return shutil.which("ffmpeg")
