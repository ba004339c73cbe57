"""Frame buffers over shared memory, and what libcamera says of a filled one."""

from __future__ import annotations

import mmap
import os
import weakref
from dataclasses import dataclass, field
from enum import Enum


@dataclass
class _MetadataPlane:
    bytes_used: int = 0


class _Status(Enum):
    Success = 0
    Error = 1
    Cancelled = 2


@dataclass
class FrameMetadata:
    """How the filling of a buffer went."""

    status: _Status = _Status.Success
    sequence: int = 0
    timestamp: int = 0
    planes: list[_MetadataPlane] = field(default_factory=list)


FrameMetadata.Status = _Status  # type: ignore[attr-defined]  # as in the bindings


class _Plane:
    """A part of a buffer; keeps a duplicate of the descriptor it is given."""

    def __init__(self) -> None:
        self._fd = -1
        self.offset = 0
        self.length = 0

    @property
    def fd(self) -> int:
        return self._fd

    @fd.setter
    def fd(self, fd: int) -> None:
        self._fd = os.dup(fd)
        weakref.finalize(self, os.close, self._fd)


class FrameBuffer:
    """Memory that a picture is written to."""

    Plane = _Plane

    def __init__(self, planes: list[_Plane]) -> None:
        self.planes = planes
        self.metadata = FrameMetadata()
        self._memory: mmap.mmap | None = None

    @property
    def memory(self) -> mmap.mmap:
        """The bytes, as the image processor writes them."""
        if self._memory is None:
            plane = self.planes[0]
            self._memory = mmap.mmap(plane.fd, plane.length)
        return self._memory
