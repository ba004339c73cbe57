"""A service waits for its screen: a cable put in late is no reason to fail again."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S
from mirrorbox.errors import ScreenFault
from mirrorbox.health.notify import EXTENSION_US

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirrorbox.clock import Clock
    from mirrorbox.health.notify import Notifier
    from mirrorbox.screen import Screen

log = logging.getLogger(__name__)

AGAIN_NS = NS_PER_S


def await_screen(
    opener: Callable[[], Screen],
    *,
    notifier: Notifier,
    clock: Clock,
    limit_ns: int,
    missing: Callable[[], None],
) -> Screen:
    """Open the screen; where systemd listens, try again every second.

    Each try is told to systemd as the reason for a longer start. A start limit would
    otherwise reboot a unit whose only trouble is a cable, again and again.

    Args:
        opener: opens it.
        notifier: the line to systemd; where nobody listens, the first try decides.
        clock: tells when to try again.
        limit_ns: how long to go on; then the process starts afresh.
        missing: called once when the first try fails.

    Raises:
        ScreenFault: there is no screen, by now.
    """
    until_ns = clock.monotonic_ns() + limit_ns
    waits = False
    while True:
        try:
            return opener()
        except ScreenFault as error:
            if not notifier.listens or clock.monotonic_ns() >= until_ns:
                raise
            if not waits:
                waits = True
                log.warning("screen: %s", error)
                missing()
            more = f"EXTEND_TIMEOUT_USEC={EXTENSION_US}"
            notifier.say(more, "STATUS=No screen: check the screen's cable")
            clock.sleep_until(clock.monotonic_ns() + AGAIN_NS)
