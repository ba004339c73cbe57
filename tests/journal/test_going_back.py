from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import SimulatedClock
from mirrorbox.errors import JournalFault, JournalTooNew
from mirrorbox.journal import How, Kind, Store, go_back
from mirrorbox.journal.copies import newest_seq
from mirrorbox.journal.schema import MIGRATIONS
from tests.journal.helpers import begin, everything, record_sessions
from tests.journal.test_migrations import NEWER, version

if TYPE_CHECKING:
    from pathlib import Path


def upgraded(folder: Path, sessions: int = 2) -> list[object]:
    """A journal of ours, migrated by a newer version that then records some more."""
    record_sessions(folder, sessions)
    store = Store.open(folder, SimulatedClock())
    before = [entry.seq for number in (None, 1, 2) for entry in store.entries(number)]
    store.close()
    store = Store.open(folder, SimulatedClock(), migrations=NEWER)
    begin(store)
    store.append("moment", {"number": 1}, 3)
    store.close()
    return list(before)


def test_the_copy_comes_back_and_the_newer_file_is_kept(tmp_path: Path) -> None:
    before = upgraded(tmp_path)
    newer = (tmp_path / "journal.db").read_bytes()

    told = go_back(tmp_path, SimulatedClock(boot_id="later"))

    assert "before-v2.db" in told
    assert "journal.newer-01.db" in told
    assert (tmp_path / "journal.newer-01.db").read_bytes() == newer
    assert version(tmp_path / "journal.db") == len(MIGRATIONS)
    store = Store.open(tmp_path, SimulatedClock(boot_id="later"))
    assert store.opening.how is How.OPENED
    store.verify()
    seqs = [entry.seq for number in (None, 1, 2) for entry in store.entries(number)]
    (entry,) = [e for e in store.entries(None) if e.kind == Kind.WENT_BACK]
    assert set(before) <= set(seqs)
    assert entry.data["newer"] == "journal.newer-01.db"
    store.close()


def test_no_number_ever_means_two_things(tmp_path: Path) -> None:
    upgraded(tmp_path)
    newest = newest_seq(tmp_path / "journal.db")

    go_back(tmp_path, SimulatedClock())

    store = Store.open(tmp_path, SimulatedClock())
    assert store.append("alive", {}) > newest
    store.close()


def test_a_journal_that_we_can_read_stays_as_it_is(tmp_path: Path) -> None:
    record_sessions(tmp_path, 1)
    before = (tmp_path / "journal.db").read_bytes()

    assert "no way back" in go_back(tmp_path, SimulatedClock())
    assert (tmp_path / "journal.db").read_bytes() == before


def test_without_a_copy_nothing_is_changed(tmp_path: Path) -> None:
    upgraded(tmp_path)
    for copy in (tmp_path / "backup").glob("*"):
        copy.unlink()
    before = (tmp_path / "journal.db").read_bytes()

    with pytest.raises(JournalFault, match="no copy"):
        go_back(tmp_path, SimulatedClock())

    assert (tmp_path / "journal.db").read_bytes() == before
    with pytest.raises(JournalTooNew):
        Store.open(tmp_path, SimulatedClock())


@pytest.mark.parametrize("at", ["create_private", "note_boot", "take_over"])
def test_a_cut_on_the_way_leaves_the_newer_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    upgraded(tmp_path)
    before = (tmp_path / "journal.db").read_bytes()

    def cut(*_: object, **__: object) -> None:
        raise OSError(5, "the power went")

    monkeypatch.setattr(f"mirrorbox.journal.going_back.{at}", cut)
    with pytest.raises(JournalFault):
        go_back(tmp_path, SimulatedClock())
    monkeypatch.undo()
    assert (tmp_path / "journal.db").read_bytes() == before

    go_back(tmp_path, SimulatedClock())
    store = Store.open(tmp_path, SimulatedClock())
    assert everything(store)
    store.close()


def test_the_newer_version_may_come_again(tmp_path: Path) -> None:
    upgraded(tmp_path)
    go_back(tmp_path, SimulatedClock())
    Store.open(tmp_path, SimulatedClock(), migrations=NEWER).close()
    go_back(tmp_path, SimulatedClock())

    assert len(list(tmp_path.glob("journal.newer-*.db"))) == 2
    Store.open(tmp_path, SimulatedClock()).close()
