"""What the record of movement costs a frame, beside a copy of as many bytes.

Before each measurement a whole frame is copied, as the mirror does, so that code and
data come cold. The copy meets the same interruptions of a busy machine: what its p99
shows too is none of ours.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mirrorbox.movement import MovementMeter
from mirrorbox.words import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mirrorbox.bench.timing import Pools
    from mirrorbox.camera.base import Pixels

SIZE = (1280, 720)
TARGET_US = 100.0
"""At most so long, in the 99th percentile of frames."""

_FRAME_NS = 16_666_667


@dataclass(frozen=True, slots=True)
class Cost:
    """Percentiles in µs.

    Attributes:
        frames: how many were looked at.
        meter: 50th and 99th of a look.
        copy: 50th and 99th of a plain copy of as many bytes as a look reads.
    """

    frames: int
    meter: tuple[float, float]
    copy: tuple[float, float]

    @property
    def sentence(self) -> str:
        """For the bench's table."""
        verdict = "met" if self.meter[1] <= TARGET_US else "MISSED"
        return (
            f"Movement record, {SIZE[0]}×{SIZE[1]}, {self.frames} frames:"
            f" p50 {self.meter[0]:.0f} µs, p99 {self.meter[1]:.0f} µs a frame;"
            f" a copy of as many\nbytes p50 {self.copy[0]:.0f} µs,"
            f" p99 {self.copy[1]:.0f} µs."
            f" Target (p99 at most {TARGET_US:.0f} µs): {verdict}.\n"
        )


def movement_cost(frames: int, pools: Pools) -> Cost:
    """Show a limb that moves to and fro, and measure each look.

    Args:
        frames: how many; some thousands give a steady p99.
        pools: how much memory the pictures rotate through.
    """
    pictures = max(4, pools.source_bytes // (4 * SIZE[0] * SIZE[1]))
    shown = _limb(pictures)
    out = np.empty_like(shown[0])
    meter = MovementMeter(healthy=Side.LEFT, shape=out.shape)
    few = np.empty(meter.cells, np.uint32)
    looks, copies = [], []
    for number in range(frames):
        np.copyto(out, shown[(number + pictures // 2) % pictures])
        before = time.perf_counter_ns()
        meter.look(shown[number % pictures], number * _FRAME_NS)
        looks.append(time.perf_counter_ns() - before)
        np.copyto(out, shown[(number + pictures // 3) % pictures])
        source = shown[(number + pictures // 4) % pictures].reshape(-1)[: few.size]
        before = time.perf_counter_ns()
        np.copyto(few, source)
        copies.append(time.perf_counter_ns() - before)
    return Cost(frames, _percentiles(looks), _percentiles(copies))


def _limb(count: int) -> list[Pixels]:
    width, height = SIZE
    dice = np.random.default_rng(1)
    table = dice.integers(60, 110, (height, width), dtype=np.uint32)
    pictures = []
    for number in range(count):
        grey = table + dice.integers(0, 6, table.shape, dtype=np.uint32)
        top = round(height * (0.3 + 0.2 * np.sin(2 * np.pi * number / count)))
        grey[top : top + height // 4, width // 4 : width // 3] += 80
        pictures.append(grey * np.uint32(0x010101))
    return pictures


def _percentiles(taken_ns: Sequence[int]) -> tuple[float, float]:
    half, most = np.percentile(np.array(taken_ns) / 1000, (50, 99))
    return float(half), float(most)
