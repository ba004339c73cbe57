from __future__ import annotations

import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import SimulatedClock
from mirrorbox.errors import FaultKind
from mirrorbox.journal import How, Journal, Reader
from mirrorbox.words import Side, View
from tests.journal.helpers import FLUSH_S, Cramped, big, journal_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mirrorbox.journal import Entry, Receipt
    from mirrorbox.journal.database import Connection, Rows
    from mirrorbox.journal.values import SqlValue


def begin(journal: Journal, uid: str | None = None) -> Receipt:
    return journal.begin_session(
        affected_side=Side.RIGHT, view=View.BOTH, settings={"dose_s": 900}, uid=uid
    )


def recorded(directory: Path, session: int | None = 1) -> list[Entry]:
    with Reader(directory) as reader:
        return reader.entries(session)


def test_a_session_goes_to_the_disk_in_order(tmp_path: Path) -> None:
    clock = SimulatedClock()
    journal = Journal.open(tmp_path, clock)
    begun = begin(journal, uid="my-own-name")
    receipts = [begun]
    for number in range(20):
        clock.advance(10)
        data = {"moved_s": float(number)}
        receipts.append(journal.heartbeat(data, session="my-own-name"))
    end = {"reason": "dose", "moved_s": 19.0}
    receipts.append(journal.record("ended", end, session=begun.session))
    assert journal.flush(FLUSH_S)
    assert [receipt.seq for receipt in receipts] == list(range(1, 23))
    assert journal.fault is None
    assert journal.waiting == 0
    assert journal.close() == 0
    with Reader(tmp_path) as reader:
        assert reader.session(1).uid == "my-own-name"
        assert reader.session(1).reason == "dose"
        assert len(reader.entries(1)) == 22


def test_an_entry_is_dated_when_it_is_recorded_not_when_it_is_written(
    tmp_path: Path,
) -> None:
    clock, cramped = SimulatedClock(), Cramped()
    journal = journal_on(cramped, tmp_path, clock)
    cramped.fill()
    journal.record("note", big())
    happened_ns = clock.boot_ns()
    assert not journal.flush(FLUSH_S)
    clock.advance(500)
    cramped.free()
    assert journal.flush(FLUSH_S)
    journal.close()
    assert [entry.boot_ns for entry in recorded(tmp_path, None)] == [happened_ns]


def test_data_are_taken_as_they_are_now(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path, SimulatedClock())
    data = {"moved_s": 1}
    journal.record("note", data)
    data["moved_s"] = 2
    with pytest.raises(ValueError, match="JSON"):
        journal.record("note", {"moved_s": float("nan")})
    journal.close()
    assert recorded(tmp_path, None)[0].data == {"moved_s": 1}


def test_a_full_disk_is_a_fault_and_everything_waits_in_order(tmp_path: Path) -> None:
    clock, cramped = SimulatedClock(), Cramped()
    journal = journal_on(cramped, tmp_path, clock)
    uid = begin(journal).session
    assert journal.flush(FLUSH_S)
    cramped.fill()
    receipts = [journal.record("note", big(n), session=uid) for n in range(5)]
    assert not journal.flush(FLUSH_S)
    assert journal.fault is not None
    assert journal.fault.kind is FaultKind.JOURNAL_FULL
    assert str(tmp_path) in journal.fault.detail
    assert journal.waiting == sum(receipt.seq is None for receipt in receipts) > 0
    cramped.free()
    assert journal.flush(FLUSH_S)
    assert journal.fault is None
    assert [receipt.seq for receipt in receipts] == [2, 3, 4, 5, 6]
    journal.close()
    notes = recorded(tmp_path)[1:]
    assert [entry.data for entry in notes] == [big(n) for n in range(5)]


def test_it_tries_again_by_itself_when_the_time_has_come(tmp_path: Path) -> None:
    clock, cramped = SimulatedClock(), Cramped()
    journal = journal_on(cramped, tmp_path, clock)
    cramped.fill()
    first = journal.record("note", big())
    assert not journal.flush(FLUSH_S)
    cramped.free()
    clock.advance(120)
    journal.record("note", {})  # any call lets it look at the clock
    with journal._wake:
        assert journal._wake.wait_for(lambda: journal._idle, FLUSH_S)
    assert first.seq == 1
    journal.close()


