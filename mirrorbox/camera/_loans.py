"""Who counts a camera's loans."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from mirrorbox.camera.base import Frame
from mirrorbox.errors import CameraStalled

if TYPE_CHECKING:
    from mirrorbox.camera.base import Pixels

BUFFERS = 4
"""One on the screen, one in the mailbox, one being taken, one being filled."""


class Loans:
    """A camera's buffers by number: which are free, and how many are lent.

    One thread borrows; frames may come back from any thread, for a deque's ends are
    safe to use without a lock.
    """

    def __init__(self, buffers: int = BUFFERS) -> None:
        self._buffers = buffers
        self._free = deque(range(buffers))

    @property
    def lent(self) -> int:
        """Buffers out on loan now."""
        return self._buffers - len(self._free)

    @property
    def next_free(self) -> int:
        """The number of the buffer to fill next.

        Raises:
            CameraStalled: all are lent.
        """
        try:
            return self._free[0]
        except IndexError:
            raise CameraStalled(
                f"All {self._buffers} frames of the camera are lent; "
                "release one before taking another."
            ) from None

    def lend(self, pixels: Pixels, *, sequence: int, timestamp_ns: int) -> Frame:
        """Lend the next free buffer, which holds `pixels`."""
        number = self.next_free
        self._free.popleft()
        return Frame(
            pixels,
            sequence=sequence,
            timestamp_ns=timestamp_ns,
            give_back=lambda: self._free.append(number),
        )
