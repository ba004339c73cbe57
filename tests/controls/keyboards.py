"""Keyboards for the tests of `PedalKeys`: a FIFO anywhere, and the kernel's uinput.

Facts of uinput from the kernel's `Documentation/input/uinput.rst`.
"""

from __future__ import annotations

import fcntl
import os
import struct
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from mirrorbox.controls.evdev import EV_KEY, EV_SYN, EVENT, KEYS

if TYPE_CHECKING:
    from collections.abc import Callable

UINPUT = Path("/dev/uinput")
PATIENCE_S = 10.0

_SET_EVBIT, _SET_KEYBIT = 0x40045564, 0x40045565
_CREATE, _DESTROY, _SETUP = 0x5501, 0x5502, 0x405C5503
_BUS_USB = 3
_NAME_BYTES = 64
_GET_SYSNAME = 2 << 30 | _NAME_BYTES << 16 | ord("U") << 8 | 44


def until(holds: Callable[[], bool]) -> None:
    """Give another thread the time it needs."""
    limit = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < limit, "it never came"
        os.sched_yield()


def event(kind: int, code: int, value: int) -> bytes:
    return EVENT.pack(0, 0, kind, code, value)


class Keyboard(Protocol):
    """Somewhere below a folder, with keys."""

    @property
    def folder(self) -> Path: ...

    @property
    def path(self) -> Path: ...

    def key(self, name: str, *, down: bool) -> None: ...

    def unplug(self) -> None: ...


class FifoKeyboard:
    """The bytes of a keyboard out of a FIFO."""

    def __init__(self, folder: Path | None = None, name: str = "event0") -> None:
        self._own = None if folder else tempfile.TemporaryDirectory()
        self.folder = folder or Path(self._own.name if self._own else "")
        self.path = self.folder / name
        os.mkfifo(self.path)
        self._line = os.open(self.path, os.O_RDWR)

    def send(self, data: bytes) -> None:
        os.write(self._line, data)

    def key(self, name: str, *, down: bool) -> None:
        self.send(event(EV_KEY, KEYS[name], int(down)) + event(EV_SYN, 0, 0))

    def unplug(self) -> None:
        self.path.unlink()
        os.close(self._line)
        if self._own:
            self._own.cleanup()


class UinputKeyboard:
    """A keyboard that the kernel makes for us."""

    folder = Path("/dev/input")

    def __init__(self) -> None:
        self._line = os.open(UINPUT, os.O_WRONLY)
        fcntl.ioctl(self._line, _SET_EVBIT, EV_KEY)
        for code in KEYS.values():
            fcntl.ioctl(self._line, _SET_KEYBIT, code)
        setup = struct.pack("HHHH80sI", _BUS_USB, 1, 1, 1, b"mirrorbox test", 0)
        fcntl.ioctl(self._line, _SETUP, setup)
        fcntl.ioctl(self._line, _CREATE)
        name = bytearray(_NAME_BYTES)
        fcntl.ioctl(self._line, _GET_SYSNAME, name)
        system = Path("/sys/devices/virtual/input") / name.split(b"\0")[0].decode()
        until(lambda: any(system.glob("event*")))
        self.path = self.folder / next(system.glob("event*")).name

    def key(self, name: str, *, down: bool) -> None:
        os.write(self._line, event(EV_KEY, KEYS[name], int(down)))
        os.write(self._line, event(EV_SYN, 0, 0))

    def unplug(self) -> None:
        fcntl.ioctl(self._line, _DESTROY)
        os.close(self._line)
