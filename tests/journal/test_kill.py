"""A process killed at any moment loses nothing that it was told is written."""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

import pytest

from mirrorbox.clock import SimulatedClock
from mirrorbox.journal import How, Store

REPOSITORY = Path(__file__).resolve().parents[2]


class Killer:
    """Runs the child again and again on one journal and remembers its promises."""

    def __init__(self, directory: Path, seed: int) -> None:
        self._journal = directory / "journal"
        self._root = directory / "root"
        self._chance = random.Random(seed)
        self.promised: dict[int, tuple[str, str]] = {}
        self.boots = 0
        self.interrupted = 0

    def run_once(self) -> None:
        """Start the child, kill it, and hold the journal against the promises."""
        self.boots += 1
        boot_id = self._root / "proc/sys/kernel/random/boot_id"
        boot_id.parent.mkdir(parents=True, exist_ok=True)
        boot_id.write_text(f"boot-{self.boots}\n")
        module = "tests.journal.kill_child"
        command = [sys.executable, "-m", module, str(self._journal), str(self._root)]
        with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            self._listen(child.stdout, lines=self._chance.randint(0, 30))
            with suppress(subprocess.TimeoutExpired):
                child.wait(self._chance.uniform(0, 0.005))
            child.kill()
            self._listen(child.stdout, lines=None)
        self._check()

    def _listen(self, stdout: IO[bytes], lines: int | None) -> None:
        while lines is None or lines > 0:
            line = stdout.readline().decode("ascii")
            if not line.endswith("\n"):
                return
            seq, uid, boot_id = line.split()
            self.promised[int(seq)] = (uid, boot_id)
            lines = None if lines is None else lines - 1

    def _check(self) -> None:
        store = Store.open(self._journal, SimulatedClock(boot_id="examiner"))
        try:
            assert store.opening.how is not How.RESTORED, store.opening.sentence
            self.interrupted += len(store.opening.interrupted)
            store.verify()
            sessions = store.sessions()
            assert all(session.reason for session in sessions)
            found = {
                entry.seq: (session.uid, entry.boot_id)
                for session in sessions
                for entry in store.entries(session.number)
            }
        finally:
            store.close()
        missing = {
            seq: promise
            for seq, promise in self.promised.items()
            if found.get(seq) != promise
        }
        assert not missing


def test_five_kills_lose_nothing(tmp_path: Path) -> None:
    killer = Killer(tmp_path, seed=5)
    for _ in range(5):
        killer.run_once()
    assert killer.promised


@pytest.mark.slow
def test_a_hundred_kills_lose_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    killer = Killer(tmp_path, seed=100)
    for _ in range(120):
        killer.run_once()
    with capsys.disabled():
        figures = f"{killer.boots} kills, {len(killer.promised)} promises kept"
        print(f"\n{figures}, {killer.interrupted} sessions cut")  # noqa: T201 -- figure
    assert killer.interrupted > 50
