from __future__ import annotations

from dataclasses import replace

import pytest

from mirrorbox.clock import ClockQuality
from mirrorbox.prescription import Reason, allowance, week
from mirrorbox.prescription.answer import MESSAGES
from tests.prescription.helpers import prescribed
from tests.prescription.world import TRUE_EPOCH_S, World

HOUR = 3600.0
NTP, RTC, UNKNOWN = ClockQuality.NTP, ClockQuality.RTC, ClockQuality.UNKNOWN


def crps() -> World:
    """Three sessions a day of ten minutes at most, an hour between them."""
    return World(prescribed("crps"))


def test_a_new_unit_may_begin_and_has_the_session_s_cap() -> None:
    answer = crps().decide()

    assert (answer.allowed, answer.reason, answer.left_s) == (True, Reason.OK, 600)
    assert answer.wait_s is None
    assert answer.words == ""


def test_one_session_at_a_time() -> None:
    world = crps()
    answer = allowance(world.given, [], world.now(), running=True)

    assert (answer.allowed, answer.reason) == (False, Reason.SESSION_RUNNING)
    assert answer.words == "A session is running."


def test_the_next_session_waits_for_the_gap() -> None:
    world = crps()
    world.practise(60, 300)
    world.pass_time(1200)
    answer = world.decide()

    assert (answer.reason, answer.wait_s) == (Reason.TOO_SOON, 2400)
    assert answer.words == "Time to rest. Next: in 40 minutes."
    world.pass_time(2400)
    assert world.decide().allowed


def test_the_day_s_sessions_are_counted() -> None:
    world = crps()
    for _ in range(3):
        assert world.decide().allowed
        world.practise(60, 300)
        world.pass_time(2 * HOUR)
    answer = world.decide()

    assert answer.reason is Reason.PER_DAY
    assert answer.words == "Enough for today. Next: tomorrow."
    assert answer.wait_s == 24 * HOUR - (6 * HOUR + 2 * 360)


def test_the_day_s_minutes_are_counted() -> None:
    world = World(prescribed("crps", per_day=10, daily_cap_min=20, gap_min=60))
    for minutes in (9, 7):
        world.practise(60, minutes * 60 - 60)
        world.pass_time(HOUR)
    answer = world.decide()

    assert answer.reason is Reason.DAILY_CAP
    assert answer.words == "Enough for today. Next: tomorrow."


def test_what_is_left_of_the_day_bounds_the_session() -> None:
    world = World(prescribed("crps", per_day=10, daily_cap_min=20))
    world.practise(60, 480)
    world.pass_time(HOUR)
    world.practise(60, 180)
    world.pass_time(HOUR)

    assert world.decide().left_s == 20 * 60 - 540 - 240


def test_a_restart_resets_nothing() -> None:
    world = World(prescribed("stroke_leg"))
    world.practise(60, 1500)
    for _ in range(10):
        world.restart(30 * HOUR, UNKNOWN, shown_s=4e9)
        answer = world.decide()
        assert answer.reason is Reason.PER_DAY

    assert answer.stay_on
    assert answer.words == (
        "Enough for today. Next: tomorrow. Please leave the box switched on."
    )


@pytest.mark.parametrize("quality", [NTP, RTC])
def test_a_date_that_somebody_vouches_for_ends_the_day(quality: ClockQuality) -> None:
    world = World(prescribed("stroke_leg"), quality=quality)
    world.practise(60, 1500)
    world.restart(19 * HOUR, quality)
    answer = world.decide()
    assert (answer.reason, answer.stay_on) == (Reason.PER_DAY, False)
    assert answer.words == "Enough for today. Next: in 60 minutes."

    world.restart(1.1 * HOUR, quality)
    assert world.decide().allowed


def test_a_unit_without_a_clock_that_stays_on_knows_the_day_s_end() -> None:
    world = World(prescribed("stroke_leg"))
    world.practise(60, 1500)
    world.restart(5, UNKNOWN, shown_s=0)
    world.pass_time(19 * HOUR)
    assert not world.decide().allowed
    world.pass_time(5 * HOUR)
    assert world.decide().allowed


def test_the_therapist_lets_powered_hours_count_as_a_day() -> None:
    world = World(prescribed("stroke_leg", undated_day_h=1))
    world.practise(60, 1500)
    world.pass_time(0.5 * HOUR)
    world.restart(12 * HOUR, UNKNOWN, shown_s=0)
    world.pass_time(0.4 * HOUR)
    assert world.decide().words == (
        "Enough for today. Next: in 6 minutes. Please leave the box switched on."
    )
    world.pass_time(0.1 * HOUR)

    assert world.decide().allowed


