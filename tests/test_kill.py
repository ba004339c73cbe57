"""`mirrorbox run` itself, killed at any moment: what it wrote down stays written."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import threading
from typing import IO, TYPE_CHECKING

import pytest

from mirrorbox.clock import SimulatedClock
from mirrorbox.journal import How, Store
from tests.small import CAMERA_AND_SCREEN

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.journal import Entry

WRITTEN = re.compile(r"written: entry (\d+) of session (\S+)$")
UNIT = f"""{CAMERA_AND_SCREEN}[session]
countdown_s = 1
summary_s = 5
[controls]
sources = ["script:{{folder}}/script.txt"]
[journal]
directory = "{{folder}}/journal"
"""


SCRIPT = """
2 START
3 START
4 LOG
10 START
20 LOG
24 START
60 PAUSE
70 START
120 LOG
122 LOG
123 START
124 LOG
125 START
700 LOG
701 LOG
702 LOG
800 QUIT
"""
"""Pain, look, move, two rescues, a pause, the dose, three skips: some 70 entries."""


class Unit:
    """A unit whose plug is pulled again and again, and what it had promised."""

    def __init__(self, folder: Path, seed: int) -> None:
        (folder / "unit.toml").write_text(UNIT.format(folder=folder), encoding="utf-8")
        (folder / "script.txt").write_text(SCRIPT, encoding="utf-8")
        self._folder = folder
        self._chance = random.Random(seed)
        self.promised: dict[int, str] = {}
        self.interrupted = 0

    def run_and_kill(self) -> None:
        """Run for a random while, from the first moments to deep in a session."""
        command = [
            sys.executable, "-m", "mirrorbox", "--verbose", "run",
            "--config", str(self._folder / "unit.toml"), "--clock", "simulated",
        ]  # fmt: skip
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
            assert run.stderr is not None
            if self._chance.random() < 0.8:
                self._listen(run.stderr, until=self._chance.randint(1, 60))
            timer = threading.Timer(self._chance.uniform(0, 0.3), run.kill)
            timer.start()
            self._listen(run.stderr)  # to its end: the pipe closes with the process
            timer.join()

    def _listen(self, stderr: IO[str], until: int | None = None) -> None:
        heard = 0
        for line in stderr:
            if line.endswith("\n") and (match := WRITTEN.search(line.strip())):
                self.promised[int(match[1])] = match[2]
                heard += 1
            if heard == until:
                return

    def check(self) -> None:
        """Open the journal as the next start does, and hold it to its promises."""
        store = Store.open(self._folder / "journal", SimulatedClock(boot_id="later"))
        try:
            assert store.opening.how is not How.RESTORED, store.opening.sentence
            self.interrupted += len(store.opening.interrupted)
            store.verify()
            sessions = store.sessions()
            assert all(session.reason for session in sessions)
            found = {e.seq: "None" for e in store.entries(None)}
            for session in sessions:
                entries: list[Entry] = store.entries(session.number)
                found |= {entry.seq: session.uid for entry in entries}
        finally:
            store.close()
        missing = {s: uid for s, uid in self.promised.items() if found.get(s) != uid}
        assert not missing


def kill(folder: Path, times: int, seed: int) -> tuple[int, int]:
    """Kill a fresh unit so often, each twice: entries promised, sessions closed."""
    promised = interrupted = 0
    for number in range(times // 2):
        place = folder / str(number)
        place.mkdir()
        unit = Unit(place, seed + number)
        for _ in range(2):
            unit.run_and_kill()
            unit.check()
        promised += len(unit.promised)
        interrupted += unit.interrupted
    return promised, interrupted


def test_two_kills_lose_nothing(tmp_path: Path) -> None:
    promised, _ = kill(tmp_path, 2, seed=1)

    assert promised


@pytest.mark.slow
def test_a_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    promised, interrupted = kill(tmp_path, 100, seed=2)

    print(f"{promised} entries promised, all there; ", end="")  # noqa: T201
    print(f"{interrupted} sessions closed as interrupted")  # noqa: T201
    assert promised > 1000
    assert interrupted > 20
