"""Check, trace and time everyone who takes part, at one size."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from mirrorbox.bench import ffmpeg
from mirrorbox.bench.candidates import (
    bench_geometry,
    own_candidates,
    peer_candidates,
)
from mirrorbox.bench.naive import paint_naively
from mirrorbox.bench.timing import (
    Row,
    allocation_frames,
    difference,
    largest_difference,
    ratios,
    time_rounds,
)
from mirrorbox.words import View

if TYPE_CHECKING:
    from mirrorbox.bench.timing import Memory

LARGEST_ROUNDING = 2  # a peer that differs by more paints another picture

_FFMPEG_ROUNDS = 5  # a process is slow and steady


def measure(
    size: tuple[int, int], memory: Memory, rounds: int
) -> tuple[list[Row], list[str]]:
    """Measure every candidate at one size, its picture first.

    Returns:
        a row for each, and a sentence for each peer that did not take part.
    """
    rows, left_out = _measure_in_process(size, memory, rounds)
    program = ffmpeg.find_ffmpeg()
    if program is None:
        return rows, [*left_out, "ffmpeg is not installed."]
    with tempfile.TemporaryDirectory(prefix="mirrorbox-bench-") as directory:
        geometry = bench_geometry(size, View.BOTH)
        peer = ffmpeg.FfmpegPeer(program, geometry, memory, Path(directory))
        wanted = paint_naively(peer.first, geometry)
        differs = largest_difference(peer.paint_first(), wanted)
        if differs > LARGEST_ROUNDING:
            return rows, [*left_out, _wrong_picture(ffmpeg.NAME, differs)]
        median, minimum = _time_ffmpeg(peer, memory, min(rounds, _FFMPEG_ROUNDS))
    row = Row(
        size=size,
        candidate=ffmpeg.NAME,
        view=View.BOTH,
        median_ratio=median,
        minimum_ratio=minimum,
        allocation_frames=None,
        difference=differs,
    )
    return [*rows, row], left_out


def _measure_in_process(
    size: tuple[int, int], memory: Memory, rounds: int
) -> tuple[list[Row], list[str]]:
    ours = own_candidates(size)
    peers, left_out = peer_candidates(size)
    differences = [difference(candidate, memory) for candidate in ours + peers]
    taking_part = []
    for candidate, differs in zip(ours + peers, differences, strict=True):
        if candidate in peers and differs > LARGEST_ROUNDING:
            left_out.append(_wrong_picture(candidate.name, differs))
        else:
            taking_part.append((candidate, differs))
    copies, times = time_rounds([c for c, _ in taking_part], memory, rounds)
    rows = []
    for (candidate, differs), taken in zip(taking_part, times, strict=True):
        median, minimum = ratios(taken, copies)
        row = Row(
            size=size,
            candidate=candidate.name,
            view=candidate.geometry.view,
            median_ratio=median,
            minimum_ratio=minimum,
            allocation_frames=allocation_frames(candidate, memory),
            difference=differs,
        )
        rows.append(row)
    return rows, left_out


def _time_ffmpeg(
    peer: ffmpeg.FfmpegPeer, memory: Memory, rounds: int
) -> tuple[float, float]:
    copies, taken = [], []
    for _ in range(rounds):
        copies += time_rounds([], memory, 1)[0]
        taken.append(peer.time_ns())
    return ratios(taken, copies)


def _wrong_picture(name: str, differs: int) -> str:
    return f"{name} paints another picture: it differs by {differs}."
