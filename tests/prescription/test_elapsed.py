from __future__ import annotations

import pytest

from mirrorbox.clock import NS_PER_S, ClockQuality, WallTime
from mirrorbox.prescription import Mark, Timeline

NTP, RTC, UNKNOWN = ClockQuality.NTP, ClockQuality.RTC, ClockQuality.UNKNOWN
SIMULATED = ClockQuality.SIMULATED


def mark(
    seq: int,
    boot: str,
    boot_s: float,
    wall_s: float = 0,
    quality: ClockQuality = UNKNOWN,
) -> Mark:
    wall = WallTime(round(wall_s * NS_PER_S), quality)
    return Mark(seq, boot, round(boot_s * NS_PER_S), wall)


def between(*marks: Mark) -> tuple[float, bool]:
    """What lies between the first and the last."""
    elapsed = Timeline(marks).between(marks[0], marks[-1])
    return elapsed.at_least_s, elapsed.exact


def test_within_a_boot_the_boot_time_clock_is_exact_whatever_the_wall_says() -> None:
    assert between(mark(1, "a", 10, 5000, NTP), mark(2, "a", 70, 0, NTP)) == (60, True)


def test_across_boots_powered_time_is_certain() -> None:
    told = between(
        mark(1, "a", 100), mark(2, "a", 160), mark(3, "b", 500), mark(4, "c", 40)
    )

    assert told == (60 + 500 + 40, False)


@pytest.mark.parametrize(("one", "two"), [(NTP, NTP), (RTC, RTC), (NTP, RTC)])
def test_two_vouched_dates_tell_the_time_off(
    one: ClockQuality, two: ClockQuality
) -> None:
    told = between(mark(1, "a", 100, 1000, one), mark(2, "b", 10, 9000, two))

    assert told == (8000, True)


@pytest.mark.parametrize("other", [NTP, RTC, SIMULATED])
def test_one_vouched_date_is_not_enough(other: ClockQuality) -> None:
    assert between(mark(1, "a", 100, 1000), mark(2, "b", 10, 9000, other)) == (
        10,
        False,
    )


def test_simulated_time_goes_with_simulated_time_only() -> None:
    one = mark(1, "a", 100, 1000, SIMULATED)

    assert between(one, mark(2, "b", 10, 9000, SIMULATED)) == (8000, True)
    assert between(one, mark(2, "b", 10, 9000, NTP)) == (10, False)


def test_a_boot_is_dated_by_its_best_stamp() -> None:
    told = between(
        mark(1, "a", 100, 7, UNKNOWN),
        mark(2, "a", 300, 5200, NTP),
        mark(3, "b", 10, 9000, NTP),
    )

    assert told == (4000, True)


def test_a_date_that_says_less_than_the_powered_time_is_refused() -> None:
    assert between(mark(1, "a", 0, 1000, NTP), mark(2, "b", 99, 1001, NTP)) == (
        99,
        False,
    )


def test_a_battery_clock_that_went_backwards_has_lost_its_date() -> None:
    dated = mark(1, "a", 0, 5000, NTP)
    session = mark(2, "b", 10, 20, RTC)
    now = mark(3, "c", 30, 9000, NTP)

    elapsed = Timeline([dated, session, now]).between(session, now)

    assert (elapsed.at_least_s, elapsed.exact) == (30, False)


def test_the_order_is_the_journal_s_and_never_the_date_s() -> None:
    early, late = mark(5, "b", 10, 0), mark(2, "a", 10, 9000)
    now = mark(9, "c", 1)

    assert Timeline([now, early, late]).between(late, now).at_least_s == 11
    assert Timeline([now, early, late]).between(now, late).at_least_s == 0


def test_a_boot_s_name_used_twice_proves_nothing() -> None:
    assert between(mark(1, "simulated", 500), mark(2, "simulated", 1)) == (0, True)
