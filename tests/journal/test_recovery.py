from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mirrorbox.clock import SimulatedClock
from mirrorbox.errors import JournalTooNew
from mirrorbox.journal import How, Store
from mirrorbox.journal.trouble import JournalDamaged
from tests.journal.helpers import everything, record_sessions, whole_session

if TYPE_CHECKING:
    from mirrorbox.journal import Entry

PAGE_B = 4096

Original = tuple[Path, "dict[int, Entry]"]


def spoil(path: Path, offset: int, data: bytes) -> None:
    content = bytearray(path.read_bytes())
    content[offset : offset + len(data)] = data
    path.write_bytes(content)


def recorded(directory: Path, before: int = 2, after: int = 2) -> dict[int, Entry]:
    """Sessions, a daily copy, more sessions; returns what the journal then holds."""
    clock = SimulatedClock(boot_id="boot-1")
    store = Store.open(directory, clock)
    for _ in range(before):
        whole_session(store, clock)
    assert store.copy_if_due()
    for _ in range(after):
        whole_session(store, clock)
    entries = everything(store)
    store.close()
    return entries


def reopened(directory: Path) -> tuple[Store, dict[int, Entry]]:
    """Open as a unit does: damage that only the full check finds waits for a start."""
    store = Store.open(directory, SimulatedClock(boot_id="later"))
    try:
        store.verify()
    except JournalDamaged:
        store.close()
        store = Store.open(directory, SimulatedClock(boot_id="later"))
        assert store.opening.how is How.RESTORED
        store.verify()
    return store, everything(store)


def test_a_file_that_is_no_database_is_replaced_by_the_copy(tmp_path: Path) -> None:
    written = recorded(tmp_path)
    (tmp_path / "journal.db").write_bytes(b"not a database at all" * 1000)
    store, found = reopened(tmp_path)
    assert store.opening.how is How.RESTORED
    assert "01.db" in store.opening.sentence
    assert len(store.sessions()) == 2
    assert found.items() >= {s: e for s, e in written.items() if s <= 12}.items()
    aside = tmp_path / "journal.damaged-01.db"
    assert aside.read_bytes().startswith(b"not a database at all")
    restored = [entry for entry in store.entries(None) if entry.kind == "restored"]
    assert restored[0].data["copy"] == "01.db"
    store.close()


def test_what_can_be_read_beyond_the_copy_is_saved(tmp_path: Path) -> None:
    written = recorded(tmp_path, before=2, after=14)
    path = tmp_path / "journal.db"
    middle = path.stat().st_size // PAGE_B // 2
    spoil(path, middle * PAGE_B, bytes(PAGE_B))
    store, found = reopened(tmp_path)
    assert store.opening.how is How.RESTORED
    saved = {seq: found[seq] for seq in written if seq in found}
    assert all(saved[seq] == written[seq] for seq in saved)
    assert len(saved) > 0.7 * len(written)
    assert store.opening.salvaged > 0.6 * len(written)
    store.close()


@pytest.mark.parametrize("copies", [True, False])
@pytest.mark.parametrize("junk", [bytes(PAGE_B), b"\xa5" * PAGE_B])
def test_a_ruined_first_page_costs_no_entry(
    tmp_path: Path, junk: bytes, *, copies: bool
) -> None:
    written = recorded(tmp_path, before=2, after=10)
    if not copies:
        (tmp_path / "backup" / "01.db").unlink()
    spoil(tmp_path / "journal.db", 0, junk)
    store, found = reopened(tmp_path)
    assert store.opening.how is How.RESTORED
    assert found.items() >= written.items()
    assert len(store.sessions()) == 12
    store.close()


def test_without_a_copy_a_new_journal_takes_what_can_be_read(tmp_path: Path) -> None:
    record_sessions(tmp_path, 24)
    path = tmp_path / "journal.db"
    spoil(path, path.stat().st_size - 2 * PAGE_B, b"\xff" * PAGE_B)
    store, _ = reopened(tmp_path)
    assert store.opening.how is How.RESTORED
    assert "no copy was good" in store.opening.sentence
    assert len(store.sessions()) > 8
    store.close()


def test_numbers_are_never_given_twice(tmp_path: Path) -> None:
    written = recorded(tmp_path)
    clock = SimulatedClock(boot_id="later")
    newest = max(written)
    for _ in range(3):
        (tmp_path / "journal.db").write_bytes(b"gone")
        store = Store.open(tmp_path, clock)
        seq = store.append("button_stuck", {})
        assert seq > newest
        newest = seq
        store.copy_if_due()
        store.close()
    assert len(list(tmp_path.glob("journal.damaged-*.db"))) == 3


