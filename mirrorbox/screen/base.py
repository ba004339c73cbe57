"""What every screen is: a place for one picture, one page, and keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pygame

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.camera import Pixels
    from mirrorbox.screen.page import Page


@dataclass(frozen=True, slots=True)
class Key:
    """A key went down or came up, by SDL's name in lower case."""

    name: str
    down: bool


@dataclass(frozen=True, slots=True)
class KeysLost:
    """The window lost the keyboard: no release will be heard."""


@dataclass(frozen=True, slots=True)
class Quit:
    """Somebody closed the window."""


ScreenEvent = Key | KeysLost | Quit


@dataclass(frozen=True, slots=True)
class Shown:
    """A flip, on the monotonic clock in ns.

    Attributes:
        drawn_ns: when all was drawn and the flip was asked for.
        shown_ns: when it was made.
    """

    drawn_ns: int
    shown_ns: int


class Canvas:
    """A picture at the camera's resolution, for a plan to write and a screen to show.

    Its rows may be padded; `pixels` is a view, and writing it draws.
    """

    def __init__(self, width: int, height: int) -> None:
        """Make a black canvas."""
        self.version = 0
        """Goes up with each picture drawn, so that none is uploaded twice."""
        self.surface = pygame.Surface((width, height), 0, 32)
        self.surface.fill((0, 0, 0))

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.surface.get_size()

    @property
    def pixels(self) -> Pixels:
        """H×W view of 0x00RRGGBB pixels; let go of it before showing the canvas."""
        view: Pixels = pygame.surfarray.pixels2d(self.surface).T  # SDL is X-first
        return view


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a canvas goes: this part of it, to this part of the display."""

    source: pygame.Rect
    target: pygame.Rect


def place(canvas: tuple[int, int], display: tuple[int, int], scale: float) -> Placement:
    """Centre a canvas at `scale` display pixels a canvas pixel, cut to the display.

    Args:
        canvas: its size in canvas pixels.
        display: its size in display pixels.
        scale: display pixels per canvas pixel.
    """
    spans = []
    for size, room in zip(canvas, display, strict=True):
        shown = min(size, int(room / scale))
        start = (size - shown) // 2
        length = round(shown * scale)
        spans.append((start, shown, (room - length) // 2, length))
    (x, w, left, wide), (y, h, top, tall) = spans
    return Placement(pygame.Rect(x, y, w, h), pygame.Rect(left, top, wide, tall))


class Screen(Protocol):
    """A panel over the hidden limb, or something that stands for it."""

    @property
    def driver(self) -> str:
        """What draws, for `doctor` and the log."""

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of the display."""

    @property
    def period_ns(self) -> int:
        """One refresh."""

    def events(self) -> list[ScreenEvent]:
        """What came in since the last call; never waits."""

    def show(self, page: Page, canvas: Canvas | None, scale: float) -> Shown:
        """Draw a page over the canvas, or over black, and wait until it is shown.

        Args:
            page: what to say.
            canvas: the mirror; None where the page is not live or there is none yet.
            scale: display pixels per canvas pixel.
        """

    def save(self, path: Path) -> None:
        """Write what is shown now as a PNG, on the display's own pixels."""

    def close(self) -> None:
        """Give the display back; a second call does nothing."""