def test_an_overflow_takes_heartbeats_first_and_is_recorded(tmp_path: Path) -> None:
    clock, cramped = SimulatedClock(), Cramped()
    journal = journal_on(cramped, tmp_path, clock, capacity=10)
    uid = begin(journal).session
    assert journal.flush(FLUSH_S)
    assert uid is not None
    cramped.fill()
    journal.record("note", big(), session=uid)
    beats = [journal.heartbeat(big(n), session=uid) for n in range(9)]
    events = [journal.record("note", big(n), session=uid) for n in range(7)]
    assert not journal.flush(FLUSH_S)
    lost = sum(beat.lost for beat in beats)
    assert lost >= 7 - 1  # one more may have been written before the disk was full
    assert not any(event.lost for event in events)
    cramped.free()
    assert journal.flush(FLUSH_S)
    journal.close()
    told = [entry for entry in recorded(tmp_path, None) if entry.kind == "lost"]
    assert sum(entry.data["heartbeats"] for entry in told) == lost
    assert sum(entry.data["events"] for entry in told) == 0
    with Reader(tmp_path) as reader:
        assert len(reader.entries(1)) == 1 + 1 + (9 - lost) + 7


def test_an_entry_of_an_unknown_session_holds_nothing_up(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path, SimulatedClock())
    stray = journal.record("moment", {}, session="nobody")
    after = journal.record("note", {})
    assert journal.flush(FLUSH_S)
    assert (stray.lost, stray.seq) == (True, None)
    assert after.seq is not None
    journal.close()
    kinds = [entry.kind for entry in recorded(tmp_path, None)]
    assert sorted(kinds) == ["lost", "note"]


def test_closing_says_how_much_could_not_be_written(tmp_path: Path) -> None:
    cramped = Cramped()
    journal = journal_on(cramped, tmp_path, SimulatedClock())
    cramped.fill()
    journal.record("note", big())
    journal.record("note", big())
    assert journal.close() == 2


def test_a_session_left_open_is_reported_at_the_next_opening(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path, SimulatedClock(boot_id="a"))
    assert journal.opening.how is How.FRESH
    begin(journal)
    journal.close()
    journal = Journal.open(tmp_path, SimulatedClock(boot_id="b"))
    assert journal.opening.interrupted == (1,)
    journal.close()


def test_chores_are_done_after_what_waits(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path, SimulatedClock())
    journal.record("note", {})
    journal.verify()
    journal.copy_if_due()
    assert journal.flush(FLUSH_S)
    assert journal.fault is None
    journal.close()
    assert (tmp_path / "backup" / "01.db").exists()


def test_damage_that_the_full_check_finds_becomes_a_fault(tmp_path: Path) -> None:
    cramped = Cramped()
    journal = journal_on(cramped, tmp_path, SimulatedClock())
    journal.record("note", {"text": "what was written"})
    assert journal.flush(FLUSH_S)
    connection = cramped._connections[-1]
    connection.execute("DROP TRIGGER entry_no_update")
    connection.execute("UPDATE entry SET data = '{}'")
    journal.verify()
    assert journal.flush(FLUSH_S)
    assert journal.fault is not None
    assert journal.fault.kind is FaultKind.JOURNAL_FAILED
    journal.close()


class Spoilable(Cramped):
    """Connections that can be told to find the file damaged."""

    def __init__(self) -> None:
        super().__init__()
        self.spoilt = threading.Event()

    def connect(self, path: Path) -> Connection:  # type: ignore[override]  # a wrapper
        inner = super().connect(path)
        spoilt = self.spoilt

        class Spoilt:
            def execute(self, sql: str, given: Sequence[SqlValue] = (), /) -> Rows:
                if spoilt.is_set() and sql.startswith("INSERT INTO entry"):
                    spoilt.clear()
                    with closing(inner):
                        return inner.execute("SELECT * FROM no_such_table")
                return inner.execute(sql, given)

            def close(self) -> None:
                inner.close()

        return Spoilt()


def test_a_file_damaged_in_mid_session_is_opened_anew_and_the_session_goes_on(
    tmp_path: Path,
) -> None:
    disk = Spoilable()
    journal = journal_on(disk, tmp_path, SimulatedClock())
    uid = begin(journal).session
    assert journal.flush(FLUSH_S)
    disk.spoilt.set()
    moment = journal.record("moment", {"number": 1}, session=uid)
    journal.record("ended", {"reason": "dose", "moved_s": 5.0}, session=uid)
    assert journal.flush(FLUSH_S)
    assert moment.seq is not None
    assert journal.opening.interrupted == ()
    journal.close()
    with Reader(tmp_path) as reader:
        assert (reader.session(1).reason, reader.session(1).moments) == ("dose", 1)