def test_a_damaged_copy_is_passed_over(tmp_path: Path) -> None:
    clock = SimulatedClock(boot_id="boot-1")
    store = Store.open(tmp_path, clock)
    for _ in range(2):
        whole_session(store, clock)
        clock.advance(24 * 3600)
        assert store.copy_if_due()
    store.close()
    (tmp_path / "journal.db").unlink()
    spoil(tmp_path / "backup" / "02.db", PAGE_B, bytes(PAGE_B))
    store, _ = reopened(tmp_path)
    assert "is missing; it was restored from the copy 01.db" in store.opening.sentence
    assert len(store.sessions()) == 1
    store.close()


@pytest.mark.parametrize("content", [b"", None])
def test_an_empty_or_missing_file_beside_copies_is_restored(
    tmp_path: Path, content: bytes | None
) -> None:
    recorded(tmp_path)
    path = tmp_path / "journal.db"
    path.unlink() if content is None else path.write_bytes(content)
    store, _ = reopened(tmp_path)
    assert store.opening.how is How.RESTORED
    assert len(store.sessions()) == 2
    store.close()


def test_missing_tables_are_damage(tmp_path: Path) -> None:
    recorded(tmp_path)
    path = tmp_path / "journal.db"
    spoil(path, path.read_bytes().index(b"entry_no_delete"), b"entry_no_DELETE")
    store, found = reopened(tmp_path)
    assert store.opening.how is How.RESTORED
    assert len(store.sessions()) == 4
    assert found
    store.close()


def test_a_changed_entry_breaks_its_seal_and_comes_back_from_the_copy(
    tmp_path: Path,
) -> None:
    written = recorded(tmp_path, after=0)
    path = tmp_path / "journal.db"
    at = path.read_bytes().index(b'"reason":"dose"')
    spoil(path, at, b'"reason":"DOSE"')
    store, found = reopened(tmp_path)
    assert store.opening.how is How.RESTORED
    assert "does not match its seal" in store.opening.sentence
    assert found.items() >= {s: e for s, e in written.items() if s <= 12}.items()
    store.close()


def test_an_entry_without_its_session_is_kept_as_an_orphan(tmp_path: Path) -> None:
    written = recorded(tmp_path, before=1, after=1)
    path = tmp_path / "journal.db"
    content = path.read_bytes()
    uid = next(e for e in written.values() if e.seq == 8).data["uid"].encode()
    # The uid stands in the session's row, its index and the entry `started`.
    session_page = next(
        page
        for page in range(len(content) // PAGE_B)
        if content[page * PAGE_B] == 0x0D
        and uid + b"\x08" in content[page * PAGE_B : (page + 1) * PAGE_B]
        and b"reflection" in content[page * PAGE_B : (page + 1) * PAGE_B]
    )
    spoil(path, content.index(b"reflection", session_page * PAGE_B), b"REFLECTION")
    store, found = reopened(tmp_path)
    orphans = [entry for entry in found.values() if entry.kind == "orphan"]
    assert store.opening.how is How.RESTORED
    assert len(orphans) == 6
    assert orphans[-1].data["row"][2] == "ended"
    store.close()


@pytest.fixture(name="original", scope="module")
def _original(tmp_path_factory: pytest.TempPathFactory) -> Original:
    directory = tmp_path_factory.mktemp("original")
    return directory, recorded(directory)


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_random_damage_is_restored_or_reported(
    original: Original, data: st.DataObject
) -> None:
    directory, written = original
    with tempfile.TemporaryDirectory() as scratch:
        damaged = Path(scratch) / "journal"
        shutil.copytree(directory, damaged)
        path = damaged / "journal.db"
        size = path.stat().st_size
        for _ in range(data.draw(st.integers(1, 3))):
            at = data.draw(st.integers(0, size - 1))
            spoil(path, at, data.draw(st.binary(min_size=1, max_size=64)))
        if data.draw(st.booleans()):
            with path.open("r+b") as file:
                file.truncate(data.draw(st.integers(0, size)))
        try:
            store, found = reopened(damaged)
        except JournalTooNew:
            return
        store.close()
        kept = {seq: e for seq, e in found.items() if e.kind != "orphan"}
        assert all(kept[seq] == written[seq] for seq in written if seq in kept)
        assert {seq for seq in written if seq <= 12} <= kept.keys()
