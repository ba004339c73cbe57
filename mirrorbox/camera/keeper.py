"""Keeps a camera going: opens it, and after a fault opens it again."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S
from mirrorbox.errors import CameraFault, CameraStalled, MirrorboxError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mirrorbox.camera.base import Camera, CameraFormat, Frame
    from mirrorbox.clock import Clock
    from mirrorbox.errors import Fault

log = logging.getLogger(__name__)

FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 8.0


class CameraKeeper:
    """One camera, and what is done when it fails; used from one thread only.

        closed ──(opens and starts)──► open ──(fault)──► waiting ──(time)──► closed
          └──────────(fault)────────────────────────────►┘

    Each fault in a row doubles the wait before the next try, from half a second to
    eight. Only a new frame shows that all is well again: until then `fault` stands.
    """

    def __init__(
        self, opener: Callable[[], Camera], *, clock: Clock, stall_s: float
    ) -> None:
        """Open nothing yet.

        Args:
            opener: makes a camera, not started; called again after each fault.
            clock: tells when to try again.
            stall_s: no frame for so long is a fault.
        """
        self._opener = opener
        self._clock = clock
        self._stall_ns = round(stall_s * NS_PER_S)
        self._camera: Camera | None = None
        self._wait_s = FIRST_WAIT_S
        self._retry_ns = 0
        self._alive_ns = 0
        self._starts = 0
        self.fault: Fault | None = None
        self.format: CameraFormat | None = None
        self.failures = 0
        """Tries that came to an end in a fault; a driver that hangs ends none."""

    @property
    def rebuilds(self) -> int:
        """How often the camera was started again after a fault."""
        return max(self._starts - 1, 0)

    @property
    def retry_in_s(self) -> float:
        """How long there is nothing to try."""
        if self._camera is not None:
            return 0.0
        return max(self._retry_ns - self._clock.monotonic_ns(), 0) / NS_PER_S

    def frame(self, timeout_s: float) -> Frame | None:
        """Lend the newest frame; None if there is none, with `fault` saying why.

        A time-out short of the stall time is no fault yet.
        """
        if self.retry_in_s > 0:
            return None
        frame = None
        with self._faults_noted():
            camera = self._camera or self._open()
            frame = self._read(camera, timeout_s)
        if frame is not None:
            self._alive_ns = self._clock.monotonic_ns()
            self._wait_s = FIRST_WAIT_S
            self.fault = None
        return frame

    def close(self) -> None:
        """Close the camera, whatever state it is in."""
        camera, self._camera = self._camera, None
        if camera is None:
            return
        try:
            camera.close()
        except Exception:  # a driver may raise anything, and we are done with it
            log.exception("camera: it could not be closed in order")

    def _open(self) -> Camera:
        self._camera = camera = self._opener()
        camera.start()
        self._starts += 1
        self.format = camera.format
        self._alive_ns = self._clock.monotonic_ns()
        return camera

    def _read(self, camera: Camera, timeout_s: float) -> Frame | None:
        try:
            return camera.frame(timeout_s)
        except CameraStalled:
            quiet_ns = self._clock.monotonic_ns() - self._alive_ns
            if quiet_ns < self._stall_ns and timeout_s * NS_PER_S < self._stall_ns:
                return None
            raise

    @contextmanager
    def _faults_noted(self) -> Iterator[None]:
        try:
            yield
        except CameraFault as error:
            self._fail(error.fault)
        except MirrorboxError as error:  # what was configured makes no camera
            self._fail(CameraFault(str(error)).fault)
        except Exception as error:  # a driver may raise anything; the mirror goes on
            log.exception("camera: an error of no kind that we know")
            what = f"The camera failed: {type(error).__name__}: {error}."
            self._fail(CameraFault(what).fault)

    def _fail(self, fault: Fault) -> None:
        self.close()
        self.fault = fault
        self.failures += 1
        self._retry_ns = self._clock.monotonic_ns() + round(self._wait_s * NS_PER_S)
        self._wait_s = min(2 * self._wait_s, LONGEST_WAIT_S)
