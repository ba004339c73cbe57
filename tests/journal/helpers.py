"""What several journal tests need: a session, a full disk, a read-only one."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import SimulatedClock
from mirrorbox.journal import Journal, Store
from mirrorbox.journal.database import connect
from mirrorbox.words import Side, View

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from mirrorbox.clock import Clock
    from mirrorbox.journal import Entry

FLUSH_S = 20.0
"""Far beyond what a test needs; only a hang takes so long."""


def begin(store: Store, side: Side = Side.LEFT) -> int:
    return store.begin_session(
        affected_side=side, view=View.REFLECTION, settings={"dose_s": 1200}
    )


def whole_session(store: Store, clock: SimulatedClock, beats: int = 3) -> int:
    """START, some heartbeats, a moment, the end; returns the session's number."""
    number = begin(store)
    for _ in range(beats):
        clock.advance(10)
        store.append("heartbeat", {"moved_s": clock.boot_ns() / 1e9}, number)
    store.append("moment", {"number": 1}, number)
    store.append("ended", {"reason": "dose", "moved_s": 10.0 * beats}, number)
    return number


def record_sessions(directory: Path, count: int, boot_id: str = "boot-1") -> None:
    clock = SimulatedClock(boot_id=boot_id)
    store = Store.open(directory, clock)
    for _ in range(count):
        whole_session(store, clock)
    store.close()


def everything(store: Store) -> dict[int, Entry]:
    """Every entry by its sequence number."""
    numbers = (*(session.number for session in store.sessions()), None)
    return {entry.seq: entry for number in numbers for entry in store.entries(number)}


class Cramped:
    """Hands out connections to a journal whose disk can be filled and freed."""

    def __init__(self) -> None:
        self._connections: list[sqlite3.Connection] = []

    def connect(self, path: Path) -> sqlite3.Connection:
        connection = connect(path)
        self._connections.append(connection)
        return connection

    def fill(self) -> None:
        """Let the file grow no further: SQLite says that the disk is full."""
        connection = self._connections[-1]
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}").fetchall()

    def free(self) -> None:
        self._connections[-1].execute("PRAGMA max_page_count=1000000").fetchall()


def big(number: int = 0) -> dict[str, str]:
    """Data that need pages of their own, so that a full file cannot take them."""
    return {"detail": f"{number}" + "x" * 9000}


def journal_on(
    cramped: Cramped, directory: Path, clock: Clock, capacity: int = 50
) -> Journal:
    """The writer on a disk that can be filled."""

    def opener(running: Collection[str]) -> Store:
        return Store.open(directory, clock, connect=cramped.connect, running=running)

    return Journal(opener, clock=clock, capacity=capacity)


@contextmanager
def small_disk(at: Path, size_kb: int = 256) -> Iterator[Path]:
    """A real file system of its own; needs the right to mount."""
    at.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size_kb}k", "tmpfs", str(at)]
    done = subprocess.run(mount, capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"no right to mount: {done.stderr.decode().strip()}")
    try:
        yield at
    finally:
        subprocess.run(["umount", str(at)], check=True)


def remount(at: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(at)], check=True)
