from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.clock import ClockQuality
from mirrorbox.prescription import Due, due, due_text, from_dict, make, staged, to_dict
from mirrorbox.prescription.text import confirmation, summary
from mirrorbox.prescription.values import Prescription, PrescriptionError
from mirrorbox.words import Mode
from tests.prescription.helpers import PACKAGED
from tests.prescription.world import World

DAY_S = 86_400.0
WEEKS = [1, 1, 2, 2, 3, 3]
NTP, UNKNOWN = ClockQuality.NTP, ClockQuality.UNKNOWN


def made(preset_id: str = "gmi_mirror", **changes: Any) -> Prescription:
    settings = {"affected_side": "left", "stage_by_week": WEEKS, **changes}
    return make(preset_id, settings, library=PACKAGED)


GIVEN = made()


def complaints(preset_id: str = "gmi_mirror", **changes: Any) -> list[str]:
    with pytest.raises(PrescriptionError) as caught:
        made(preset_id, **changes)
    return str(caught.value).splitlines()


class Planned(World):
    """A world in which sessions are practised under the plan."""

    def due(self) -> Due:
        return due(self.given, self.past, self.now(), seen=self.seen)

    def practise_plan(self) -> Due:
        now = self.due()
        self.practise(0, 0)
        self.past[-1] = replace(self.past[-1], judged=1, place=now.place)
        return now


def test_a_plan_holds_every_stage_as_it_was_prescribed() -> None:
    first, second, third = GIVEN.plan

    assert [one.from_week for one in GIVEN.plan] == [1, 3, 5]
    assert (first.laterality_pictures, first.session_min, first.exercises) == (
        40,
        0,
        (),
    )
    assert (second.mode, second.session_min) == (Mode.IMAGINED, 5)
    assert (third.mode, len(third.exercises)) == (Mode.BILATERAL_SYNC, 4)
    assert staged(GIVEN, 0) == GIVEN
    assert staged(GIVEN, 2).mode is Mode.BILATERAL_SYNC
    assert staged(GIVEN, 1).laterality_pictures == 0


def test_a_prescription_without_a_plan_has_one_stage() -> None:
    plain = make("crps", {"affected_side": "left"}, library=PACKAGED)

    assert staged(plain, 0) == plain
    assert due(plain, [], World(plain).now()) == Due()


def test_it_is_stored_and_read_back() -> None:
    assert from_dict(to_dict(GIVEN), library=PACKAGED) == GIVEN


def test_an_older_prescription_has_no_plan() -> None:
    table = to_dict(make("crps", {"affected_side": "left"}, library=PACKAGED))
    del table["plan"]

    assert from_dict(table, library=PACKAGED).plan == ()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"stage_by_week": 3}, "stage_by_week = 3 must be a list of stages"),
        ({"stage_by_week": []}, "stage_by_week = [] must be a list of stages"),
        ({"stage_by_week": [1] * 105}, "must be a list of stages, one for each week."),
        ({"stage_by_week": [1, 4]}, "stage = 4 must be a stage of gmi_hand: 1 to 3."),
        ({"stage_by_week": ["1"]}, "stage = '1' must be a stage of gmi_hand: 1 to 3."),
        ({"stage": 2}, "stage_by_week sets stage too; give one of them."),
        ({"mode": "imagined"}, "stage_by_week sets mode too; give one of them."),
        ({"programme": ""}, "stage_by_week needs a programme."),
        ({"programme": "gmi_hands"}, "is no programme; did you mean gmi_hand?"),
    ],
)
def test_a_plan_that_cannot_be_is_one_sentence(
    changes: dict[str, Any], sentence: str
) -> None:
    (told,) = complaints(**changes)
    assert sentence in told


def test_a_preset_s_locks_hold_in_every_stage() -> None:
    told = complaints("gmi_laterality")

    assert told[0].startswith("From week 3: laterality_pictures = 0 is below 10;")
    assert any(
        said.startswith("From week 5: mode = bilateral_sync is not imagined")
        for said in told
    )


def test_a_session_of_pictures_has_no_movement() -> None:
    settings = {"affected_side": "left", "laterality_pictures": 20}
    with pytest.raises(PrescriptionError, match="set session_min = 0 instead of 5"):
        make("crps", settings, library=PACKAGED)


def test_a_plan_lasts_as_many_weeks_as_it_names() -> None:
    assert GIVEN.weeks == 6
    assert made(weeks=8).weeks == 8


def test_stage_1_needs_no_minutes_of_movement() -> None:
    chosen = {"affected_side": "left", "stage": 1}
    given = make("gmi_mirror", chosen, library=PACKAGED)

    assert (given.session_min, given.laterality_pictures) == (0, 40)
    assert "exercises  none" in confirmation(given)


def test_the_therapist_reads_the_plan_back() -> None:
    assert "stages 1, 2, 3 by week" in summary(GIVEN)
    lines = confirmation(GIVEN).splitlines()
    assert lines[-3].strip() == "from week 1: stage 1: 40 pictures"
    assert (
        lines[-2].strip().startswith("from week 3: stage 2: imagined, fingers_spread")
    )
    assert due_text(GIVEN, Due(1, 3)).endswith("week 3 since the first session.")
    assert "may come late" in due_text(GIVEN, Due(0, 1, exact=False))


def test_weeks_begin_with_the_first_practice_not_with_the_prescription() -> None:
    world = Planned(GIVEN, NTP)
    world.pass_time(30 * DAY_S)
    world.practise(0, 0)  # nothing was done in it

    assert world.due() == Due()
    world.practise_plan()
    world.pass_time(14 * DAY_S - 60)
    assert world.due().place == 0
    world.pass_time(120)
    assert world.due() == Due(1, 3)


def test_sessions_under_an_earlier_prescription_do_not_count() -> None:
    world = Planned(GIVEN, NTP)
    world.practise_plan()
    world.pass_time(40 * DAY_S)
    now = world.now()

    assert due(GIVEN, world.past, now).place == 1
    assert due(GIVEN, world.past, now, since_seq=now.seq - 1) == Due()


def test_after_the_last_week_the_last_stage_stays() -> None:
    world = Planned(GIVEN, NTP)
    for _ in range(4):
        world.practise_plan()
        world.pass_time(100 * DAY_S)

    assert world.due().place == 2


days = st.floats(0, 20)
turns = st.lists(
    st.tuples(
        st.sampled_from(["practise", "wait", "off"]),
        days,
        st.sampled_from([NTP, UNKNOWN]),
    ),
    max_size=14,
)


@given(turns)
def test_no_stage_comes_early_none_is_skipped_and_none_is_lost(
    script: list[tuple[str, float, ClockQuality]],
) -> None:
    """Whatever is switched off and on, with and without a date."""
    world = Planned(GIVEN)
    first_s: float | None = None
    reached = -1
    for what, some_days, quality in script:
        if what == "practise":
            if first_s is None:
                first_s = world.true_s
            world.practise_plan()
            reached = max(reached, world.past[-1].place)
        elif what == "wait":
            world.pass_time(some_days * DAY_S)
        else:
            world.restart(some_days * DAY_S, quality)
        now = world.due()
        truly = 0 if first_s is None else (world.true_s - first_s) / (7 * DAY_S)
        by_time = min(2, int((truly + 1e-9) // 2))
        assert now.place <= by_time
        assert reached <= now.place <= reached + 1
        if now.exact:
            assert now.week == int(truly + 1e-9) + 1 or first_s is None
