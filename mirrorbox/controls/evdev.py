"""The kernel's input devices, read directly: what keys, by SDL's names, went down.

Facts from the kernel's `linux/input.h` and `linux/input-event-codes.h`. Keys are named
by their place on a US keyboard, as the codes are.
"""

from __future__ import annotations

import fcntl
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

EVENT = struct.Struct("@LLHHi")
"""struct input_event: seconds, microseconds, type, code, value; 24 bytes on a Pi."""

EV_SYN, EV_KEY = 0, 1
SYN_DROPPED = 3
UP, DOWN = 0, 1  # 2 is the keyboard's own repeat
_KEY_BYTES = 0x2FF // 8 + 1


def _row(first: int, keys: str) -> dict[str, int]:
    return {key: code for code, key in enumerate(keys, first)}


KEYS: dict[str, int] = {
    "escape": 1,
    **_row(2, "1234567890-="),
    "backspace": 14,
    "tab": 15,
    **_row(16, "qwertyuiop[]"),
    "return": 28,
    **_row(30, "asdfghjkl;'`"),
    **_row(43, "\\zxcvbnm,./"),
    "space": 57,
    **{f"f{n}": 58 + n for n in range(1, 11)},
    "f11": 87,
    "f12": 88,
    "home": 102,
    "up": 103,
    "page up": 104,
    "left": 105,
    "right": 106,
    "end": 107,
    "down": 108,
    "page down": 109,
    "insert": 110,
    "delete": 111,
    **{f"f{n}": 170 + n for n in range(13, 25)},
}
"""Codes of the keys that may stand for a button, by SDL's names in lower case."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A key of a device went down or came up; `code` None: every key came up."""

    code: int | None
    down: bool


class Reader:
    """Makes strokes of what one device delivers, a piece at a time."""

    def __init__(self) -> None:
        """Begin before the first byte."""
        self._rest = b""

    def feed(self, data: bytes) -> list[Stroke]:
        """The strokes in it; events lost by the kernel let every key go.

        After a loss nobody knows which keys are down: up is the safe answer, and a key
        that is really held must be let go and pressed again.
        """
        data = self._rest + data
        whole = len(data) - len(data) % EVENT.size
        self._rest = data[whole:]
        strokes = []
        for _, _, kind, code, value in EVENT.iter_unpack(data[:whole]):
            if kind == EV_KEY and value in {UP, DOWN}:
                strokes.append(Stroke(code, down=value == DOWN))
            elif kind == EV_SYN and code == SYN_DROPPED:
                strokes.append(Stroke(None, down=False))
        return strokes


def has_any(descriptor: int, codes: Collection[int]) -> bool:
    """Whether a device has one of these keys; True for what is no input device.

    Only such devices are listened to: a mouse would wake us a thousand times a second.
    """
    bits = bytearray(_KEY_BYTES)
    try:
        fcntl.ioctl(descriptor, _eviocgbit(EV_KEY, _KEY_BYTES), bits)
    except OSError:
        return True
    return any(bits[code // 8] & 1 << code % 8 for code in codes)


def _eviocgbit(kind: int, size: int) -> int:
    """EVIOCGBIT: _IOC(_IOC_READ, 'E', 0x20 + kind, size)."""
    return 2 << 30 | size << 16 | ord("E") << 8 | 0x20 + kind
