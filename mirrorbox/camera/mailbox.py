"""The one slot between the camera's thread and the loop: newest frame wins."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mirrorbox.camera.base import Frame


class Mailbox:
    """Holds the newest frame until somebody takes it; never a queue.

    A queue would never drain once the camera is as fast as the screen. A frame put
    in belongs to the mailbox; a frame taken out belongs to the taker, who releases
    it. May be used from any thread.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._frame: Frame | None = None
        self._closed = False
        self._dropped = 0

    @property
    def dropped(self) -> int:
        """Frames that nobody took: replaced, or put after `close`."""
        return self._dropped

    def put(self, frame: Frame) -> None:
        """Leave `frame` for the taker; the one it replaces is released at once."""
        with self._changed:
            if self._closed:
                unwanted: Frame | None = frame
            else:
                unwanted, self._frame = self._frame, frame
                self._changed.notify_all()
            if unwanted is not None:
                self._dropped += 1
        if unwanted is not None:
            unwanted.release()  # outside the lock: the camera has locks of its own

    def take(self) -> Frame | None:
        """Take the newest frame, or None if none came since the last; never waits."""
        with self._changed:
            frame, self._frame = self._frame, None
        return frame

    def wait(self, timeout_s: float) -> bool:
        """Wait until a frame is there; False if none came in time or it is closed."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._frame is not None or self._closed, timeout_s
            )
            return self._frame is not None

    def close(self) -> None:
        """Release what it holds; what is put from now on goes back at once."""
        with self._changed:
            self._closed = True
            held, self._frame = self._frame, None
            self._changed.notify_all()
        if held is not None:
            held.release()
