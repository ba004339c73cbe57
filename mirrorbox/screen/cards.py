"""A card of "left or right?" between its two answers.

What means left stands on the left and what means right on the right, in every layout
and every language: nothing here asks which way the words run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.limbs import draw_card
from mirrorbox.screen.page import Sign
from mirrorbox.screen.signs import sign
from mirrorbox.screen.theme import TEXT

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirrorbox.exercises.laterality import Card
    from mirrorbox.screen.look import Look
    from mirrorbox.screen.page import Deal
    from mirrorbox.screen.theme import Sizes


class Cards:
    """Draws what is asked, at one display's size."""

    def __init__(self, sizes: Sizes, px: Callable[[float], int], look: Look) -> None:
        """Draw with these sizes; `px` turns mm into pixels."""
        self._sizes = sizes
        self._px = px
        self._look = look
        self._writer = look.writer()

    def draw(self, deal: Deal) -> pygame.Surface:
        """The card with an answer on either side, and what LOG does below."""
        answers = [
            self._answer(Sign.LEFT, "Left", Sign.START),
            self._answer(Sign.RIGHT, "Right", Sign.PAUSE),
        ]
        wide = max(answer.get_width() for answer in answers)
        left, right = (_centred(answer, wide) for answer in answers)
        gap = self._px(self._sizes.gap_mm)
        if deal.card is None:
            return _beside([left, right], 2 * gap)
        card = self._card(deal.card, face_up=deal.face_up)
        return _below([_beside([left, card, right], gap), self._rest()], gap)

    def _answer(self, side: Sign, word: str, button: Sign) -> pygame.Surface:
        """An arrow, its word, and the button that says so."""
        gap = self._px(self._sizes.gap_mm) // 2
        arrow = sign(side, self._px(self._sizes.arrow_mm))
        pressed = sign(button, self._px(self._sizes.arrow_mm * 0.7))
        return _below([arrow, self._word(word), pressed], gap)

    def _card(self, card: Card, *, face_up: bool) -> pygame.Surface:
        """The picture, or its place: it is drawn ahead, where it lies face down."""
        picture = draw_card(card, self._px(self._sizes.card_mm))
        return (
            picture if face_up else pygame.Surface(picture.get_size(), pygame.SRCALPHA)
        )

    def _rest(self) -> pygame.Surface:
        pressed = sign(Sign.LOG, self._px(self._sizes.row_sign_mm))
        gap = self._px(self._sizes.gap_mm) // 2
        return _beside([pressed, self._word("Take a rest")], gap)

    def _word(self, text: str) -> pygame.Surface:
        said = self._look.language.translate(text)
        return self._writer.render(said, self._px(self._sizes.text_mm), TEXT)


def _centred(picture: pygame.Surface, width_px: int) -> pygame.Surface:
    surface = pygame.Surface((width_px, picture.get_height()), pygame.SRCALPHA)
    surface.blit(picture, ((width_px - picture.get_width()) // 2, 0))
    return surface


def _beside(pictures: list[pygame.Surface], gap_px: int) -> pygame.Surface:
    """From left to right in this order, halfway down."""
    height = max(picture.get_height() for picture in pictures)
    width = sum(picture.get_width() + gap_px for picture in pictures) - gap_px
    surface = pygame.Surface((width, height), pygame.SRCALPHA)
    x = 0
    for picture in pictures:
        surface.blit(picture, (x, (height - picture.get_height()) // 2))
        x += picture.get_width() + gap_px
    return surface


def _below(pictures: list[pygame.Surface], gap_px: int) -> pygame.Surface:
    """One below the other, centred."""
    width = max(picture.get_width() for picture in pictures)
    height = sum(picture.get_height() + gap_px for picture in pictures) - gap_px
    surface = pygame.Surface((width, height), pygame.SRCALPHA)
    y = 0
    for picture in pictures:
        surface.blit(picture, ((width - picture.get_width()) // 2, y))
        y += picture.get_height() + gap_px
    return surface
