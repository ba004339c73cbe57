from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.screen.pace import MIN_MARGIN_NS, LatePace

MS = 1_000_000
PERIOD = 16 * MS


def blocking_display(drawing_ms: list[float]) -> tuple[LatePace, list[int], list[int]]:
    """A display whose flips wait for blanks at multiples of the period."""
    pace, now, latches, shown = LatePace(PERIOD), 3 * MS, [], []
    for cost in drawing_ms:
        now = max(now, pace.latch_ns(now))
        latches.append(now)
        drawn = now + round(cost * MS)
        blank = -(-(drawn + 1) // PERIOD) * PERIOD
        pace.flipped(latched_ns=now, drawn_ns=drawn, shown_ns=blank)
        shown.append(blank)
        now = blank
    return pace, latches, shown


def test_the_frame_is_taken_just_before_the_blank() -> None:
    _, latches, shown = blocking_display([3.0] * 50)

    assert {
        blank - latch for latch, blank in zip(latches[5:], shown[5:], strict=True)
    } == {3 * MS + MIN_MARGIN_NS}
    assert {b - a for a, b in itertools.pairwise(shown)} == {PERIOD}


def test_a_slow_drawing_widens_the_margin_and_is_forgotten() -> None:
    pace, _, _ = blocking_display([3.0] * 10 + [9.0])
    wide = pace.margin_ns
    pace, _, _ = blocking_display([3.0] * 10 + [9.0] + [3.0] * 200)

    assert wide == 9 * MS + MIN_MARGIN_NS
    assert pace.margin_ns == 3 * MS + MIN_MARGIN_NS


def test_a_display_that_never_waits_is_paced_by_the_clock() -> None:
    pace, now, shown = LatePace(PERIOD), 0, []
    for _ in range(100):
        now = max(now, pace.latch_ns(now))
        drawn = now + MS
        now = drawn + 1000
        pace.flipped(latched_ns=drawn - MS, drawn_ns=drawn, shown_ns=now)
        shown.append(now)

    assert abs((shown[-1] - shown[10]) / 89 - PERIOD) < PERIOD / 50


@given(st.lists(st.floats(0, 60), max_size=60))
def test_whatever_drawing_costs_the_latch_is_never_far_away(costs: list[float]) -> None:
    pace, _, shown = blocking_display(costs)
    now = shown[-1] if shown else 0

    assert now - PERIOD <= pace.latch_ns(now) <= now + 2 * PERIOD
