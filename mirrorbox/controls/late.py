"""Pins that are not there yet: a boot is a race, and udev may hand them over late."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S
from mirrorbox.errors import ControlsFault, ControlsLate

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirrorbox.clock import Clock
    from mirrorbox.controls.base import Edge, Source
    from mirrorbox.errors import Fault
    from mirrorbox.words import Button

log = logging.getLogger(__name__)

AGAIN_NS = NS_PER_S // 2
"""How often they are tried again: opening costs a turn of the loop."""

LIMIT_NS = 10 * NS_PER_S
"""So long they may take; then the patient is told that there are no buttons."""


class LateSource:
    """A source that is opened as soon as it can be, and silent until then."""

    bounces = True

    def __init__(self, opener: Callable[[], Source], *, clock: Clock) -> None:
        """Try at once.

        Args:
            opener: opens it; raises ControlsLate where another try may help.
            clock: tells when to try again, and when to give up.
        """
        self._opener = opener
        self._clock = clock
        self._source: Source | None = None
        self._lit: frozenset[Button] = frozenset()
        self._over = False
        self._until_ns = clock.boot_ns() + LIMIT_NS
        self._again_ns = 0
        self._tried = 0
        self.fault: Fault | None = None
        """Why there are no buttons, once nothing more is tried."""
        self._try()

    def edges(self) -> list[Edge]:
        if self._source is None and not self._over:
            self._try()
        return [] if self._source is None else self._source.edges()

    def is_down(self, button: Button) -> bool:
        return self._source is not None and self._source.is_down(button)

    def light(self, lit: frozenset[Button]) -> None:
        self._lit = lit
        if self._source is not None:
            self._source.light(lit)

    def close(self) -> None:
        self._over = True
        if self._source is not None:
            self._source.close()

    def _try(self) -> None:
        now_ns = self._clock.boot_ns()
        if now_ns < self._again_ns:
            return
        self._again_ns = now_ns + AGAIN_NS
        self._tried += 1
        try:
            source = self._opener()
        except ControlsLate as error:
            if self._tried == 1:
                log.info("controls: not yet: %s", error)
            if now_ns >= self._until_ns:
                self._give_up(error)
        except ControlsFault as error:
            self._give_up(error)
        else:
            if self._tried > 1:
                log.info("controls: there after %d tries", self._tried)
            source.light(self._lit)
            self._source = source

    def _give_up(self, error: ControlsFault) -> None:
        log.error("controls: %s", error)
        self.fault = error.fault
        self._over = True
