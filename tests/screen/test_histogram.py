from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.screen.histogram import BIN_NS, Histogram


def test_empty() -> None:
    histogram = Histogram()

    assert histogram.quantile_ns(0.5) == 0
    assert histogram.summary_ms() == {
        "count": 0, "p50_ms": 0, "p95_ms": 0, "p99_ms": 0, "max_ms": 0,
    }  # fmt: skip


@given(st.lists(st.integers(0, 250_000_000), min_size=1), st.floats(0.01, 1))
def test_a_quantile_is_right_to_a_bin(durations: list[int], share: float) -> None:
    histogram = Histogram()
    for duration in durations:
        histogram.add(duration)

    exact = sorted(durations)[math.ceil(share * len(durations)) - 1]
    assert abs(histogram.quantile_ns(share) - exact) <= BIN_NS
    assert histogram.count == len(durations)
    assert histogram.longest_ns == max(durations)


def test_clear_forgets() -> None:
    histogram = Histogram()
    histogram.add(10**12)
    assert histogram.quantile_ns(1) > 0

    histogram.clear()

    assert (histogram.count, histogram.longest_ns) == (0, 0)
