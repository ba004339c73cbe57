"""Looks after the unit while it runs: in a slow thread of its own, never in the loop.

readings ─► what has turned bad or good ─► journal
        └─► what matters to the patient ─► notices
first frame ─► the new version is proven
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Protocol

from mirrorbox.errors import Fault
from mirrorbox.health.board import Reading, State

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mirrorbox.clock import Clock
    from mirrorbox.health.trial import Trial
    from mirrorbox.scribe import Book

log = logging.getLogger(__name__)

PERIOD_S = 60.0
QUIET_LOOKS = 10
"""A reading that has turned is recorded again after so many looks at the earliest: a
supply on the edge turns every minute, for years."""

PATIENCE_S = 10.0
"""After so long without a frame it is asked whether there is a camera at all."""


class Caretaker:
    """What is looked at, and what becomes of it."""

    def __init__(
        self,
        survey: Callable[[], Sequence[Reading]],
        *,
        clock: Clock,
        book: Book,
        trial: Trial,
        blind: Callable[[], bool],
    ) -> None:
        """Look at nothing yet.

        Args:
            survey: reads everything once.
            clock: judged anew with each look, so that a session after the date was
                set has one.
            book: the journal.
            trial: of the version that runs.
            blind: whether there is no picture because there is no camera.
        """
        self._survey = survey
        self._clock = clock
        self._book = book
        self._trial = trial
        self._blind = blind
        self._states: dict[str, State] = {}  # as recorded
        self._recorded: dict[str, int] = {}  # in which look
        self._looks = 0
        self.faults: tuple[Fault, ...] = ()
        """What the patient should know; another tuple each time."""

    def look(self) -> None:
        """Read everything; record what has turned, the first time all of it."""
        self._clock.judge()
        readings = [r for r in self._survey() if r.state is not State.ABSENT]
        told = dict.fromkeys(r.tells for r in readings if r.tells)
        self.faults = tuple(
            Fault(kind, f"{kind}: see mirrorbox doctor") for kind in told
        )
        self._looks += 1
        turned = [r for r in readings if self._has_turned(r)]
        for reading in turned:
            self._states[reading.name] = reading.state
            self._recorded[reading.name] = self._looks
            if reading.state is State.BAD:
                log.warning("%s: %s", reading.name, reading.sentence)
        if turned:
            data = {r.name: {"state": r.state, "said": r.sentence} for r in turned}
            self._book.record("health", data)

    def _has_turned(self, reading: Reading) -> bool:
        """Whether it differs from what is recorded, and not for a moment only."""
        if self._states.get(reading.name) is reading.state:
            return False
        last = self._recorded.get(reading.name)
        return last is None or self._looks - last >= QUIET_LOOKS

    def seen(self) -> None:
        """The first mirrored frame was shown."""
        self._trial.prove()
        self.look()

    def unseen(self) -> None:
        """There has been no frame for a while."""
        if self._blind():
            self._trial.excuse()


class Care(Protocol):
    """When the caretaker looks."""

    def start(self) -> None:
        """The loop begins."""

    def seen(self) -> None:
        """The first mirrored frame was shown; never waits."""

    def stop(self) -> None:
        """The loop is over."""


class ThreadedCare:
    """After the first frame, then every minute, in a thread of its own."""

    def __init__(
        self,
        caretaker: Caretaker,
        *,
        period_s: float = PERIOD_S,
        patience_s: float = PATIENCE_S,
    ) -> None:
        """Start nothing yet."""
        self._caretaker = caretaker
        self._period_s = period_s
        self._patience_s = patience_s
        self._wake = threading.Condition()
        self._is_seen = False
        self._over = False
        self._thread = threading.Thread(target=self._run, name="care", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def seen(self) -> None:
        with self._wake:
            self._is_seen = True
            self._wake.notify()

    def stop(self) -> None:
        """It is left behind where a disk holds it up; it holds nothing of ours."""
        with self._wake:
            self._over = True
            self._wake.notify()
        if self._thread.ident is not None:
            self._thread.join(1.0)

    def _run(self) -> None:
        with self._wake:
            self._wake.wait_for(lambda: self._is_seen or self._over, self._patience_s)
        if not self._is_seen:
            self._do(self._caretaker.unseen)
        with self._wake:
            self._wake.wait_for(lambda: self._is_seen or self._over)
        act = self._caretaker.seen
        while not self._over:
            self._do(act)
            act = self._caretaker.look
            with self._wake:
                self._wake.wait_for(lambda: self._over, self._period_s)

    def _do(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Exception:  # nobody is ill because the caretaker is
            log.exception("the unit could not be looked after")


class SteppedCare:
    """Once, with the first frame: where time is simulated there is no other thread."""

    def __init__(self, caretaker: Caretaker) -> None:
        """Look at nothing yet."""
        self._caretaker = caretaker

    def start(self) -> None:
        """Nothing is to be done."""

    def seen(self) -> None:
        self._caretaker.seen()

    def stop(self) -> None:
        """Nothing is held."""
