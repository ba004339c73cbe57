"""When a mirrored picture is shown: at once, or in a trial a constant time later.

    glass ──► Newest or Delayed ──► screen

A delayed picture is painted straight into one of a fixed ring of canvases and shown
from there: nothing is copied, nothing is allocated per frame, and nothing queues.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pygame

from mirrorbox.clock import NS_PER_S
from mirrorbox.delay_memory import (
    EARLY_NS,
    KEPT_PER_S,
    check_memory,
    refusal,
    slots,
)
from mirrorbox.errors import ConfigError
from mirrorbox.screen import Canvas

if TYPE_CHECKING:
    from collections.abc import Callable


class Pictures(Protocol):
    """Canvases to paint on, and the one to show."""

    @property
    def canvas(self) -> Canvas | None:
        """What is shown now; None while there is nothing to show."""

    @property
    def behind_ns(self) -> int:
        """How much older it is than the newest picture there is."""

    def fit(self, width: int, height: int) -> None:
        """Set memory aside for pictures of that size, if it is not yet."""

    def take(self, exposed_ns: int) -> Canvas | None:
        """The canvas to paint a frame on that was exposed then; None to let it go."""

    def show(self, now_ns: int) -> int | None:
        """Choose what is shown; say when it was exposed, None if it is no new one."""

    def clear(self) -> None:
        """Forget every picture: none from before a fault may come back."""


class Newest:
    """Shows each picture at once: what everybody has who is in no trial."""

    behind_ns = 0

    def __init__(self) -> None:
        """Have no picture yet."""
        self._canvas: Canvas | None = None
        self._exposed_ns: int | None = None
        self._blank = True

    @property
    def canvas(self) -> Canvas | None:
        return None if self._blank else self._canvas

    def fit(self, width: int, height: int) -> None:
        if self._canvas is None or self._canvas.size != (width, height):
            self._canvas = Canvas(width, height)

    def take(self, exposed_ns: int) -> Canvas | None:
        self._exposed_ns = exposed_ns
        self._blank = False
        return self._canvas

    def show(self, now_ns: int) -> int | None:  # noqa: ARG002 - the newest, always
        exposed_ns, self._exposed_ns = self._exposed_ns, None
        return exposed_ns

    def clear(self) -> None:
        self._blank = True
        self._exposed_ns = None


class Delayed:
    """Shows the newest picture that is at least so old, counted from its exposure.

    Pictures are kept on a beat of 30 a second, so that n + 1 of them always span n
    beats less one jitter: the ring can be exactly as long as the delay asks.
    """

    def __init__(
        self,
        delay_ms: int,
        size: tuple[int, int],
        *,
        free_bytes: Callable[[], int | None] = lambda: None,
    ) -> None:
        """Set all memory aside.

        Args:
            delay_ms: above 0; clinical reference, section 8 (Lee15 used 2 s).
            size: width and height of the mirrored picture in pixels.
            free_bytes: memory that could be had; None where nobody knows.

        Raises:
            ConfigError: so many pictures of this size are too much.
        """
        self._delay_ms = delay_ms
        self._delay_ns = delay_ms * 1_000_000
        self._beat_ns = NS_PER_S // KEPT_PER_S
        self._free_bytes = free_bytes
        self._canvases: list[Canvas] = []
        self._exposed_ns: list[int] = []
        self._count = self._due_ns = self._newest_ns = 0
        self._shown: int | None = None
        self._last_ns: int | None = None
        self.fit(*size)

    @property
    def canvas(self) -> Canvas | None:
        return None if self._shown is None else self._canvases[self._shown]

    @property
    def behind_ns(self) -> int:
        if self._shown is None:
            return 0
        return self._newest_ns - self._exposed_ns[self._shown]

    def fit(self, width: int, height: int) -> None:
        """Set memory aside for pictures of that size.

        Raises:
            ConfigError: there is not so much.
        """
        if self._canvases and self._canvases[0].size == (width, height):
            return
        self._canvases.clear()
        count = slots(self._delay_ms)
        check_memory(self._delay_ms, (width, height), self._free_bytes)
        try:
            self._canvases += [Canvas(width, height) for _ in range(count)]
        except (MemoryError, pygame.error) as error:
            raise ConfigError(refusal(self._delay_ms, (width, height))) from error
        self._exposed_ns = [0] * count
        self.clear()

    def take(self, exposed_ns: int) -> Canvas | None:
        self._newest_ns = exposed_ns
        if self._count and exposed_ns < self._due_ns - EARLY_NS:
            return None
        self._due_ns = max(self._due_ns, exposed_ns) + self._beat_ns
        slot = self._count % len(self._canvases)
        self._count += 1
        self._exposed_ns[slot] = exposed_ns
        if slot == self._shown:
            self._shown = None  # it is painted over; `show` finds the next
        return self._canvases[slot]

    def show(self, now_ns: int) -> int | None:
        slot = self._old_enough(now_ns - self._delay_ns)
        if slot is None or self._exposed_ns[slot] == self._last_ns:
            return None
        self._shown = slot
        self._last_ns = self._exposed_ns[slot]
        return self._last_ns

    def clear(self) -> None:
        self._count = self._due_ns = self._newest_ns = 0
        self._shown = self._last_ns = None

    def _old_enough(self, latest_ns: int) -> int | None:
        """The newest picture exposed no later; None if there is none."""
        size = len(self._canvases)
        for number in range(self._count - 1, max(-1, self._count - 1 - size), -1):
            if self._exposed_ns[number % size] <= latest_ns:
                return number % size
        return None
