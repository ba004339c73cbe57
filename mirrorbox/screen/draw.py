"""How a page looks: a page becomes layers at the display's own resolution."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.board import Piece
from mirrorbox.screen.column import Column
from mirrorbox.screen.ring import draw_ring
from mirrorbox.screen.shrinking import shrinkings
from mirrorbox.words import Side

if TYPE_CHECKING:
    from mirrorbox.screen.look import Look
    from mirrorbox.screen.page import Page

PANEL_SHARE = 0.42
"""Share of the width that words take beside a live picture."""

COLUMN_SHARE = 0.72
"""Share of the width that words take on a dark page."""

CARD_SHARE = 0.86
"""The same with a card of "left or right?" between its answers."""

WIDE_SHARE = 0.92
"""The same for a question, whose scale needs the room."""

LARGE_SHARE = 0.8
"""The same for large text."""

ONE_SIDED_SHARE = 0.5
"""The same where one side is not seen: nothing crosses the middle …"""

ONE_SIDED_ASK_SHARE = 0.6
"""… but a scale from 0 to 10, or a card, which would else be too small to see."""

LARGE_PANEL_SHARE = 0.5
"""Share that large words or large signs take beside a live picture: half of it stays
in view."""

ANCHOR_MM = 4.0
"""Width of the line that marks the other edge."""

_Kind = tuple[str, str, str, bool]


def _kind(page: Page) -> _Kind:
    """Pages that keep one size, whatever numbers and answers are on them."""
    return page.name, page.title, page.exercise, page.live


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A picture laid over the mirror, its corner in display pixels.

    Attributes:
        surface: the picture.
        x: of its left edge.
        y: of its upper edge.
        pieces: what is on it, in display pixels.
    """

    surface: pygame.Surface
    x: int
    y: int
    pieces: tuple[Piece, ...] = ()


class Artist:
    """Draws pages for one display and one patient."""

    def __init__(
        self, size_px: tuple[int, int], *, mm_per_px: float, look: Look
    ) -> None:
        """Draw for a display of so many pixels of that size."""
        self._size = size_px
        self._px_per_mm = 1 / mm_per_px
        self._look = look
        self._sizes = look.sizes
        self._shrunk: dict[_Kind, int] = {}

    def layers(self, page: Page) -> tuple[Layer, ...]:
        """Draw a page."""
        layers = [] if page.bare else [self._words(page)]
        if page.ring is not None and page.deal is None:
            layers.append(self._ring(page.ring))
        if self._look.anchor:
            layers.append(self._anchor())
        return tuple(layers)

    def _px(self, mm: float) -> int:
        return math.ceil(mm * self._px_per_mm)

    def _words(self, page: Page) -> Layer:
        """An opaque panel beside a live picture, or the whole dark page."""
        width, height = self._size
        right = self._look.side is Side.RIGHT
        look = self._look
        roomy = look.large or look.picture_first
        beside = LARGE_PANEL_SHARE if roomy else PANEL_SHARE
        panel_px = round(width * beside) if page.live else width
        column_px = panel_px if page.live else round(width * self._alone(page))
        surface = pygame.Surface((panel_px, height), 0, 32)
        surface.fill(self._look.theme.background)
        column = self._column(page, column_px)
        drawn = column.draw(surface, panel_px - column_px if right else 0)
        x = width - panel_px if right else 0
        return Layer(surface, x, 0, tuple(piece.moved(x, 0) for piece in drawn))

    def _alone(self, page: Page) -> float:
        """The share of the width that words take on a dark page."""
        asks = page.ask is not None
        if self._look.anchor:
            needs_room = asks or page.deal is not None
            return ONE_SIDED_ASK_SHARE if needs_room else ONE_SIDED_SHARE
        if page.deal is not None:
            return CARD_SHARE
        if asks:
            return WIDE_SHARE
        return LARGE_SHARE if self._look.large else COLUMN_SHARE

    def _column(self, page: Page, room_px: int) -> Column:
        """The words as large as the panel allows, so that none is ever cut."""
        what = _kind(page)
        card = page.deal is not None and page.deal.card is not None
        tried = list(shrinkings(self._sizes, card=card))
        for fewer in range(self._shrunk.get(what, 0), len(tried)):
            self._shrunk[what] = fewer
            column = Column(
                page,
                look=self._look,
                sizes=tried[fewer],
                px_per_mm=self._px_per_mm,
                room_px=room_px,
            )
            if column.fits(self._size[1]):
                break
        return column

    def _anchor(self) -> Layer:
        """A line along the edge that a patient with neglect must be led back to."""
        width = self._px(ANCHOR_MM)
        surface = pygame.Surface((width, self._size[1]), 0, 32)
        surface.fill(self._look.theme.chosen)
        left = self._look.side is Side.RIGHT
        x = 0 if left else self._size[0] - width
        edge = Piece("anchor", surface.get_rect().move(x, 0))
        return Layer(surface, x, 0, (edge,))

    def _ring(self, left: float) -> Layer:
        sizes = self._sizes
        side, width = self._px(sizes.ring_mm), self._px(sizes.ring_width_mm)
        small = draw_ring(left, side, width, self._look.theme)
        margin = self._px(self._sizes.edge_mm)
        right = self._look.side is Side.RIGHT
        x = self._size[0] - side - margin if right else margin
        y = self._size[1] - side - margin
        return Layer(small, x, y, (Piece("ring", small.get_rect().move(x, y)),))
