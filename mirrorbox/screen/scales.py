"""Questions as pictures: a number line with a face, or a choice of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.belonging import belonging
from mirrorbox.screen.board import Board
from mirrorbox.screen.choice import draw_choice
from mirrorbox.screen.faces import face
from mirrorbox.screen.text import font
from mirrorbox.session import HIGHEST
from mirrorbox.words import Rating

if TYPE_CHECKING:
    from mirrorbox.screen.measure import Measure
    from mirrorbox.screen.page import Ask

NO_ANSWER = "–"


class Scales:
    """Draws what is asked, as wide as a column."""

    def __init__(self, measure: Measure) -> None:
        """Draw to this measure."""
        self._measure = measure
        self._sizes = measure.sizes
        self._look = measure.look
        self._px = measure.px

    def draw(self, ask: Ask) -> Board:
        """A question's scale with the answer chosen so far."""
        if ask.rating is Rating.UNPLEASANT:
            return draw_choice(ask.answer, self._measure)
        return self._numbers(ask)

    def _numbers(self, ask: Ask) -> Board:
        """A large number, its face, and the line from 0 to 10 below."""
        width = self._measure.width_px
        large = self._px(self._sizes.answer_mm)
        line = self._line(ask.answer)
        gap = self._measure.gap_px // 2
        board = Board(width, large + gap + line.height)
        text = NO_ANSWER if ask.answer is None else str(ask.answer)
        which = font(round(large * 0.8))
        number = which.render(text, antialias=True, color=self._look.theme.text)
        x, face_x = 0, width - 2 * large
        if self._look.picture_first:
            self._ends(ask, board, large)
            x, face_x = width // 2 - number.get_width() - gap, width // 2 + gap
        board.put(number, x, (large - number.get_height()) // 2, text, text=True)
        if ask.answer is not None and ask.rating is not Rating.ILLUSION:
            board.put(face(ask.answer, large), face_x, 0, f"face {ask.answer}")
        board.add(line, 0, large + gap)
        return board

    def _ends(self, ask: Ask, board: Board, large: int) -> None:
        """What is asked, as pictures over the two ends of the line."""
        side = large * 3 // 4
        if ask.rating is Rating.ILLUSION:
            limb, affected = self._look.limb, self._look.limb_side
            apart, own = (
                belonging(limb, affected, own=one, side_px=large)
                for one in (False, True)
            )
        else:
            apart, own = face(0, side), face(HIGHEST, side)
        cell = self._measure.width_px // (HIGHEST + 1)
        end = cell * (HIGHEST + 1)
        for picture, name, x in (
            (apart, "least", 0),
            (own, "most", end - own.get_width()),
        ):
            board.put(picture, x, large - picture.get_height(), name)

    def _line(self, answer: int | None) -> Board:
        """0 to 10 in a row; the chosen one is larger, boxed and lighter."""
        width = self._measure.width_px
        cell = width // (HIGHEST + 1)
        height = self._px(self._sizes.text_mm * 2.2)
        board = Board(width, height)
        which = font(self._px(self._sizes.text_mm))
        for number in range(HIGHEST + 1):
            box = pygame.Rect(number * cell, 0, cell, height)
            chosen = number == answer
            if chosen:
                pygame.draw.rect(
                    board.surface, self._look.theme.chosen, box, border_radius=cell // 6
                )
                board.enclose("chosen", box)
            colour = self._look.theme.background if chosen else self._look.theme.text
            digit = which.render(str(number), antialias=True, color=colour)
            x, y = _centred(digit, box)
            board.put(digit, x, y, str(number), text=True)
        return board


def _centred(text: pygame.Surface, box: pygame.Rect) -> tuple[int, int]:
    x = box.centerx - text.get_width() // 2
    return x, box.centery - text.get_height() // 2
