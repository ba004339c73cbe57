"""How a page looks: a page becomes layers at the display's own resolution."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.limbs import exercise_frames
from mirrorbox.screen.scales import Scales
from mirrorbox.screen.signs import OVERSAMPLING, sign
from mirrorbox.screen.text import capitals, font, wrap
from mirrorbox.screen.theme import (
    BACKGROUND,
    CHOSEN,
    LARGE,
    RING,
    RING_BED,
    TEXT,
    Colour,
    Sizes,
)
from mirrorbox.words import Side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mirrorbox.screen.page import Page, Row


PANEL_SHARE = 0.42
"""Share of the width that words take beside a live picture."""

COLUMN_SHARE = 0.72
"""Share of the width that words take on a dark page."""


ANCHOR_MM = 4.0
"""Width of the line that marks the other edge."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A picture laid over the mirror, its corner in display pixels."""

    surface: pygame.Surface
    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How pages look for this patient.

    Attributes:
        side: where words and signs stand: on the healthy side unless prescribed
            otherwise, for neglect or a lost half of sight.
        anchor: whether a line marks the other edge, for neglect.
        large: larger text.
        picture_first: signs before words, so that nothing must be read.
        rtl: whether the language runs from right to left; the column's inside flips,
            the clinical sides never do.
        translate: an English sentence, in the patient's language.
        limb_side: the side that drawn limbs show: the affected one.
    """

    side: Side
    anchor: bool = False
    large: bool = False
    picture_first: bool = False
    rtl: bool = False
    translate: Callable[[str], str] = str
    limb_side: Side = Side.LEFT

    @property
    def sizes(self) -> Sizes:
        """The lengths that go with it."""
        return LARGE if self.large else Sizes()


@dataclass(frozen=True, slots=True)
class _Block:
    """One thing in the column, and the space below it."""

    surface: pygame.Surface
    gap_px: int


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
        self._scales = Scales(self._sizes, self._px, look.translate)

    def layers(self, page: Page) -> tuple[Layer, ...]:
        """Draw a page."""
        layers = [] if page.bare else [self._words(page)]
        if page.ring is not None:
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
        panel_px = round(width * PANEL_SHARE) if page.live else width
        column_px = panel_px if page.live else round(width * COLUMN_SHARE)
        surface = pygame.Surface((panel_px, height), 0, 32)
        surface.fill(BACKGROUND)
        margin = self._px(self._sizes.margin_mm)
        left = margin + (panel_px - column_px if right else 0)
        column = pygame.Rect(left, 0, column_px - 2 * margin, height)
        self._stack(surface, list(self._blocks(page, column.w)), column)
        return Layer(surface, width - panel_px if right else 0, 0)

    def _stack(
        self, surface: pygame.Surface, blocks: list[_Block], column: pygame.Rect
    ) -> None:
        """One below the other, in the middle of the height; shrunk if too tall."""
        tall = sum(b.surface.get_height() + b.gap_px for b in blocks)
        margin = self._px(self._sizes.margin_mm) // 2
        room = surface.get_height() - 2 * margin
        spare = sum(b.gap_px for b in blocks)
        squeeze = min(1.0, max(0.2, 1 - (tall - room) / spare)) if spare else 1.0
        y = max(margin, (surface.get_height() - min(tall, room)) // 2)
        for block in blocks:
            x = column.x
            if self._look.rtl:
                x = column.right - block.surface.get_width()
            surface.blit(block.surface, (x, y))
            y += block.surface.get_height() + round(block.gap_px * squeeze)

    def _blocks(self, page: Page, width_px: int) -> Iterator[_Block]:
        gap = self._px(self._sizes.gap_mm)
        if page.number:
            number = font(self._px(self._sizes.number_mm))
            yield _Block(number.render(page.number, antialias=True, color=TEXT), gap)
        if page.exercise:
            yield _Block(self._exercise(page.exercise, width_px), gap)
        if page.sign:
            size = self._sizes.sign_mm * (1.5 if self._look.picture_first else 1)
            yield _Block(sign(page.sign, self._px(size)), gap)
        if page.title:
            for surface in self._lines(page.title, self._sizes.title_mm, width_px):
                yield _Block(surface, gap // 2)
            yield _Block(pygame.Surface((1, 1), pygame.SRCALPHA), gap // 2)
        if page.ask:
            yield _Block(self._scales.draw(page.ask, width_px), gap)
            yield _Block(self._hints(page.rows, width_px), gap)
            return
        if page.dots:
            yield _Block(self._dots(*page.dots), gap)
        for row in page.rows:
            if row.sign or not self._look.picture_first:
                yield _Block(self._row(row, width_px), gap)

    def _exercise(self, which: str, width_px: int) -> pygame.Surface:
        """The movement's postures side by side, as the affected limb would do it."""
        side = min(self._px(self._sizes.exercise_mm), width_px)
        frames = exercise_frames(which, self._look.limb_side, side)
        if len(frames) * side > width_px:
            side = width_px // len(frames)
            frames = exercise_frames(which, self._look.limb_side, side)
        surface = pygame.Surface((side * len(frames), side), pygame.SRCALPHA)
        for i, frame in enumerate(frames):
            surface.blit(frame, (i * side, 0))
        return surface

    def _hints(self, rows: tuple[Row, ...], width_px: int) -> pygame.Surface:
        """What the three buttons do now, beside one another in their own order."""
        cell = width_px // len(rows)
        side = self._px(self._sizes.row_sign_mm)
        texts = [self._line(row, self._sizes.text_mm) for row in rows]
        gap = self._px(self._sizes.gap_mm) // 3
        height = side + gap + max(text.get_height() for text in texts)
        surface = pygame.Surface((width_px, height), pygame.SRCALPHA)
        for i, (row, text) in enumerate(zip(rows, texts, strict=True)):
            if row.sign:
                surface.blit(sign(row.sign, side), (i * cell, 0))
            surface.blit(text, (i * cell, side + gap))
        return surface

    def _dots(self, entered: int, digits: int) -> pygame.Surface:
        side = self._px(self._sizes.row_sign_mm)
        surface = pygame.Surface((digits * side, side), pygame.SRCALPHA)
        for i in range(digits):
            centre = (i * side + side // 2, side // 2)
            colour = TEXT if i < entered else RING_BED
            pygame.draw.circle(surface, colour, centre, side // 3)
        return surface

    def _row(self, row: Row, width_px: int) -> pygame.Surface:
        """A sentence; its sign stands centred on the first line's capitals."""
        side = self._px(self._sizes.row_sign_mm) if row.sign else 0
        indent = side + self._px(self._sizes.gap_mm) // 2 if row.sign else 0
        which = font(self._px(self._sizes.text_mm))
        lines = self._lines(self._said(row), self._sizes.text_mm, width_px - indent)
        middle = which.get_ascent() - capitals(which) // 2
        top = max(0, side // 2 - middle)
        pitch = lines[0].get_height() + self._px(self._sizes.gap_mm) // 3
        height = max(side, top + pitch * len(lines))
        surface = pygame.Surface((width_px, height), pygame.SRCALPHA)
        if row.sign:
            x = width_px - side if self._look.rtl else 0
            surface.blit(sign(row.sign, side), (x, top + middle - side // 2))
        for i, line in enumerate(lines):
            x = width_px - indent - line.get_width() if self._look.rtl else indent
            surface.blit(line, (x, top + i * pitch))
        return surface

    def _said(self, row: Row) -> str:
        one_or_many = row.many if row.many and row.n != 1 else row.text
        said = self._look.translate(one_or_many)
        return said.format(n=row.n) if row.n is not None else said

    def _lines(
        self, text: str, capitals_mm: float, width_px: int
    ) -> list[pygame.Surface]:
        which = font(self._px(capitals_mm))
        lines = wrap(self._look.translate(text), which, width_px)
        return [which.render(line, antialias=True, color=TEXT) for line in lines]

    def _line(self, row: Row, capitals_mm: float) -> pygame.Surface:
        which = font(self._px(capitals_mm))
        return which.render(self._said(row), antialias=True, color=TEXT)

    def _anchor(self) -> Layer:
        """A line along the edge that a patient with neglect must be led back to."""
        width = self._px(ANCHOR_MM)
        surface = pygame.Surface((width, self._size[1]), 0, 32)
        surface.fill(CHOSEN)
        left = self._look.side is Side.RIGHT
        return Layer(surface, 0 if left else self._size[0] - width, 0)

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
        right = self._look.side is Side.RIGHT
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
