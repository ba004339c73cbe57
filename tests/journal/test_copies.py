from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import SimulatedClock
from mirrorbox.journal import Store
from mirrorbox.journal.checks import check_copy
from mirrorbox.journal.copies import KEPT, newest_seq
from mirrorbox.journal.schema import MIGRATIONS
from mirrorbox.journal.trouble import JournalDamaged
from tests.journal.helpers import whole_session

if TYPE_CHECKING:
    from pathlib import Path

DAY_S = 24 * 3600


def test_a_copy_is_due_when_there_is_something_new_and_a_day_has_passed(
    tmp_path: Path,
) -> None:
    clock = SimulatedClock()
    store = Store.open(tmp_path, clock)
    assert store.copy_if_due() is None, "nothing is recorded"
    whole_session(store, clock)
    assert store.copy_if_due() == tmp_path / "backup" / "01.db"
    clock.advance(DAY_S)
    assert store.copy_if_due() is None, "nothing is new"
    whole_session(store, clock)
    assert store.copy_if_due() == tmp_path / "backup" / "02.db"
    whole_session(store, clock)
    assert store.copy_if_due() is None, "the last copy is of today"
    store.close()


def test_a_new_boot_makes_a_copy_due(tmp_path: Path) -> None:
    for number in (1, 2):
        clock = SimulatedClock(boot_id=f"boot-{number}")
        store = Store.open(tmp_path, clock)
        whole_session(store, clock)
        assert store.copy_if_due() == tmp_path / "backup" / f"{number:02}.db"
        store.close()


def test_seven_copies_are_kept_and_the_oldest_goes_first(tmp_path: Path) -> None:
    clock = SimulatedClock()
    store = Store.open(tmp_path, clock)
    names = []
    for _ in range(KEPT + 2):
        whole_session(store, clock)
        clock.advance(DAY_S)
        copy = store.copy_if_due()
        assert copy is not None
        names.append(copy.name)
    store.close()
    assert names == [f"{n:02}.db" for n in (1, 2, 3, 4, 5, 6, 7, 1, 2)]
    copies = sorted((tmp_path / "backup").iterdir())
    assert len(copies) == KEPT
    assert newest_seq(copies[1]) > newest_seq(copies[0]) > newest_seq(copies[6])
    for copy in copies:
        check_copy(copy, MIGRATIONS)


def test_a_journal_under_suspicion_overwrites_no_good_copy(tmp_path: Path) -> None:
    clock = SimulatedClock()
    store = Store.open(tmp_path, clock)
    whole_session(store, clock)
    store.suspect()
    assert store.copy_if_due() is None
    store.close()
    store = Store.open(tmp_path, clock)  # the full check finds nothing wrong
    assert store.copy_if_due() is not None
    store.close()


def test_a_copy_of_a_damaged_journal_replaces_nothing(tmp_path: Path) -> None:
    clock = SimulatedClock()
    store = Store.open(tmp_path, clock)
    whole_session(store, clock)
    good = store.copy_if_due()
    assert good is not None
    before = good.read_bytes()
    clock.advance(DAY_S)
    whole_session(store, clock)
    store._db.execute("DROP TRIGGER entry_no_update")
    store._db.execute("UPDATE entry SET kind = 'changed' WHERE seq = 2")
    with pytest.raises(JournalDamaged):
        store.copy_if_due()
    store.close()
    assert good.read_bytes() == before
    assert list((tmp_path / "backup").iterdir()) == [good]
    store = Store.open(tmp_path, clock)
    assert "restored from the copy 01.db" in store.opening.sentence
    store.close()
