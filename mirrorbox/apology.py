"""The page of a fault that ends the mirror: it stands for a while, then we leave.

systemd starts us afresh, and after five starts in five minutes the whole unit. So a
fault that the next start would meet again must stand for longer than that takes: the
patient reads one quiet page instead of seeing the unit start again and again.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S
from mirrorbox.errors import FaultKind
from mirrorbox.screen import fault_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirrorbox.album import Album
    from mirrorbox.clock import Clock
    from mirrorbox.errors import Fault
    from mirrorbox.health.notify import Vigil
    from mirrorbox.health.trial import Trial
    from mirrorbox.screen import Page, Screen

log = logging.getLogger(__name__)

STANDS_NS = 5 * NS_PER_S
"""How long the page stands at least."""

AFRESH_NS = 75 * NS_PER_S
"""At most so often does a fault of our own start us afresh: four times within the five
minutes that the service's start limit looks back."""

LASTING = frozenset({FaultKind.CONFIG_WRONG, FaultKind.START_FAILED})
"""Faults that no start puts right; somebody must come."""


class Apology:
    """Tells the patient, and systemd that it is being told."""

    def __init__(
        self,
        *,
        vigil: Vigil,
        clock: Clock,
        screen: Screen | None,
        trial: Trial,
        lasts_ns: int,
        album: Album | None = None,
    ) -> None:
        """Count from now, when the unit starts.

        Args:
            vigil: tells systemd.
            clock: how long the page stands.
            screen: where it stands; None where there is none: systemd hears it still.
            trial: a version that may go back leaves at once; that helps sooner.
            lasts_ns: how long the page of a lasting fault stands.
            album: keeps a picture of it.
        """
        self._vigil = vigil
        self._clock = clock
        self._screen = screen
        self._trial = trial
        self._lasts_ns = lasts_ns
        self._album = album
        self._started_ns = clock.monotonic_ns()

    def stand(self, fault: Fault, *, told: Callable[[], bool]) -> None:
        """Show the page until it has stood long enough.

        Args:
            fault: what is wrong.
            told: whether the system has told us to stop; asked every second.
        """
        page = fault_page(fault)
        until_ns = self._until_ns(fault)
        while not told() and (now_ns := self._clock.monotonic_ns()) < until_ns:
            self._show(page)
            self._vigil.standing(fault)
            self._clock.sleep_until(now_ns + NS_PER_S)

    def _until_ns(self, fault: Fault) -> int:
        now_ns = self._clock.monotonic_ns()
        if not self._vigil.listens or self._trial.may_go_back:
            return now_ns + STANDS_NS
        if fault.kind in LASTING:
            return now_ns + self._lasts_ns
        return max(now_ns + STANDS_NS, self._started_ns + AFRESH_NS)

    def _show(self, page: Page) -> None:
        if self._screen is None:
            return
        try:
            self._screen.events()
            self._screen.show(page, None, 1.0)
            if self._album is not None:
                self._album.keep(page, self._screen, None)
        except Exception:  # what failed may be the very thing we tell it with
            log.exception("nor could it be told")
            self._screen = None
