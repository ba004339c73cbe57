"""A pedal or keyboard on USB, whenever it is plugged in.

A hardened unit has no network, not even udev's messages, so SDL never hears of a
keyboard that comes later. Here a thread looks into /dev/input every second and reads
the devices itself.

    /dev/input/event* ─► thread ─► strokes (bounded) ─► edges(), in the loop
"""

from __future__ import annotations

import logging
import os
import select
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mirrorbox.controls.base import Edge
from mirrorbox.controls.evdev import EVENT, KEYS, Reader, Stroke, has_any
from mirrorbox.errors import ConfigError
from mirrorbox.words import Button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mirrorbox.clock import Clock
    from mirrorbox.config import KeysConfig

log = logging.getLogger(__name__)

FOLDER = Path("/dev/input")
LOOK_S = 1.0
"""How often new devices are looked for."""

MAX_DEVICES = 32
MAX_STROKES = 4096
"""Far above what one turn of the loop can bring; the oldest are forgotten."""

_READ_BYTES = 64 * EVENT.size


@dataclass(slots=True)
class _Device:
    """An open device."""

    path: Path
    inode: int
    descriptor: int
    reader: Reader = field(default_factory=Reader)


class PedalKeys:
    """A source of presses: the configured keys of every keyboard there is."""

    bounces = False

    def __init__(
        self,
        tables: Sequence[KeysConfig],
        *,
        clock: Clock,
        folder: Path = FOLDER,
        look_s: float = LOOK_S,
    ) -> None:
        """Begin to look and listen.

        Args:
            tables: which keys stand for which button.
            clock: stamps the edges with boot time.
            folder: where the devices are.
            look_s: how often new ones are looked for.

        Raises:
            ConfigError: a key has a name that we do not know.
        """
        self._button_of = _codes(tables)
        self._clock = clock
        self._folder = folder
        self._look_s = look_s
        self._down: set[tuple[Path, int]] = set()
        self._strokes: deque[tuple[int, Path, Stroke]] = deque(maxlen=MAX_STROKES)
        self._devices: dict[int, _Device] = {}
        self._passed_over: set[tuple[str, int]] = set()
        self._poll = select.poll()
        self._bell, self._rope = os.pipe()
        self._poll.register(self._bell, select.POLLIN)
        self._thread = threading.Thread(target=self._run, name="pedal", daemon=True)
        self._thread.start()

    def edges(self) -> list[Edge]:
        edges: list[Edge] = []
        for _ in range(len(self._strokes)):
            at_ns, path, stroke = self._strokes.popleft()
            before = {button: self.is_down(button) for button in Button}
            self._take(path, stroke)
            after = {button: self.is_down(button) for button in Button}
            changed = [button for button in Button if after[button] != before[button]]
            edges += [Edge(button, after[button], at_ns) for button in changed]
        return edges

    def is_down(self, button: Button) -> bool:
        return any(self._button_of[code] is button for _, code in self._down)

    def light(self, lit: frozenset[Button]) -> None:
        """Keys have no lamps."""

    def close(self) -> None:
        if self._rope < 0:
            return
        os.close(self._rope)  # rings the bell
        self._rope = -1
        self._thread.join()

    def _take(self, path: Path, stroke: Stroke) -> None:
        if stroke.code is None:
            self._down = {key for key in self._down if key[0] != path}
        elif stroke.down:
            self._down.add((path, stroke.code))
        else:
            self._down.discard((path, stroke.code))

    # From here on everything runs in the thread.

    def _run(self) -> None:
        look_at = time.monotonic()
        try:
            while True:
                if time.monotonic() >= look_at:
                    look_at = time.monotonic() + self._look_s
                    self._look()
                for descriptor, _ in self._poll.poll(self._look_s * 1000):
                    if descriptor == self._bell:
                        return
                    self._hear(self._devices[descriptor])
        finally:
            for device in list(self._devices.values()):
                self._drop(device)
            os.close(self._bell)

    def _look(self) -> None:
        """Open every keyboard that is not open yet."""
        there = {(path.name, _inode(path)) for path in self._paths()}
        self._passed_over &= there
        known = {(d.path.name, d.inode) for d in self._devices.values()}
        for name, inode in sorted(there - known - self._passed_over):
            if len(self._devices) < MAX_DEVICES:
                self._try(self._folder / name, inode)

    def _paths(self) -> list[Path]:
        with suppress(OSError):
            return list(self._folder.glob("event*"))
        return []

    def _try(self, path: Path, inode: int) -> None:
        """Open a device; one that udev has not yet given to our group has its turn."""
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            log.debug("pedal: %s: %s", path, error.strerror)
            return
        if not has_any(descriptor, self._button_of):
            os.close(descriptor)
            self._passed_over.add((path.name, inode))
            return
        self._devices[descriptor] = _Device(path, inode, descriptor)
        self._poll.register(descriptor, select.POLLIN)
        log.info("pedal: listening to %s", path)

    def _hear(self, device: _Device) -> None:
        try:
            data = os.read(device.descriptor, _READ_BYTES)
        except BlockingIOError:
            return
        except OSError:  # unplugged
            data = b""
        if not data:
            self._drop(device)
            return
        for stroke in device.reader.feed(data):
            if stroke.code is None or stroke.code in self._button_of:
                self._note(device, stroke)

    def _drop(self, device: _Device) -> None:
        """It is gone: nothing on it can be held any more."""
        self._poll.unregister(device.descriptor)
        del self._devices[device.descriptor]
        os.close(device.descriptor)
        log.info("pedal: %s went away", device.path)
        self._note(device, Stroke(None, down=False))

    def _note(self, device: _Device, stroke: Stroke) -> None:
        self._strokes.append((self._clock.boot_ns(), device.path, stroke))


def unknown_keys(table: KeysConfig) -> list[str]:
    """The keys of a table that no input device names."""
    names = [key for button in Button for key in getattr(table, button.value)]
    return [name for name in names if name.lower() not in KEYS]


def _codes(tables: Sequence[KeysConfig]) -> dict[int, Button]:
    unknown = [name for table in tables for name in unknown_keys(table)]
    if unknown:
        raise ConfigError(f"The pedal knows no key {', '.join(map(repr, unknown))}.")
    return {
        KEYS[key.lower()]: button
        for table in tables
        for button in Button
        for key in getattr(table, button.value)
    }


def _inode(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_ino
    return 0
