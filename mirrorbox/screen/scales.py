"""Questions as pictures: a number line with a face, or pictures to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.faces import face, unpleasant
from mirrorbox.screen.page import Sign
from mirrorbox.screen.signs import sign
from mirrorbox.screen.text import font
from mirrorbox.session import HIGHEST
from mirrorbox.words import Rating, Unpleasant

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirrorbox.screen.look import Look
    from mirrorbox.screen.page import Ask
    from mirrorbox.screen.theme import Sizes

NO_ANSWER = "–"
COLUMNS = 3
"""Pictures in a row of the choice."""

_NAMES: dict[Unpleasant, str] = {
    Unpleasant.NONE: "Nothing",
    Unpleasant.DIZZY: "Dizzy",
    Unpleasant.SICK: "Sick",
    Unpleasant.UPSET: "Upset",
    Unpleasant.STUCK: "Limb stuck",
    Unpleasant.OTHER: "Other",
}


class Scales:
    """Draws what is asked, at one display's size."""

    def __init__(self, sizes: Sizes, px: Callable[[float], int], look: Look) -> None:
        """Draw with these sizes; `px` turns mm into pixels."""
        self._sizes = sizes
        self._px = px
        self._look = look
        self._writer = look.writer()

    def draw(self, ask: Ask, width_px: int) -> pygame.Surface:
        """A question's scale with the answer chosen so far."""
        if ask.rating is Rating.UNPLEASANT:
            return self._pictures(ask.answer, width_px)
        return self._numbers(ask, width_px)

    def _numbers(self, ask: Ask, width_px: int) -> pygame.Surface:
        """A large number, its face, and the line from 0 to 10 below."""
        large = self._px(self._sizes.answer_mm)
        line = self._line(ask.answer, width_px)
        gap = self._px(self._sizes.gap_mm) // 2
        surface = pygame.Surface(
            (width_px, large + gap + line.get_height()), pygame.SRCALPHA
        )
        text = NO_ANSWER if ask.answer is None else str(ask.answer)
        number = font(round(large * 0.8)).render(
            text, antialias=True, color=self._look.theme.text
        )
        surface.blit(number, (0, (large - number.get_height()) // 2))
        if ask.answer is not None and ask.rating is not Rating.ILLUSION:
            surface.blit(face(ask.answer, large), (width_px - 2 * large, 0))
        elif self._look.picture_first:
            self._ends(ask, surface, large)
        surface.blit(line, (0, large + gap))
        return surface

    def _ends(self, ask: Ask, surface: pygame.Surface, large: int) -> None:
        """What is asked, as pictures: from no pain to the worst, or one's own hand."""
        if ask.rating is Rating.ILLUSION:
            mine = sign(Sign.HAND, large)
            surface.blit(mine, (surface.get_width() - 2 * large, 0))
            return
        small = large * 3 // 5
        room = surface.get_width()
        arrow = sign(Sign.START, small // 3)  # the scale runs from left to right
        for picture, x in (
            (face(0, small), room - 3 * small),
            (arrow, room - 2 * small + small // 3),
            (face(HIGHEST, small), room - small - small // 6),
        ):
            surface.blit(picture, (x, (large - picture.get_height()) // 2))

    def _line(self, answer: int | None, width_px: int) -> pygame.Surface:
        """0 to 10 in a row; the chosen one is larger, boxed and lighter."""
        cell = width_px // (HIGHEST + 1)
        height = self._px(self._sizes.text_mm * 2.2)
        surface = pygame.Surface((width_px, height), pygame.SRCALPHA)
        which = font(self._px(self._sizes.text_mm))
        for number in range(HIGHEST + 1):
            box = pygame.Rect(number * cell, 0, cell, height)
            chosen = number == answer
            if chosen:
                pygame.draw.rect(
                    surface, self._look.theme.chosen, box, border_radius=cell // 6
                )
            colour = self._look.theme.background if chosen else self._look.theme.text
            digit = which.render(str(number), antialias=True, color=colour)
            surface.blit(digit, _centred(digit, box))
        return surface

    def _pictures(self, answer: int | None, width_px: int) -> pygame.Surface:
        """Six pictures with their words; the chosen one is boxed."""
        cell_w = width_px // COLUMNS
        side = self._px(self._sizes.picture_mm)
        words = self._px(self._sizes.text_mm * 2)
        cell_h = side + words
        rows = -(-len(_NAMES) // COLUMNS)
        surface = pygame.Surface((width_px, rows * cell_h), pygame.SRCALPHA)
        for i, (what, name) in enumerate(_NAMES.items()):
            box = pygame.Rect(
                i % COLUMNS * cell_w, i // COLUMNS * cell_h, cell_w, cell_h
            )
            edge = self._look.theme.chosen if i == answer else self._look.theme.quiet
            thick = max(2, self._px(1.6 if i == answer else 0.4))
            inner = box.inflate(-self._px(2), -self._px(2))
            pygame.draw.rect(surface, edge, inner, thick, border_radius=side // 8)
            picture = unpleasant(what, round(side * 0.86))
            surface.blit(
                picture, (box.centerx - picture.get_width() // 2, box.y + self._px(2))
            )
            said = self._look.language.translate(name)
            text = self._writer.render(
                said, self._px(self._sizes.text_mm), self._look.theme.text
            )
            text = _fitted(text, inner.w - self._px(2))
            at = pygame.Rect(box.x, box.bottom - words, cell_w, words)
            surface.blit(text, _centred(text, at))
        return surface


def _fitted(text: pygame.Surface, width_px: int) -> pygame.Surface:
    """A word that is too long for its box is drawn smaller, never cut."""
    if text.get_width() <= width_px:
        return text
    height = max(1, round(text.get_height() * width_px / text.get_width()))
    return pygame.transform.smoothscale(text, (max(1, width_px), height))


def _centred(text: pygame.Surface, box: pygame.Rect) -> tuple[int, int]:
    x = box.centerx - text.get_width() // 2
    return x, box.centery - text.get_height() // 2
