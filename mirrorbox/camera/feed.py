"""Where the loop gets its frames: from a camera that is kept going behind it.

camera ─► keeper ─► mailbox ─► take()      ThreadedFeed: a thread of its own
camera ─► keeper ─► take()                 SteppedFeed: no thread, simulated time
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Protocol

from mirrorbox.camera.keeper import CameraKeeper
from mirrorbox.camera.mailbox import Mailbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirrorbox.camera.base import Camera, CameraFormat, Frame
    from mirrorbox.clock import Clock
    from mirrorbox.errors import Fault

log = logging.getLogger(__name__)

_GRACE_S = 5.0  # beyond the stall time, for a camera that is slow to close


class Feed(Protocol):
    """The newest frame, or why there is none."""

    @property
    def fault(self) -> Fault | None:
        """What is wrong with the camera, until a new frame shows that it is well."""

    @property
    def format(self) -> CameraFormat | None:
        """What the camera delivers, or last delivered; None before it ever did."""

    @property
    def delivered(self) -> int:
        """Frames that came from the camera."""

    @property
    def dropped(self) -> int:
        """Frames that came, but that a newer one replaced before they were taken."""

    @property
    def rebuilds(self) -> int:
        """How often the camera was started again after a fault."""

    @property
    def failures(self) -> int:
        """How often it failed; goes up for as long as it fails and is tried again."""

    def start(self) -> None:
        """Open the camera; a fault shows in `fault`, nothing is raised.

        A second call does nothing.
        """

    def take(self) -> Frame | None:
        """The newest frame not taken before, for the caller to release; never waits."""

    def stop(self) -> None:
        """Close the camera; frames taken stay readable until they are released."""


class ThreadedFeed:
    """A camera in a thread of its own: the loop never waits for it."""

    def __init__(
        self, opener: Callable[[], Camera], *, clock: Clock, stall_s: float
    ) -> None:
        """Start nothing yet.

        Args:
            opener: makes a camera, not started; called again after each fault.
            clock: tells when to try again.
            stall_s: no frame for so long is a fault.
        """
        self._keeper = CameraKeeper(opener, clock=clock, stall_s=stall_s)
        self._stall_s = stall_s
        self._mailbox = Mailbox()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self._delivered = 0

    @property
    def fault(self) -> Fault | None:
        return self._keeper.fault

    @property
    def format(self) -> CameraFormat | None:
        return self._keeper.format

    @property
    def delivered(self) -> int:
        return self._delivered

    @property
    def dropped(self) -> int:
        return self._mailbox.dropped

    @property
    def rebuilds(self) -> int:
        return self._keeper.rebuilds

    @property
    def failures(self) -> int:
        return self._keeper.failures

    def start(self) -> None:
        if self._thread.ident is None:
            self._thread.start()

    def take(self) -> Frame | None:
        return self._mailbox.take()

    def wait(self, timeout_s: float) -> bool:
        """Wait until `take` has a frame to give; False if none came in time."""
        return self._mailbox.wait(timeout_s)

    def stop(self) -> None:
        """Close the camera; a camera that hangs is left behind, and said to be."""
        self._stopping.set()
        self._mailbox.close()
        if self._thread.ident is None:
            return  # never started
        self._thread.join(self._stall_s + _GRACE_S)
        if self._thread.is_alive():
            log.error("camera: its thread hangs and is left behind")

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                frame = self._keeper.frame(self._stall_s)
                if frame is not None:
                    self._delivered += 1
                    self._mailbox.put(frame)
                else:
                    self._stopping.wait(self._keeper.retry_in_s)
        finally:
            self._keeper.close()


class SteppedFeed:
    """A camera asked by the loop itself, in time that the loop makes pass."""

    def __init__(
        self, opener: Callable[[], Camera], *, clock: Clock, stall_s: float
    ) -> None:
        """Start nothing yet; arguments as for `ThreadedFeed`."""
        self._keeper = CameraKeeper(opener, clock=clock, stall_s=stall_s)
        self._pending: Frame | None = None
        self._running = False
        self._delivered = 0

    @property
    def fault(self) -> Fault | None:
        return self._keeper.fault

    @property
    def format(self) -> CameraFormat | None:
        return self._keeper.format

    @property
    def delivered(self) -> int:
        return self._delivered

    @property
    def dropped(self) -> int:
        return 0  # a frame is made only when it is asked for

    @property
    def rebuilds(self) -> int:
        return self._keeper.rebuilds

    @property
    def failures(self) -> int:
        return self._keeper.failures

    def start(self) -> None:
        if not self._running:
            self._running = True
            self._pending = self._pull()

    def take(self) -> Frame | None:
        frame, self._pending = self._pending, None
        return frame or (self._pull() if self._running else None)

    def stop(self) -> None:
        self._running = False
        if self._pending is not None:
            self._pending.release()
            self._pending = None
        self._keeper.close()

    def _pull(self) -> Frame | None:
        frame = self._keeper.frame(0.0)
        if frame is not None:
            self._delivered += 1
        return frame
