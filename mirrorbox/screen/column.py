"""The column of a page: a sign or a number, a title, sentences, one under another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.screen.board import Board
from mirrorbox.screen.cards import draw_deal
from mirrorbox.screen.exhibits import dots, movement, thought
from mirrorbox.screen.measure import Measure
from mirrorbox.screen.page import Sign
from mirrorbox.screen.rows import PICTURE_FIRST, draw_hints, draw_row
from mirrorbox.screen.scales import Scales

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pygame

    from mirrorbox.screen.board import Piece
    from mirrorbox.screen.look import Look
    from mirrorbox.screen.page import Deal, Page, Row, Scene
    from mirrorbox.screen.theme import Sizes

MOVEMENT_FIRST = 1.3
"""How much larger movements are where nothing must be read."""

_Block = tuple[Board, int]
"""One thing in the column, and the space below it."""


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
        measure = Measure(look=look, sizes=sizes, px_per_mm=px_per_mm, width_px=1)
        self._margin_px = measure.px(sizes.margin_mm)
        measure.width_px = max(1, room_px - 2 * self._margin_px)
        self._measure = measure
        self._look = look
        self._sizes = sizes
        self._board = self._stacked(list(self._each_block(page)))

    def fits(self, height_px: int) -> bool:
        """Whether no line is cut and the ink keeps off the upper and lower edge."""
        tall_px = self._board.ink.height + 2 * self._measure.px(self._sizes.edge_mm)
        narrow = self._measure.widest_px <= self._measure.width_px
        return narrow and tall_px <= height_px

    def draw(self, surface: pygame.Surface, left_px: int) -> tuple[Piece, ...]:
        """Put the column on a surface, halfway down; say what stands where."""
        ink = self._board.ink
        y = (surface.get_height() - ink.height) // 2 - ink.top
        x = left_px + self._margin_px
        surface.blit(self._board.surface, (x, y))
        return tuple(piece.moved(x, y) for piece in self._board.pieces)

    def _stacked(self, blocks: list[_Block]) -> Board:
        width = max(self._measure.width_px, *(board.width for board, _ in blocks))
        whole = Board(width, sum(board.height + gap for board, gap in blocks))
        y = 0
        for board, gap in blocks:
            x = self._measure.width_px - board.width if self._look.rtl else 0
            whole.add(board, x, y)
            y += board.height + gap
        return whole

    def _each_block(self, page: Page) -> Iterator[_Block]:
        first = [row for row in page.rows if self._comes_first(page, row)]
        gap = self._measure.gap_px
        for row in first:
            yield draw_row(row, self._measure), gap
        yield from self._head(page)
        yield from self._body(page, [row for row in page.rows if row not in first])

    def _comes_first(self, page: Page, row: Row) -> bool:
        """What must be so before START is pressed is shown above it."""
        shown = self._look.picture_first and row.scene is not None
        return shown and page.sign is Sign.START

    def _head(self, page: Page) -> Iterator[_Block]:
        measure, gap = self._measure, self._measure.gap_px
        if page.number:
            yield measure.line(page.number, self._sizes.number_mm), 2 * gap
        if page.exercise and not page.title:
            yield self._movement(page), gap
        if page.sign:
            yield self._sign(page.sign, page), gap
        if page.title:
            title = self._look.language.translate(page.title)
            *upper, last = measure.lines(title, self._sizes.title_mm)
            for line in upper:
                yield line, gap // 2
            yield last, gap // 2 + gap

    def _body(self, page: Page, rows: list[Row]) -> Iterator[_Block]:
        measure, gap = self._measure, self._measure.gap_px
        if page.ask:
            yield Scales(measure).draw(page.ask), gap
            yield draw_hints(rows, measure), gap
            return
        if page.deal:
            yield self._deal(page.deal, page.ring), gap
        if page.dots:
            yield dots(*page.dots, measure.px(self._sizes.row_sign_mm)), gap
        for row in rows:
            if row.pictured or not self._look.picture_first:
                yield draw_row(row, measure), gap
        if page.exercise and page.title and not self._look.picture_first:
            yield self._movement(page), gap

    def _deal(self, deal: Deal, ring: float | None) -> Board:
        """A card and its answers, in the middle of the column."""
        drawn = draw_deal(deal, ring, self._measure)
        self._measure.needs(drawn.width)
        width = max(self._measure.width_px, drawn.width)
        whole = Board(width, drawn.height)
        whole.add(drawn, (width - drawn.width) // 2, 0)
        return whole

    def _movement(self, page: Page) -> Board:
        """A movement's pictures; in the cloud of a thought where it is one."""
        larger = MOVEMENT_FIRST if self._look.picture_first else 1
        side = self._measure.px(self._sizes.exercise_mm * larger)
        room = self._measure.width_px
        draw = thought if page.thought and self._look.picture_first else movement
        limb, rtl = self._look.limb_side, self._look.rtl
        return draw(page.exercise, limb, side, room, rtl=rtl)

    def _sign(self, which: Sign, page: Page) -> Board:
        """The page's sign; where nothing must be read, with its picture beside it."""
        if not self._look.picture_first:
            return self._measure.symbol(which, self._measure.px(self._sizes.sign_mm))
        side = self._measure.px(self._sizes.sign_mm * PICTURE_FIRST)
        symbols: list[Sign | Scene] = [which, *([page.scene] if page.scene else [])]
        drawn = [self._measure.symbol(symbol, side) for symbol in symbols]
        return self._measure.in_order(drawn, self._measure.gap_px)
