"""Switching off: what was recorded is safe, the patient is told, the system is asked.

We may not switch anything off ourselves. The system watches for a file of ours and
does it; where nobody watches, the page stands for a while and the mirror ends.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S
from mirrorbox.screen import off_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mirrorbox.album import Album
    from mirrorbox.clock import Clock
    from mirrorbox.screen import Screen

log = logging.getLogger(__name__)

STANDS_NS = 3 * NS_PER_S
"""How long the page stands where no system ends us: with the five seconds that a
journal may take to close, still less than the watchdog's ten."""

_LOOK_NS = NS_PER_S // 10


class Farewell:
    """The last thing a unit does before it is off."""

    def __init__(
        self,
        request: Path | None,
        *,
        clock: Clock,
        screen: Screen,
        album: Album | None = None,
    ) -> None:
        """Say it on `screen`.

        Args:
            request: the file that asks the system to switch off; None: nobody to ask.
            clock: how long the page stands.
            screen: where it stands.
            album: keeps a picture of it.
        """
        self._request = request
        self._clock = clock
        self._screen = screen
        self._album = album

    def say(self, *, kept: bool, told: Callable[[], bool]) -> None:
        """Show that the plug may be pulled, ask, and wait a little to be ended.

        Args:
            kept: whether all that was to be recorded is on the disk.
            told: whether the system has told us to stop; asked again and again.
        """
        page = off_page(kept=kept)
        self._screen.show(page, None, 1.0)
        if self._album is not None:
            self._album.keep(page, self._screen, None)
        self._ask()
        until_ns = self._clock.monotonic_ns() + STANDS_NS
        while not told() and (now_ns := self._clock.monotonic_ns()) < until_ns:
            self._clock.sleep_until(now_ns + _LOOK_NS)

    def _ask(self) -> None:
        if self._request is None:
            return
        try:
            self._request.touch()
        except OSError as error:
            log.warning("nobody can be asked to switch off: %s", error)
