from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mirrorbox.clock import NS_PER_S, ClockQuality, SimulatedClock
from mirrorbox.journal import Entry, Journal, Reader
from mirrorbox.prescription import (
    PRESCRIBED,
    Library,
    current,
    history,
    history_text,
    to_dict,
)
from mirrorbox.words import Mode, Side
from tests.prescription.helpers import SMALL, prescribed

if TYPE_CHECKING:
    from pathlib import Path

GENERAL_RUNS = "the cautious general preset."


def entry(
    seq: int,
    data: dict[str, Any],
    *,
    kind: str = PRESCRIBED,
    quality: ClockQuality = ClockQuality.NTP,
) -> Entry:
    return Entry(seq, None, kind, "boot", 1, 0, 1_700_000_000 * NS_PER_S, quality, data)


def good(seq: int, **changes: Any) -> Entry:
    return entry(seq, to_dict(prescribed("crps", **changes)))


def bad(seq: int) -> Entry:
    return entry(seq, to_dict(prescribed("crps")) | {"cap_min": 70})


def test_a_unit_without_one_runs_the_general_preset_and_says_so() -> None:
    told = current([], library=SMALL, affected_side=Side.RIGHT)

    assert told.seq is None
    assert told.prescription.preset == "general"
    assert told.prescription.affected_side is Side.RIGHT
    assert told.notice is not None
    assert told.notice.endswith(GENERAL_RUNS)


def test_the_newest_is_in_force_whatever_order_entries_come_in() -> None:
    entries = [good(9, per_day=5), good(3), entry(12, {}, kind="moment")]

    told = current(entries, library=SMALL, affected_side=Side.RIGHT)

    assert (told.seq, told.prescription.per_day, told.notice) == (9, 5, None)


def test_a_bad_newest_one_falls_back_to_the_last_good_and_tells_the_therapist() -> None:
    entries = [good(1), good(2, per_day=4), bad(3), bad(4)]

    told = current(entries, library=SMALL, affected_side=Side.RIGHT)

    assert (told.seq, told.prescription.per_day) == (2, 4)
    assert told.notice == (
        "The prescription of entry 4 cannot be used: cap_min = 70 is above 10; the "
        "preset crps locks it: a CRPS session lasts ten minutes at most (EFIC-how). "
        "The one of entry 2 stays in force."
    )


def test_only_bad_ones_leave_the_general_preset() -> None:
    told = current([bad(4)], library=SMALL, affected_side=Side.LEFT)

    assert (told.seq, told.prescription.preset) == (None, "general")
    assert told.notice is not None
    assert told.notice.startswith("The prescription of entry 4 cannot be used: ")
    assert told.notice.endswith(GENERAL_RUNS)


def test_an_empty_library_still_leaves_a_cautious_session() -> None:
    told = current([good(1)], library=Library(), affected_side=Side.LEFT)

    assert told.prescription.exercises == ()
    assert told.prescription.mode is Mode.BILATERAL_SYNC
    assert told.prescription.cap_min == 10


def test_the_history_is_kept_with_the_bad_ones() -> None:
    told = history([bad(4), good(1)], library=SMALL)

    assert [one.entry.seq for one in told] == [1, 4]
    assert [one.prescription is None for one in told] == [False, True]
    assert len(told[1].problems) == 2


def test_the_history_in_words() -> None:
    entries = [good(1), bad(4), entry(7, {}, quality=ClockQuality.UNKNOWN)]

    lines = history_text(history(entries, library=SMALL)).splitlines()

    assert lines[0].split() == ["Entry", "When", "Prescription"]
    assert lines[1] == (
        "    1  2023-11-14 22:13  CRPS, arm or leg: left hand, 5 minutes, 3 a day, "
        "7 days a week, until changed"
    )
    assert "cannot be used: cap_min = 70" in lines[2]
    assert "date not known" in lines[3]


def test_no_history_in_words() -> None:
    assert history_text([]).endswith(GENERAL_RUNS)


def test_it_goes_through_a_real_journal(tmp_path: Path) -> None:
    given = prescribed("stroke_arm", session_min=20)
    journal = Journal.open(tmp_path, SimulatedClock())
    journal.record(PRESCRIBED, to_dict(given))
    journal.close()

    with Reader(tmp_path) as reader:
        told = current(reader.entries(None), library=SMALL, affected_side=Side.LEFT)

    assert told.prescription == given
