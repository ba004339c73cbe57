"""Run the bench and print its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirrorbox.bench.candidates import OWN_NAME, SEAM_PX
from mirrorbox.bench.measure import measure
from mirrorbox.bench.movement import movement_cost
from mirrorbox.bench.timing import Memory, Pools, Row
from mirrorbox.words import View

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from mirrorbox.bench.movement import Cost

TARGET_SIZE = (1280, 720)
TARGET_RATIO = 2.5
TARGET_ALLOCATION_FRAMES = 0.05

LOOKS = 200
"""A round of frames for the record of movement: a p99 needs thousands."""

_LAYOUT = "{:>9}  {:<10}  {:<30} {:>7} {:>7} {:>7} {:>5}\n"


@dataclass(frozen=True, slots=True)
class BenchResult:
    """What was measured.

    Attributes:
        rows: one for each size and candidate.
        left_out: a sentence for each peer that did not take part.
        movement: what the record of movement costs.
    """

    rows: tuple[Row, ...]
    left_out: tuple[str, ...]
    movement: Cost

    @property
    def exact(self) -> bool:
        """Whether every picture of ours equals the reference."""
        return all(row.difference == 0 for row in self.rows if _is_ours(row))

    @property
    def target_met(self) -> bool | None:
        """Whether `both` at 1280×720 keeps to the target; None if not measured."""
        for row in self.rows:
            if _is_ours(row) and row.view == View.BOTH and row.size == TARGET_SIZE:
                return (
                    row.difference == 0
                    and row.median_ratio <= TARGET_RATIO
                    and (row.allocation_frames or 0) <= TARGET_ALLOCATION_FRAMES
                )
        return None


def run_bench(
    *,
    rounds: int,
    sizes: Sequence[tuple[int, int]],
    out: TextIO,
    pools: Pools | None = None,
) -> BenchResult:
    """Measure every candidate at every size and print the table.

    Args:
        rounds: interleaved rounds; 21 give a steady median.
        sizes: width and height of the frames, in pixels; width even and at least 32.
        out: where the table goes, row by row.
        pools: memory to rotate through; None for more than any cache holds.
    """
    out.write(_introduction(rounds))
    out.write(
        _LAYOUT.format(
            "size", "view", "candidate", "median", "minimum", "alloc", "diff"
        )
    )
    rows: list[Row] = []
    left_out: list[str] = []
    for size in sizes:
        memory = Memory(size, pools or Pools())
        measured, absent = measure(size, memory, rounds)
        rows += measured
        left_out += [sentence for sentence in absent if sentence not in left_out]
        out.writelines(_line(row) for row in measured)
    movement = movement_cost(rounds * LOOKS, pools or Pools())
    result = BenchResult(tuple(rows), tuple(left_out), movement)
    out.writelines(f"{sentence}\n" for sentence in left_out)
    out.write(_verdict(result))
    out.write(movement.sentence)
    return result


def _introduction(rounds: int) -> str:
    return (
        f"Time for one frame over np.copyto of one frame, {rounds} interleaved rounds"
        " in cold memory.\nmedian: of the rounds; minimum: the fastest round over the"
        " fastest copy; alloc: numpy's\npeak memory in frames; diff: the largest from"
        f" floating point. The seam has {SEAM_PX} columns.\nffmpeg: the graph's whole"
        " process with its conversions, less the process without the\ngraph, with as"
        " many threads as it likes.\n\n"
    )


def _line(row: Row) -> str:
    allocation = row.allocation_frames
    return _LAYOUT.format(
        "{}×{}".format(*row.size),
        row.view,
        row.candidate,
        f"{row.median_ratio:.2f}",
        f"{row.minimum_ratio:.2f}",
        "-" if allocation is None else f"{allocation:.3f}",
        row.difference,
    )


def _verdict(result: BenchResult) -> str:
    target = (
        f"mirrorbox, both, {TARGET_SIZE[0]}×{TARGET_SIZE[1]}: at most"
        f" {TARGET_RATIO} copies, {TARGET_ALLOCATION_FRAMES} frames allocated, exact"
    )
    words = {True: "met", False: "MISSED", None: "not measured"}
    exact = "exact" if result.exact else "NOT EXACT"
    return (
        f"\nTarget ({target}): {words[result.target_met]}.\n"
        f"Every picture of mirrorbox: {exact}.\n"
    )


def _is_ours(row: Row) -> bool:
    return row.candidate == OWN_NAME
