"""The column of a page: a sign or a number, a title, sentences, one under another."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.cards import Cards
from mirrorbox.screen.exhibits import dots, movement
from mirrorbox.screen.page import Sign
from mirrorbox.screen.scales import Scales
from mirrorbox.screen.signs import sign
from mirrorbox.screen.text import capitals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mirrorbox.screen.look import Look
    from mirrorbox.screen.page import Deal, Page, Row
    from mirrorbox.screen.theme import Sizes

PICTURE_FIRST = 1.5
"""How much larger signs are where nothing must be read."""


@dataclass(frozen=True, slots=True)
class _Block:
    """One thing in the column, and the space below it."""

    surface: pygame.Surface
    gap_px: int


class Column:
    """A page's words at one choice of sizes; wider and taller than wished, maybe."""

    def __init__(
        self, page: Page, *, look: Look, sizes: Sizes, px_per_mm: float, room_px: int
    ) -> None:
        """Draw the words.

        Args:
            page: what to say.
            look: for whom.
            sizes: how large, in mm.
            px_per_mm: of the display.
            room_px: the width there is, margins and all.
        """
        self._look = look
        self._writer = look.writer()
        self._sizes = sizes
        self._px_per_mm = px_per_mm
        self._margin_px = self._px(sizes.margin_mm)
        self._width_px = max(1, room_px - 2 * self._margin_px)
        self._widest_px = 0
        self._blocks = list(self._each_block(page))

    @property
    def height_px(self) -> int:
        """From the top of the first thing to below the last one's gap."""
        return sum(b.surface.get_height() + b.gap_px for b in self._blocks)

    def fits(self, height_px: int) -> bool:
        """Whether no line is cut and a gap is left above and below."""
        edges_px = 2 * self._px(self._sizes.gap_mm) - self._blocks[-1].gap_px
        tall_px = self.height_px + edges_px
        return self._widest_px <= self._width_px and tall_px <= height_px

    def draw(self, surface: pygame.Surface, left_px: int) -> None:
        """Put the column on a surface, halfway down."""
        y = max(0, (surface.get_height() - self.height_px) // 2)
        for block in self._blocks:
            x = left_px + self._margin_px
            if self._look.rtl:
                x += self._width_px - block.surface.get_width()
            surface.blit(block.surface, (x, y))
            y += block.surface.get_height() + block.gap_px

    def _px(self, mm: float) -> int:
        return math.ceil(mm * self._px_per_mm)

    def _each_block(self, page: Page) -> Iterator[_Block]:
        yield from self._head(page)
        yield from self._body(page)

    def _head(self, page: Page) -> Iterator[_Block]:
        gap = self._px(self._sizes.gap_mm)
        if page.number:
            yield _Block(self._line(page.number, self._sizes.number_mm), 2 * gap)
        if page.exercise and not page.title:
            yield _Block(self._movement(page.exercise), gap)
        if page.sign:
            yield _Block(self._sign(page.sign), gap)
        if page.title:
            title = self._look.language.translate(page.title)
            for surface in self._lines(title, self._sizes.title_mm):
                yield _Block(surface, gap // 2)
            yield _Block(pygame.Surface((1, 1), pygame.SRCALPHA), gap)

    def _body(self, page: Page) -> Iterator[_Block]:
        gap = self._px(self._sizes.gap_mm)
        if page.ask:
            scales = Scales(self._sizes, self._px, self._look)
            yield _Block(scales.draw(page.ask, self._width_px), gap)
            yield _Block(self._hints(page.rows), gap)
            return
        if page.deal:
            yield _Block(self._deal(page.deal), gap)
        if page.dots:
            entered = dots(*page.dots, self._px(self._sizes.row_sign_mm))
            self._widest_px = max(self._widest_px, entered.get_width())
            yield _Block(entered, gap)
        for row in page.rows:
            if row.sign or not self._look.picture_first:
                yield _Block(self._row(row), gap)
        if page.exercise and page.title:
            yield _Block(self._movement(page.exercise), gap)

    def _deal(self, deal: Deal) -> pygame.Surface:
        """A card and its answers, in the middle of the column."""
        drawn = Cards(self._sizes, self._px, self._look).draw(deal)
        self._widest_px = max(self._widest_px, drawn.get_width())
        width = max(self._width_px, drawn.get_width())
        surface = pygame.Surface((width, drawn.get_height()), pygame.SRCALPHA)
        surface.blit(drawn, ((width - drawn.get_width()) // 2, 0))
        return surface

    def _movement(self, exercise: str) -> pygame.Surface:
        side = self._px(self._sizes.exercise_mm)
        return movement(exercise, self._look.limb_side, side, self._width_px)

    def _sign(self, which: Sign) -> pygame.Surface:
        larger = PICTURE_FIRST if self._look.picture_first else 1
        side = self._px(self._sizes.sign_mm * larger)
        self._widest_px = max(self._widest_px, side)
        return sign(which, side)

    def _hints(self, rows: tuple[Row, ...]) -> pygame.Surface:
        """What the three buttons do now, beside one another in their own order."""
        cell = self._width_px // len(rows)
        side = self._px(self._sizes.row_sign_mm)
        said = [self._look.said(row) for row in rows]
        texts = [self._line(text, self._sizes.text_mm) for text in said]
        widest = max(text.get_width() for text in texts) + side // 4
        self._widest_px = max(self._widest_px, widest * len(rows))
        gap = self._px(self._sizes.gap_mm) // 3
        height = side + gap + max(text.get_height() for text in texts)
        surface = pygame.Surface((self._width_px, height), pygame.SRCALPHA)
        for i, (row, text) in enumerate(zip(rows, texts, strict=True)):
            if row.sign:
                surface.blit(sign(row.sign, side), (i * cell, 0))
            surface.blit(text, (i * cell, side + gap))
        return surface

    def _row(self, row: Row) -> pygame.Surface:
        """A sentence; its sign stands centred on the first line's capitals."""
        if row.sign is Sign.HAND and not self._look.picture_first:
            row = replace(row, sign=None)  # it says what the words say, and takes room
        side = self._px(self._sizes.row_sign_mm) if row.sign else 0
        indent = side + self._px(self._sizes.gap_mm) // 2 if row.sign else 0
        lines = self._lines(self._look.said(row), self._sizes.text_mm, indent)
        which = self._writer.font(self._px(self._sizes.text_mm))
        middle = which.get_ascent() - capitals(which) // 2
        top = max(0, side // 2 - middle)
        pitch = lines[0].get_height() + self._px(self._sizes.gap_mm) // 3
        height = max(side, top + pitch * len(lines))
        surface = pygame.Surface((self._width_px, height), pygame.SRCALPHA)
        rtl = self._look.rtl
        if row.sign:
            x = self._width_px - side if rtl else 0
            surface.blit(sign(row.sign, side), (x, top + middle - side // 2))
        for i, line in enumerate(lines):
            x = self._width_px - indent - line.get_width() if rtl else indent
            surface.blit(line, (x, top + i * pitch))
        return surface

    def _lines(
        self, text: str, capitals_mm: float, indent_px: int = 0
    ) -> list[pygame.Surface]:
        room = self._width_px - indent_px
        lines = self._writer.wrap(text, self._px(capitals_mm), room)
        return [self._line(line, capitals_mm, indent_px) for line in lines]

    def _line(
        self, text: str, capitals_mm: float, indent_px: int = 0
    ) -> pygame.Surface:
        line = self._writer.render(text, self._px(capitals_mm), self._look.theme.text)
        self._widest_px = max(self._widest_px, indent_px + line.get_width())
        return line
