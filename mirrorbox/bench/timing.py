"""Interleaved rounds over memory that no cache holds."""

from __future__ import annotations

import gc
import itertools
import statistics
import time
import tracemalloc
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mirrorbox.bench.naive import paint_naively

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mirrorbox.bench.candidates import Candidate
    from mirrorbox.camera.base import Pixels

_COLOUR = np.uint32(0x00FFFFFF)


@dataclass(frozen=True, slots=True)
class Pools:
    """How many bytes the sources and the outputs rotate through, at least.

    A camera's frame always arrives cold, so both are larger than any cache.
    """

    source_bytes: int = 160_000_000
    out_bytes: int = 80_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What one candidate needs for one frame.

    Attributes:
        size: width and height of the frame.
        candidate: its name.
        view: what it painted.
        median_ratio: its time over that of a copy in the same round, median.
        minimum_ratio: its fastest round over the fastest copy.
        allocation_frames: numpy's peak memory in frames; None where not traced.
        difference: the largest difference of any channel from the reference.
    """

    size: tuple[int, int]
    candidate: str
    view: str
    median_ratio: float
    minimum_ratio: float
    allocation_frames: float | None
    difference: int


class Memory:
    """Frames and outputs of one size, each handed out in turn."""

    def __init__(self, size: tuple[int, int], pools: Pools) -> None:
        """Fill the sources with noise, opaque as a camera's pixels are."""
        width, height = size
        frame_bytes = width * height * 4
        rng = np.random.default_rng(1)

        def noise() -> Pixels:
            colours = rng.integers(0, 2**24, (height, width), dtype=np.uint32)
            return colours | np.uint32(0xFF000000)

        sources = [noise() for _ in range(-(-pools.source_bytes // frame_bytes))]
        outs = [
            np.zeros((height, width), np.uint32)
            for _ in range(-(-pools.out_bytes // frame_bytes))
        ]
        self.frame_bytes = frame_bytes
        self.sources: Iterator[Pixels] = itertools.cycle(sources)
        self.outs: Iterator[Pixels] = itertools.cycle(outs)


def difference(candidate: Candidate, memory: Memory) -> int:
    """Paint one frame and compare its colours with the floating-point reference."""
    frame, out = next(memory.sources), next(memory.outs)
    candidate.render(frame, out)
    return largest_difference(out, paint_naively(frame, candidate.geometry))


def largest_difference(one: Pixels, other: Pixels) -> int:
    """The largest difference of any colour channel; the X byte is left out."""
    first, second = (
        (pixels & _COLOUR).view(np.uint8).astype(np.int16) for pixels in (one, other)
    )
    return int(np.abs(first - second).max())


def allocation_frames(candidate: Candidate, memory: Memory) -> float:
    """Peak memory that numpy takes for one frame, in frames.

    Measured apart from the time, which tracing would distort; memory that OpenCV
    or Pillow take by themselves is not seen.
    """
    frame, out = next(memory.sources), next(memory.outs)
    candidate.render(frame, out)
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        candidate.render(frame, out)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    return (peak - before) / memory.frame_bytes


def time_rounds(
    candidates: Sequence[Candidate], memory: Memory, rounds: int
) -> tuple[list[int], list[list[int]]]:
    """Let every candidate paint one frame a round, each round with a plain copy.

    Returns:
        ns of the copies, one a round, and of each candidate, one a round.
    """
    copies: list[int] = []
    times: list[list[int]] = [[] for _ in candidates]
    gc.collect()
    collects = gc.isenabled()
    gc.disable()  # a collection would be charged to whoever is running
    try:
        for _ in range(rounds):
            copies.append(_time(_copy, memory))
            for candidate, taken in zip(candidates, times, strict=True):
                taken.append(_time(candidate.render, memory))
    finally:
        if collects:
            gc.enable()
    return copies, times


def ratios(taken_ns: Sequence[float], copies_ns: Sequence[int]) -> tuple[float, float]:
    """Median and minimum of a candidate's time in units of a copy."""
    pairs = zip(taken_ns, copies_ns, strict=True)
    median = statistics.median(taken / copy for taken, copy in pairs)
    return median, min(taken_ns) / min(copies_ns)


def _time(render: Callable[[Pixels, Pixels], object], memory: Memory) -> int:
    frame, out = next(memory.sources), next(memory.outs)
    before = time.perf_counter_ns()
    render(frame, out)
    return time.perf_counter_ns() - before


def _copy(frame: Pixels, out: Pixels) -> None:
    np.copyto(out, frame)
