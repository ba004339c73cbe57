"""What systemd is told of us: started, alive, what we do, going.

The protocol is `sd_notify(3)`: lines of NAME=VALUE in one datagram to the socket in
NOTIFY_SOCKET. Without that socket nobody listens, and nothing is sent.
"""

from __future__ import annotations

import logging
import os
import socket
from typing import TYPE_CHECKING, Self

from mirrorbox.clock import NS_PER_S

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mirrorbox.clock import Clock
    from mirrorbox.errors import Fault

log = logging.getLogger(__name__)

FEED_NS = NS_PER_S
"""Nobody is told more often than once a second that we live."""

LONGEST_TRY_NS = 40 * NS_PER_S
"""A camera that is tried again gives a result in this time: at most 10 s to stall and
8 s to wait (`keeper`), and as much again for a driver that is slow to open and close.
One that does not hangs."""

EXTENSION_US = 20_000_000
"""How much longer a start may take, each time we ask."""


class Notifier:
    """A line to systemd; no call of it ever waits or raises."""

    def __init__(self, address: str = "") -> None:
        """Connect to a socket: a path, @ and an abstract name, or nobody."""
        self._socket: socket.socket | None = None
        if not address:
            return
        line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
        line.settimeout(0)
        try:
            line.connect(f"\0{address[1:]}" if address[0] == "@" else address)
        except OSError as error:
            log.warning("systemd cannot be told: %s: %s", address, error.strerror)
            line.close()
            return
        self._socket = line

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Self:
        """The line that a service's environment names."""
        return cls(environment.get("NOTIFY_SOCKET", ""))

    @property
    def listens(self) -> bool:
        """Whether there is somebody at the other end."""
        return self._socket is not None

    def say(self, *lines: str) -> bool:
        """Send NAME=VALUE lines in one datagram.

        Returns:
            False when they did not get through, so that they can be said again; True
            when they did, or when there is nobody to listen.
        """
        if self._socket is None:
            return True
        try:
            self._socket.send("\n".join(lines).encode())
        except OSError as error:  # a full queue too: the loop waits for nobody
            log.debug("systemd was not told: %s", error)
            return False
        return True

    def close(self) -> None:
        """Hang up; a second call does nothing."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def feeding_ns(environment: Mapping[str, str]) -> int | None:
    """How often the service's watchdog wants to be fed; None where there is none.

    A third of its time, and at most a second, so that one lost message is no death.
    """
    owner = environment.get("WATCHDOG_PID", "")
    if owner and owner != str(os.getpid()):
        return None
    try:
        watchdog_us = int(environment.get("WATCHDOG_USEC", ""))
    except ValueError:
        return None
    return min(FEED_NS, watchdog_us * 1000 // 3) if watchdog_us > 0 else None


class Vigil:
    """Decides what may be said, from what was really shown.

    - READY=1 once, after the flip that showed the first mirrored frame; one that came
      beneath "Please wait" was not shown. Where the page of the moment hides the mirror
      on purpose (a locked unit, enough for today, a notice) the next frame beneath it
      counts: such a unit is started, though nobody looks.
    - WATCHDOG=1 after the flip of a new frame. A frozen picture, a hanging driver, a
      loop or a screen that stands still feed nothing, and systemd kills us.
    - A camera that is missing is no hang. While its fault is known and shown, and it
      is tried again and again (`tries` goes up), the flips of the fault's page count
      instead, so that a cable pulled out does not end in reboot after reboot; before
      READY the same flips ask for more time. A driver that never comes back from a
      try stops that within `LONGEST_TRY_NS`.
    - But not for ever: after `blind_ns` without a frame we are `overdue` and leave, to
      be started afresh. That is far longer than the start limit looks back, so a
      missing camera restarts the mirror now and then and never reboots the unit.
    """

    def __init__(
        self,
        notifier: Notifier,
        *,
        clock: Clock,
        feed_ns: int | None = FEED_NS,
        blind_ns: int,
    ) -> None:
        """Begin before the first frame.

        Args:
            notifier: the line to systemd.
            clock: tells when to speak again.
            feed_ns: at most so often is the watchdog fed; None: there is none.
            blind_ns: so long may there be no frame.
        """
        self._notifier = notifier
        self._clock = clock
        self._feed_ns = feed_ns
        self._blind_ns = blind_ns
        self._ready = False
        self._fed_ns: int | None = None
        self._seen_ns = self._tried_ns = clock.monotonic_ns()
        self._tries = 0
        self._status = ""
        self.overdue = False
        """Whether there has been no frame for so long that we must start afresh."""

    def flipped(
        self, *, new_frame: bool, fault: Fault | None, tries: int, doing: str
    ) -> None:
        """A flip was made.

        Args:
            new_frame: whether a frame came and was mirrored for it.
            fault: what is wrong with the camera, as it was shown.
            tries: how often the camera has failed so far.
            doing: what goes on, in a word or two, for `systemctl status`.
        """
        now_ns = self._clock.monotonic_ns()
        if new_frame:
            self._seen_ns = now_ns
            self._live(now_ns)
        elif fault is not None:
            self._blind(now_ns, tries)
        idle = doing if self._ready else "starting"
        self._tell(f"No picture: {fault.detail}" if fault else idle)

    @property
    def listens(self) -> bool:
        """Whether there is somebody to tell."""
        return self._notifier.listens

    def standing(self, fault: Fault) -> None:
        """The page of a fault that ends the mirror is shown: that is no hang either.

        Whoever calls this leaves by himself, in a time that is known beforehand.
        """
        self._feed(self._clock.monotonic_ns())
        self._tell(f"Out of order: {fault.detail}")

    def stopping(self) -> None:
        """We go; the watchdog need not look any more, and nothing more is said."""
        self._notifier.say("STOPPING=1", "STATUS=Stopping")
        self._notifier.close()

    def _live(self, now_ns: int) -> None:
        if not self._ready and self._notifier.say("READY=1"):
            self._ready = True
            if self._notifier.listens:
                seconds = self._clock.boot_ns() / NS_PER_S
                log.info("the mirror is there, %.1f s after the kernel began", seconds)
        self._feed(now_ns)

    def _blind(self, now_ns: int, tries: int) -> None:
        if tries != self._tries:
            self._tries, self._tried_ns = tries, now_ns
        self.overdue = now_ns - self._seen_ns >= self._blind_ns
        hangs = now_ns - self._tried_ns > LONGEST_TRY_NS
        if not hangs and not self.overdue:
            self._feed(now_ns)

    def _feed(self, now_ns: int) -> None:
        often_ns = self._feed_ns if self._ready else FEED_NS
        if often_ns is None:
            return
        if self._fed_ns is not None and now_ns - self._fed_ns < often_ns:
            return
        alive = "WATCHDOG=1" if self._ready else f"EXTEND_TIMEOUT_USEC={EXTENSION_US}"
        if self._notifier.say(alive):
            self._fed_ns = now_ns

    def _tell(self, said: str) -> None:
        status = " ".join(said.split())  # one line: a line of its own is a message
        if status != self._status and self._notifier.say(f"STATUS={status}"):
            self._status = status
