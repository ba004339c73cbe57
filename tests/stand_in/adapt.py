"""What the real picamera2 needs besides bindings: memory to share with a camera."""

from __future__ import annotations

import fcntl
import os
from typing import Any

_DMA_BUF_SYNC = ord("b")  # the kernel's letter for calls on shared camera memory


class MemfdHeap:
    """Lends ordinary shared memory where a Pi has /dev/dma_heap."""

    def alloc(self, name: str, size: int) -> Any:
        from picamera2.dma_heap import UniqueFD  # noqa: TID251  its own handle

        fd = os.memfd_create(name)
        os.truncate(fd, size)
        return UniqueFD(fd)

    def close(self) -> None:
        """Nothing is held."""


class SyncCalls:
    """fcntl, but ordinary memory needs none of the cache calls, so they are counted.

    Attributes:
        open: buffers whose use was begun and not ended.
    """

    def __init__(self) -> None:
        self.open = 0

    def ioctl(self, fd: int, request: int, argument: Any) -> Any:
        """Count a begin or an end of use; anything else goes to the kernel."""
        if (request >> 8) & 0xFF != _DMA_BUF_SYNC:
            return fcntl.ioctl(fd, request, argument)
        os.fstat(fd)  # as in the kernel, the memory must still be there
        ends = argument.flags & 4
        self.open += -1 if ends else 1
        return 0


SYNC = SyncCalls()
"""The cache calls of every buffer."""


def adapt(picamera2: Any) -> None:
    """Give a freshly imported picamera2 memory and a Pi 5's alignment."""
    import picamera2.allocators.dmaallocator as allocator  # noqa: TID251  to adapt it

    allocator.DmaHeap = MemfdHeap
    allocator.fcntl = SYNC
    picamera2.Picamera2.platform = picamera2.Platform.PISP
