from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta, timezone

from mirrorbox.clock import NS_PER_S, ClockQuality
from mirrorbox.journal import Entry, SessionSummary, report
from mirrorbox.words import Side, View

FIRST = SessionSummary(
    number=1,
    uid="uid-1",
    started_unix_ns=1_767_225_600 * NS_PER_S,  # 2026-01-01 00:00 UTC
    clock_quality=ClockQuality.NTP,
    boot_count=3,
    affected_side=Side.LEFT,
    view=View.REFLECTION,
    moved_s=1230.0,
    moments=2,
    reason="pause_limit",
    settings={"dose_s": 1200},
)
UNDATED = replace(
    FIRST,
    number=12,
    uid="uid-2",
    clock_quality=ClockQuality.UNKNOWN,
    affected_side=Side.RIGHT,
    view=View.BOTH,
    moved_s=0.0,
    moments=0,
    reason=None,
)


def entry(seq: int, kind: str, at_s: float, boot_count: int = 3) -> Entry:
    return Entry(
        seq=seq,
        session_id=1,
        kind=kind,
        boot_id=f"boot-{boot_count}",
        boot_count=boot_count,
        boot_ns=round(at_s * NS_PER_S),
        wall_unix_ns=0,
        clock_quality=ClockQuality.UNKNOWN,
        data={"moved_s": at_s, "phase": "running"},
    )


def test_the_table_has_a_line_for_each_session() -> None:
    assert report.table([FIRST, UNDATED]).splitlines() == [
        " No.  When              Affected  View        Minutes  Moments  End",
        "   1  2026-01-01 00:00  left      reflection     20.5        2  pause limit",
        "  12  date not known    right     both            0.0        0  still open",
    ]


def test_an_empty_table_says_so() -> None:
    assert report.table([]) == "No session is recorded yet."


def test_the_date_is_that_of_the_zone() -> None:
    zone = timezone(timedelta(hours=-5))
    assert report.when(FIRST, zone) == "2025-12-31 19:00"
    assert report.when(UNDATED, zone) == "date not known"


def test_the_csv_reads_back() -> None:
    rows = list(csv.DictReader(io.StringIO(report.csv([FIRST, UNDATED]))))
    assert rows[0] == {
        "number": "1",
        "uid": "uid-1",
        "started": "2026-01-01T00:00:00+00:00",
        "clock_quality": "ntp",
        "boot_count": "3",
        "affected_side": "left",
        "trial": "no",
        "delay_ms": "0",
        "view": "reflection",
        "moved_s": "1230.0",
        "moments": "2",
        "reason": "pause_limit",
        "pictures": "",
        "pictures_answered": "",
        "pictures_correct": "",
        "accuracy_percent": "",
        "median_reaction_ms": "",
    }
    assert (rows[1]["started"], rows[1]["reason"]) == ("", "")


def test_pictures_are_told_after_the_end_and_in_their_own_columns() -> None:
    came_to = {
        "cards": 40,
        "answered": 38,
        "correct": 34,
        "accuracy_percent": 89,
        "median_reaction_ms": 1840,
    }
    trained = replace(FIRST, reason="dose", training=came_to)

    line = report.table([trained]).splitlines()[1]
    assert line.endswith(
        "dose; 34 correct of 38 answers to 40 pictures, median 1840 ms"
    )
    (row,) = csv.DictReader(io.StringIO(report.csv([trained])))
    assert [row[name] for name in list(row)[-5:]] == ["40", "38", "34", "89", "1840"]


def test_one_session_is_shown_from_its_start() -> None:
    entries = [
        entry(1, "started", 100),
        entry(2, "moment", 175),
        entry(3, "ended", 4, boot_count=4),
        entry(4, "pain", 4, boot_count=6),
    ]
    assert report.show(FIRST, entries).splitlines() == [
        "Session 1  2026-01-01 00:00  (uid-1)",
        "affected side left, view reflection",
        "20.5 minutes moved, 2 moments, pause limit",
        "  dose_s = 1200",
        "     0:00  started       moved_s=100  phase=running",
        "     1:15  moment        moved_s=175  phase=running",
        "next boot  ended         moved_s=4  phase=running",
        "    later  pain          moved_s=4  phase=running",
    ]


def test_repairs_and_losses_are_told_and_nothing_else() -> None:
    restored = {"problem": "is damaged: no database", "copy": "01.db", "salvaged": 6}
    entries = [
        entry(1, "unit_started", 0),
        replace(entry(2, "restored", 1), data=restored),
        replace(
            entry(3, "restored", 2, boot_count=4),
            data={"problem": "is missing", "copy": None, "salvaged": 0},
            clock_quality=ClockQuality.NTP,
            wall_unix_ns=FIRST.started_unix_ns,
        ),
        replace(entry(4, "lost", 3), data={"events": 2, "heartbeats": 5}),
    ]

    assert report.repairs(entries).splitlines() == [
        (
            "Boot 3, date not known: the journal is damaged: no database; restored "
            "from the copy 01.db, 6 entries saved beyond it."
        ),
        (
            "Boot 4, 2026-01-01 00:00: the journal is missing; restored from nothing, "
            "0 entries saved beyond it."
        ),
        "Boot 3, date not known: 7 entries could not be written and are lost.",
    ]
    assert report.repairs(entries[:1]) == ""


def test_one_moment_is_one() -> None:
    assert "1 moment," in report.show(replace(FIRST, moments=1), [])