def test_without_a_restart_those_hours_change_nothing() -> None:
    world = World(prescribed("stroke_leg", undated_day_h=1))
    world.practise(60, 1500)
    world.pass_time(10 * HOUR)

    assert world.decide().words == "Enough for today. Next: in 10 hours."


def test_a_session_that_a_power_cut_broke_off_goes_on_for_what_is_left() -> None:
    world = World(prescribed("plp_leg"))
    world.practise(60, 300, cut=True)
    world.restart(30, UNKNOWN, shown_s=0)
    answer = world.decide()
    assert (answer.allowed, answer.left_s) == (True, 1200 - 360 - 10)

    world.practise(60, 600)
    assert world.decide().reason is Reason.PER_DAY


def test_pulling_the_plug_gives_no_minute_more() -> None:
    world = crps()
    world.practise(60, 480, cut=True)
    world.restart(10, UNKNOWN, shown_s=0)

    answer = world.decide()

    assert (answer.allowed, answer.reason) == (False, Reason.TOO_SOON)


def test_looking_alone_is_no_session_of_the_day_but_counts_its_minutes() -> None:
    world = World(prescribed("plp_leg"))
    world.practise(30, 0)
    answer = world.decide()

    assert (answer.allowed, answer.left_s) == (True, 1170)


def test_a_date_that_says_less_than_the_powered_time_is_not_believed() -> None:
    world = World(prescribed("stroke_leg"), quality=NTP)
    world.practise(60, 1500)
    world.restart(0, NTP, shown_s=TRUE_EPOCH_S - 9e6)
    world.pass_time(24 * HOUR)

    assert world.decide().allowed


def test_the_week_is_counted() -> None:
    world = World(prescribed("plp_leg"), quality=NTP)
    for _ in range(9):
        world.practise(60, 900)
        world.restart(24 * HOUR, NTP)

    told = week(world.given, world.past, world.now())
    assert (told.done, told.prescribed) == (6, 7)


def test_a_week_nobody_vouches_for_is_left_open() -> None:
    world = crps()
    world.practise(60, 300)
    world.restart(HOUR, UNKNOWN, shown_s=0)

    assert week(world.given, world.past, world.now()).done is None


@pytest.mark.parametrize(
    ("wait_s", "words"),
    [
        (20, "Next: in one minute."),
        (61, "Next: in 2 minutes."),
        (7140, "Next: in 119 minutes."),
        (7141, "Next: in 2 hours."),
        (11.5 * HOUR, "Next: in 12 hours."),
        (12 * HOUR, "Next: tomorrow."),
    ],
)
def test_the_wait_in_words_never_promises_too_early(wait_s: float, words: str) -> None:
    world = World(prescribed("plp_leg"))
    world.practise(60, 600)
    world.pass_time(20 * HOUR - wait_s)

    assert world.decide().words == f"Enough for today. {words}"


def test_no_sentence_is_longer_than_twelve_words() -> None:
    assert all(len(text.split()) <= 12 for text in MESSAGES)


def trained(world: World, judged: int, seconds: float) -> None:
    """A session of pictures, so many of them answered."""
    world.practise(seconds, 0)
    world.past[-1] = replace(world.past[-1], judged=judged)


def test_pictures_are_practice_like_movement() -> None:
    world = World(prescribed("gmi_laterality", gap_min=15))
    for _ in range(3):
        assert world.decide().allowed
        trained(world, 40, 200)
        world.pass_time(HOUR)

    assert world.decide().reason is Reason.PER_DAY
    assert week(world.given, world.past, world.now()).done == 3


def test_a_session_without_an_answer_may_be_gone_on_with() -> None:
    world = World(prescribed("gmi_laterality", per_day=1))
    trained(world, 0, 120)

    answer = world.decide()
    assert (answer.allowed, answer.left_s) == (True, 600 - 120)
    assert week(world.given, world.past, world.now()).done == 0


def test_pictures_use_up_the_day_s_minutes() -> None:
    world = World(
        prescribed("gmi_laterality", per_day=10, gap_min=15, daily_cap_min=25)
    )
    for _ in range(2):
        trained(world, 40, 600)
        world.pass_time(HOUR)

    answer = world.decide()
    assert answer.reason is Reason.DAILY_CAP
    assert not answer.allowed
