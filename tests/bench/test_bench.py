from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from mirrorbox.bench import BenchResult, Row, candidates, ffmpeg, run_bench
from mirrorbox.bench.measure import measure
from mirrorbox.bench.movement import Cost, movement_cost
from mirrorbox.bench.naive import paint_naively
from mirrorbox.bench.timing import (
    Memory,
    Pools,
    allocation_frames,
    largest_difference,
    ratios,
    time_rounds,
)
from mirrorbox.words import View
from tests.mirror.reference import reference

if TYPE_CHECKING:
    from pathlib import Path

SIZE = (48, 6)
SMALL = Pools(source_bytes=5_000, out_bytes=3_000)

ROW = Row(
    size=(1280, 720),
    candidate=candidates.OWN_NAME,
    view=View.BOTH,
    median_ratio=2.5,
    minimum_ratio=2.0,
    allocation_frames=0.05,
    difference=0,
)

COST = Cost(frames=100, meter=(20.0, 100.0), copy=(1.0, 2.0))


@pytest.fixture
def memory() -> Memory:
    return Memory(SIZE, SMALL)


@pytest.fixture
def _no_ffmpeg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ffmpeg, "find_ffmpeg", lambda: None)


@pytest.mark.parametrize("view", View)
def test_the_naive_peer_equals_the_reference(view: View, memory: Memory) -> None:
    frame = next(memory.sources)
    geometry = candidates.bench_geometry(SIZE, view)
    painted = paint_naively(frame, geometry)
    assert np.array_equal(painted, reference(frame, geometry))


@pytest.mark.usefixtures("_no_ffmpeg")
def test_every_size_has_a_row_for_each_of_our_views() -> None:
    out = io.StringIO()
    sizes = [SIZE, (64, 8)]
    result = run_bench(rounds=2, sizes=sizes, out=out, pools=SMALL)
    ours = [row for row in result.rows if row.candidate == candidates.OWN_NAME]
    assert {(row.size, row.view) for row in ours} == {
        (size, view) for size in sizes for view in View
    }
    assert all(row.median_ratio > 0 and row.minimum_ratio > 0 for row in result.rows)


@pytest.mark.usefixtures("_no_ffmpeg")
def test_all_of_ours_are_exact_and_peers_nearly() -> None:
    result = run_bench(rounds=1, sizes=[SIZE], out=io.StringIO(), pools=SMALL)
    assert result.exact
    assert all(row.difference <= 1 for row in result.rows)


@pytest.mark.usefixtures("_no_ffmpeg")
def test_the_table_names_everyone_and_the_verdict() -> None:
    out = io.StringIO()
    result = run_bench(rounds=1, sizes=[SIZE], out=out, pools=SMALL)
    text = out.getvalue()
    assert all(row.candidate in text for row in result.rows)
    assert "ffmpeg is not installed.\n" in text
    assert "exact): not measured.\n" in text
    assert result.movement.sentence in text
    assert "Every picture of mirrorbox: exact.\n" in text


@pytest.mark.usefixtures("_no_ffmpeg")
def test_missing_peers_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "_import", lambda _: None)
    result = run_bench(rounds=1, sizes=[SIZE], out=io.StringIO(), pools=SMALL)
    assert result.left_out == (
        "OpenCV is not installed.",
        "Pillow is not installed.",
        "ffmpeg is not installed.",
    )


@pytest.mark.usefixtures("_no_ffmpeg")
def test_a_peer_that_paints_another_picture_is_not_timed(
    monkeypatch: pytest.MonkeyPatch, memory: Memory
) -> None:
    liar = replace(candidates.own_candidates(SIZE)[0], name="liar", render=_paint_black)
    monkeypatch.setattr(
        "mirrorbox.bench.measure.peer_candidates", lambda _: ([liar], [])
    )
    rows, left_out = measure(SIZE, memory, 1)
    assert "liar" not in {row.candidate for row in rows}
    assert left_out[0].startswith("liar paints another picture")


def _paint_black(
    _: object, out: np.ndarray[tuple[int, int], np.dtype[np.uint32]]
) -> None:
    out[:] = 0


@pytest.mark.skipif(ffmpeg.find_ffmpeg() is None, reason="ffmpeg is not installed")
def test_ffmpeg_paints_the_same_picture_but_for_rounding(
    memory: Memory, tmp_path: Path
) -> None:
    program = ffmpeg.find_ffmpeg()
    assert program is not None
    geometry = candidates.bench_geometry(SIZE, View.BOTH)
    peer = ffmpeg.FfmpegPeer(program, geometry, memory, tmp_path)
    wanted = paint_naively(peer.first, geometry)
    assert largest_difference(peer.paint_first(), wanted) <= 1
    assert peer.time_ns() >= 0


def test_a_failing_ffmpeg_is_an_error(memory: Memory, tmp_path: Path) -> None:
    geometry = candidates.bench_geometry(SIZE, View.BOTH)
    peer = ffmpeg.FfmpegPeer("false", geometry, memory, tmp_path)
    with pytest.raises(subprocess.CalledProcessError):
        peer.paint_first()


@pytest.mark.parametrize(
    ("change", "met"),
    [
        ({}, True),
        ({"median_ratio": 2.51}, False),
        ({"allocation_frames": 0.06}, False),
        ({"difference": 1}, False),
        ({"size": (640, 480)}, None),
        ({"view": View.OVERLAY}, None),
        ({"candidate": "somebody else"}, None),
    ],
)
def test_the_target(change: dict[str, object], met: bool | None) -> None:  # noqa: FBT001 -- a row of the table
    result = BenchResult((replace(ROW, **change),), (), COST)  # type: ignore[arg-type] # any field
    assert result.target_met is met


def test_the_record_of_movement_is_measured_beside_a_copy() -> None:
    cost = movement_cost(60, SMALL)
    assert 0 < cost.copy[0] <= cost.copy[1]
    assert 0 < cost.meter[0] <= cost.meter[1]
    assert f"p99 {cost.copy[1]:.0f} µs." in cost.sentence


@pytest.mark.parametrize(("p99_us", "verdict"), [(100.0, "met"), (100.1, "MISSED")])
def test_the_target_of_the_record_of_movement(p99_us: float, verdict: str) -> None:
    assert f": {verdict}." in replace(COST, meter=(20.0, p99_us)).sentence


def test_ratios_are_taken_round_by_round_but_for_the_fastest() -> None:
    assert ratios([20.0, 60.0, 90.0], [10, 20, 30]) == (3.0, 2.0)


def test_each_round_times_a_copy_and_every_candidate(memory: Memory) -> None:
    ours = candidates.own_candidates(SIZE)
    copies, times = time_rounds(ours, memory, 3)
    assert len(copies) == 3
    assert [len(taken) for taken in times] == [3] * len(ours)


def test_allocation_is_counted_in_frames() -> None:
    big = (640, 480)
    roomy = Memory(big, SMALL)
    greedy = replace(
        candidates.own_candidates(big)[0], render=lambda frame, _: frame.copy()
    )
    assert allocation_frames(greedy, roomy) == pytest.approx(1, abs=0.01)


def test_memory_rotates_through_at_least_so_many_bytes() -> None:
    rotating = Memory(SIZE, SMALL)
    seen = {id(next(rotating.sources)) for _ in range(100)}
    assert len(seen) * rotating.frame_bytes >= SMALL.source_bytes
