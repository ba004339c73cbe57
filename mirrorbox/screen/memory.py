"""A screen that nobody sees: for tests, for simulated time, and with no display."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from mirrorbox.clock import NS_PER_S
from mirrorbox.screen.base import Shown
from mirrorbox.screen.compose import compose

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.clock import Clock
    from mirrorbox.screen.base import Canvas, ScreenEvent
    from mirrorbox.screen.draw import Artist
    from mirrorbox.screen.page import Page


class MemoryScreen:
    """Keeps what was shown last and composes it only when somebody looks.

    It refreshes on a grid of its own, on the clock it is handed: with a simulated
    clock an hour of showing costs no waiting.
    """

    def __init__(
        self,
        size_px: tuple[int, int],
        *,
        refresh_hz: float,
        artist: Artist,
        clock: Clock,
    ) -> None:
        """Be a display of that size and rate."""
        self._size = size_px
        self._period_ns = round(NS_PER_S / refresh_hz)
        self._artist = artist
        self._clock = clock
        self._page: Page | None = None
        self._canvas: Canvas | None = None
        self._scale = 1.0

    @property
    def driver(self) -> str:
        return "memory"

    @property
    def size_px(self) -> tuple[int, int]:
        return self._size

    @property
    def period_ns(self) -> int:
        return self._period_ns

    def events(self) -> list[ScreenEvent]:
        return []

    def show(self, page: Page, canvas: Canvas | None, scale: float) -> Shown:
        self._page, self._canvas, self._scale = page, canvas, scale
        drawn_ns = self._clock.monotonic_ns()
        past = drawn_ns // self._period_ns
        self._clock.sleep_until((past + 1) * self._period_ns)
        return Shown(drawn_ns, self._clock.monotonic_ns())

    def picture(self) -> pygame.Surface:
        """What is shown now, on the display's own pixels."""
        surface = pygame.Surface(self._size, 0, 32)
        layers = self._artist.layers(self._page) if self._page else ()
        compose(surface, self._canvas, self._scale, layers)
        return surface

    def save(self, path: Path) -> None:
        pygame.image.save(self.picture(), path)

    def close(self) -> None:
        """Nothing is held."""
