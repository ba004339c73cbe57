"""The measure, as typesetters call it: how wide a column is, and how its lines fit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.board import Board, beside, one
from mirrorbox.screen.page import Scene, Sign
from mirrorbox.screen.scenes import scene
from mirrorbox.screen.signs import sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mirrorbox.screen.look import Look
    from mirrorbox.screen.theme import Sizes


class Measure:
    """A column's width, and what turns words and signs into boards for it."""

    def __init__(
        self, *, look: Look, sizes: Sizes, px_per_mm: float, width_px: int
    ) -> None:
        """Set for one patient at one choice of sizes.

        Args:
            look: for whom.
            sizes: how large, in mm.
            px_per_mm: of the display.
            width_px: between the margins.
        """
        self.look = look
        self.sizes = sizes
        self.width_px = width_px
        self.widest_px = 0
        """The widest thing asked for so far; more than `width_px` does not fit."""
        self._px_per_mm = px_per_mm
        self._writer = look.writer()

    @property
    def gap_px(self) -> int:
        """Between two things."""
        return self.px(self.sizes.gap_mm)

    def px(self, mm: float) -> int:
        """So many mm, in whole pixels of the display and never less."""
        return math.ceil(mm * self._px_per_mm)

    def needs(self, width_px: int) -> None:
        """Something is so wide."""
        self.widest_px = max(self.widest_px, width_px)

    def line(self, text: str, capitals_mm: float, indent_px: int = 0) -> Board:
        """A line whose capitals are so tall, behind so much indent."""
        drawn = self.loose(text, capitals_mm)
        self.needs(indent_px + drawn.width)
        return drawn

    def lines(self, text: str, capitals_mm: float, indent_px: int = 0) -> list[Board]:
        """A sentence, broken to the column."""
        room = self.width_px - indent_px
        broken = self.broken(text, capitals_mm, room)
        return [self.line(part, capitals_mm, indent_px) for part in broken]

    def loose(self, text: str, capitals_mm: float) -> Board:
        """A line that stands in a box of its own: whether it fits, its box knows."""
        colour = self.look.theme.text
        drawn = self._writer.render(text, self.px(capitals_mm), colour)
        return one(drawn, text, text=True)

    def broken(self, text: str, capitals_mm: float, room_px: int) -> list[str]:
        """The lines of a sentence in a room of that width."""
        return self._writer.wrap(text, self.px(capitals_mm), room_px)

    def in_order(self, boards: Sequence[Board], gap_px: int) -> Board:
        """Beside one another, the first where this language begins."""
        return beside(boards[::-1] if self.look.rtl else boards, gap_px)

    def heights(self, capitals_mm: float) -> tuple[int, int]:
        """From a line's top to its baseline, and how tall its capitals are."""
        return self._writer.heights(self.px(capitals_mm))

    def symbol(self, which: Sign | Scene, side_px: int) -> Board:
        """A sign, or a picture of the patient's limb, so high."""
        look = self.look
        if isinstance(which, Scene):
            drawn = scene(which, look.limb, look.limb_side, side_px)
        else:
            drawn = sign(which, side_px)
            if which is Sign.THEN and look.rtl:
                drawn = pygame.transform.flip(drawn, flip_x=True, flip_y=False)
        self.needs(drawn.get_width())
        return one(drawn, which.value)
