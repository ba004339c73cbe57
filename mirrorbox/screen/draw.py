"""How a page looks: a page becomes layers at the display's own resolution."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.signs import OVERSAMPLING, sign
from mirrorbox.screen.text import capitals, font, wrap
from mirrorbox.screen.theme import (
    BACKGROUND,
    RING,
    RING_BED,
    TEXT,
    Colour,
    Sizes,
)
from mirrorbox.words import Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mirrorbox.screen.pages import Page, Row

PANEL_SHARE = 0.42
"""Share of the width that words take beside a live picture."""

COLUMN_SHARE = 0.72
"""Share of the width that words take on a dark page."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A picture laid over the mirror, its corner in display pixels."""

    surface: pygame.Surface
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class _Block:
    """One thing in the column, and the space below it."""

    surface: pygame.Surface
    gap_px: int


class Artist:
    """Draws pages for one display.

    Everything stands on the healthy side: the side that every patient sees and
    that the hand on the buttons comes from.
    """

    def __init__(
        self,
        size_px: tuple[int, int],
        *,
        mm_per_px: float,
        side: Side,
        sizes: Sizes | None = None,
    ) -> None:
        """Draw for a display of so many pixels of that size."""
        self._size = size_px
        self._px_per_mm = 1 / mm_per_px
        self._side = side
        self._sizes = sizes or Sizes()

    def layers(self, page: Page) -> tuple[Layer, ...]:
        """Draw a page."""
        if page.ring is not None:
            return (self._ring(page.ring),)
        return (self._words(page),)

    def _px(self, mm: float) -> int:
        return math.ceil(mm * self._px_per_mm)

    def _words(self, page: Page) -> Layer:
        """An opaque panel beside a live picture, or the whole dark page."""
        width, height = self._size
        right = self._side is Side.RIGHT
        panel_px = round(width * PANEL_SHARE) if page.live else width
        column_px = panel_px if page.live else round(width * COLUMN_SHARE)
        surface = pygame.Surface((panel_px, height), 0, 32)
        surface.fill(BACKGROUND)
        margin = self._px(self._sizes.margin_mm)
        left = margin + (panel_px - column_px if right else 0)
        self._stack(surface, self._blocks(page, column_px - 2 * margin), left)
        return Layer(surface, width - panel_px if right else 0, 0)

    def _stack(self, surface: pygame.Surface, blocks: list[_Block], left: int) -> None:
        tall = sum(b.surface.get_height() + b.gap_px for b in blocks)
        y = max(0, (surface.get_height() - tall) // 2)
        for block in blocks:
            surface.blit(block.surface, (left, y))
            y += block.surface.get_height() + block.gap_px

    def _blocks(self, page: Page, width_px: int) -> list[_Block]:
        return list(self._each_block(page, width_px))

    def _each_block(self, page: Page, width_px: int) -> Iterator[_Block]:
        gap = self._px(self._sizes.gap_mm)
        if page.number:
            yield _Block(self._line(page.number, self._sizes.number_mm), 2 * gap)
        if page.sign:
            yield _Block(sign(page.sign, self._px(self._sizes.sign_mm)), gap)
        if page.title:
            for surface in self._lines(page.title, self._sizes.title_mm, width_px):
                yield _Block(surface, gap // 2)
            yield _Block(pygame.Surface((1, 1), pygame.SRCALPHA), gap)
        for row in page.rows:
            yield _Block(self._row(row, width_px), gap)

    def _row(self, row: Row, width_px: int) -> pygame.Surface:
        """A sentence; its sign stands centred on the first line's capitals."""
        side = self._px(self._sizes.row_sign_mm) if row.sign else 0
        indent = side + self._px(self._sizes.gap_mm) // 2 if row.sign else 0
        lines = self._lines(row.text, self._sizes.text_mm, width_px - indent)
        which = font(self._px(self._sizes.text_mm))
        middle = which.get_ascent() - capitals(which) // 2
        top = max(0, side // 2 - middle)
        pitch = lines[0].get_height() + self._px(self._sizes.gap_mm) // 3
        height = max(side, top + pitch * len(lines))
        surface = pygame.Surface((width_px, height), pygame.SRCALPHA)
        if row.sign:
            surface.blit(sign(row.sign, side), (0, top + middle - side // 2))
        for i, line in enumerate(lines):
            surface.blit(line, (indent, top + i * pitch))
        return surface

    def _lines(
        self, text: str, capitals_mm: float, width_px: int
    ) -> list[pygame.Surface]:
        which = font(self._px(capitals_mm))
        lines = wrap(text, which, width_px)
        return [which.render(line, antialias=True, color=TEXT) for line in lines]

    def _line(self, text: str, capitals_mm: float) -> pygame.Surface:
        return font(self._px(capitals_mm)).render(text, antialias=True, color=TEXT)

    def _ring(self, left: float) -> Layer:
        """What remains, clockwise from the top; a quiet bed shows the whole."""
        side = self._px(self._sizes.ring_mm)
        large = side * OVERSAMPLING
        surface = pygame.Surface((large, large), pygame.SRCALPHA)
        width = self._px(self._sizes.ring_width_mm) * OVERSAMPLING
        _arc(surface, 1.0, width * 2, RING_BED)
        _arc(surface, left, width, RING, inset=width // 2)
        small = pygame.transform.smoothscale(surface, (side, side))
        margin = self._px(self._sizes.margin_mm) // 2
        right = self._side is Side.RIGHT
        x = self._size[0] - side - margin if right else margin
        return Layer(small, x, self._size[1] - side - margin)


def _arc(
    surface: pygame.Surface,
    share: float,
    width_px: int,
    colour: Colour,
    *,
    inset: int = 0,
) -> None:
    centre = surface.get_width() / 2
    outer = centre - inset
    inner = outer - width_px
    steps = max(2, round(180 * share))
    angles = [2 * math.pi * share * i / steps for i in range(steps + 1)]
    edge = [(outer, a) for a in angles] + [(inner, a) for a in reversed(angles)]
    points = [(centre + r * math.sin(a), centre - r * math.cos(a)) for r, a in edge]
    if share > 0:
        pygame.draw.polygon(surface, (*colour, 255), points)
