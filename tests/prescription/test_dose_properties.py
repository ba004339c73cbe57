"""No sequence of restarts, plug-pulling and wrong clocks gets past the caps."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from mirrorbox.clock import ClockQuality
from tests.prescription.helpers import prescribed
from tests.prescription.world import World

if TYPE_CHECKING:
    from mirrorbox.prescription import Prescription

HOUR = 3600.0
NTP, RTC, UNKNOWN = ClockQuality.NTP, ClockQuality.RTC, ClockQuality.UNKNOWN

DOSES = st.builds(
    lambda per_day, cap, more, gap, day: replace(
        prescribed(),
        per_day=per_day,
        cap_min=cap,
        session_min=cap / 2,
        daily_cap_min=cap * more,
        gap_min=gap,
        day_h=day,
    ),
    st.integers(1, 4),
    st.sampled_from([4.0, 10.0]),
    st.sampled_from([1.0, 1.6, 2.6]),
    st.sampled_from([0.0, 0.0, 60.0, 200.0]),
    st.sampled_from([16.0, 24.0]),
)
SPAN = st.sampled_from([0.0, 5.0, 600.0, HOUR, 5 * HOUR, 15 * HOUR, 23.9 * HOUR, 3e5])
SHARE = st.sampled_from([0.0, 0.3, 1.0, 1.0])
TRY = st.tuples(
    st.just("try"),
    SHARE,
    SHARE,
    st.sampled_from([0.0, 300.0]),
    st.sampled_from([False, False, True]),
)
UNTIL = st.tuples(st.just("until"))
WAIT = st.tuples(st.just("wait"), SPAN)
JUMP = st.tuples(st.just("jump"), st.floats(-4e9, 4e9))
OFF = st.tuples(st.just("off"), SPAN, st.booleans(), st.floats(-4e9, 4e9))
SYNC = st.tuples(st.just("sync"))
STEPS = st.lists(
    st.one_of(TRY, TRY, TRY, UNTIL, UNTIL, WAIT, OFF, OFF, JUMP, SYNC), max_size=30
)
CLOCK = st.sampled_from(["none", "network", "battery", "dead battery"])


def play(
    prescription: Prescription, clock: str, steps: list[tuple[object, ...]]
) -> World:
    """Do all of it; a refused session does not take place."""
    quality, wall = start(clock, 0.0, asked=True)
    world = World(prescription, quality, wall)
    for step in steps:
        match step:
            case ("wait", float(seconds)):
                world.pass_time(seconds)
            case ("until",):  # nobody is quicker than who comes just in time
                world.pass_time((world.decide().wait_s or 0) + 0.001)
            case ("jump", float(shown)) if world.quality is UNKNOWN:
                world.shown_s = shown
            case ("sync",) if clock == "network":
                world.quality, world.shown_s = NTP, None
            case ("off", float(off), bool(asked), float(shown)):
                quality, wall = start(clock, shown, asked=asked)
                world.restart(off, quality, wall)
            case ("try", float(look), float(move), float(pause), bool(cut)):
                attempt(world, look, move, pause, cut=cut)
    return world


def start(
    clock: str, shown: float, *, asked: bool
) -> tuple[ClockQuality, float | None]:
    """What a boot's wall clock is and shows; None is the truth."""
    match clock:
        case "network" if asked:
            return NTP, None
        case "battery":
            return RTC, None
        case "dead battery":
            return RTC, 0.0
    return UNKNOWN, shown


def attempt(world: World, look: float, move: float, pause: float, *, cut: bool) -> None:
    answer = world.decide()
    if not answer.allowed:
        return
    longest = answer.left_s - (10 if cut else 0)
    look_s = min(look * 60, longest)
    world.practise(look_s, move * (longest - look_s), pause_s=pause, cut=cut)
    if cut:
        wall = None if world.shown_s is None else 0.0
        world.restart(5, world.quality, wall, cut=True)


@settings(deadline=None, max_examples=300)
@given(DOSES, CLOCK, STEPS)
def test_no_true_day_holds_more_than_its_cap(
    prescription: Prescription, clock: str, steps: list[tuple[object, ...]]
) -> None:
    done = play(prescription, clock, steps).done
    day_s = prescription.day_h * HOUR
    for i, last in enumerate(done):
        # Every session that shares any true stretch of a day with this one.
        # One that ended just a day ago is out, and sums of floats are not exact.
        since_s = last.start_s - day_s + 0.01
        near = [one for one in done[: i + 1] if one.end_s > since_s]
        assert sum(one.used_s for one in near) <= prescription.daily_cap_min * 60 + 0.01
        assert sum(not one.unfinished for one in near) <= prescription.per_day


@settings(deadline=None, max_examples=300)
@given(DOSES, CLOCK, STEPS)
def test_no_sitting_exceeds_its_cap_and_the_gap_is_kept(
    prescription: Prescription, clock: str, steps: list[tuple[object, ...]]
) -> None:
    done = play(prescription, clock, steps).done
    gap_s = prescription.gap_min * 60
    used = 0.0
    for before, after in pairwise(done):
        apart = after.start_s - before.end_s
        if not before.unfinished:
            assert apart >= gap_s - 0.01
        used = before.used_s if used == 0 else used
        used = used + after.used_s if apart < gap_s else after.used_s
        assert used <= prescription.cap_min * 60 + 0.01


@settings(deadline=None, max_examples=200)
@given(DOSES, st.sampled_from([0.5, 2.0, 12.0]), STEPS)
def test_without_a_clock_no_more_than_the_cap_in_so_many_powered_hours(
    prescription: Prescription, undated_h: float, steps: list[tuple[object, ...]]
) -> None:
    prescription = replace(prescription, undated_day_h=undated_h)
    done = play(prescription, "none", steps).done
    for i, last in enumerate(done):
        floor_s = last.powered_start_s - undated_h * HOUR
        near = [one for one in done[: i + 1] if one.powered_end_s > floor_s]
        assert sum(one.used_s for one in near) <= prescription.daily_cap_min * 60 + 0.01


@settings(deadline=None, max_examples=200)
@given(DOSES, CLOCK, STEPS)
def test_the_promised_wait_is_kept_when_the_unit_stays_on(
    prescription: Prescription, clock: str, steps: list[tuple[object, ...]]
) -> None:
    world = play(prescription, clock, steps)
    answer = world.decide()
    if answer.wait_s is not None:
        world.pass_time(answer.wait_s + 0.001)

    assert world.decide().allowed
