"""A card of "left or right?" between its two answers.

What means left stands on the left and what means right on the right, in every layout
and every language: nothing here asks which way the words run. The words stand below
the card and not beside it: where one is long, it is not the card that pays for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.board import Board, below, one
from mirrorbox.screen.limbs import draw_card
from mirrorbox.screen.page import Sign
from mirrorbox.screen.ring import draw_ring

if TYPE_CHECKING:
    from mirrorbox.exercises.laterality import Card
    from mirrorbox.screen.measure import Measure
    from mirrorbox.screen.page import Deal

PRESSED_SHARE = 0.7
"""How large the button's sign is beside its arrow."""


def draw_deal(deal: Deal, ring: float | None, measure: Measure) -> Board:
    """The card with an answer on either side; below, what LOG does and what remains."""
    row = _flanked(_middle(deal, measure), measure)
    if deal.card is None:
        return row
    return below([row, _foot(ring, row.width, measure)], measure.gap_px)


def _middle(deal: Deal, measure: Measure) -> Board:
    """The card, the number in its place, or nothing yet."""
    if deal.card is not None:
        return _card(deal.card, measure, face_up=deal.face_up)
    if deal.number:
        return measure.line(deal.number, measure.sizes.number_mm)
    return Board(4 * measure.gap_px, 1)


def _flanked(middle: Board, measure: Measure) -> Board:
    """Arrow and button on either side; their words below, from the same two edges."""
    gap = measure.gap_px
    answers = [
        _answer(Sign.LEFT, Sign.START, measure),
        _answer(Sign.RIGHT, Sign.PAUSE, measure),
    ]
    said = [measure.look.language.translate(text) for text in ("Left", "Right")]
    words = [measure.line(text, measure.sizes.text_mm) for text in said]
    edge = answers[0].width
    width = max(
        middle.width + 2 * (gap + edge),
        sum(max(word.width, edge) for word in words) + 2 * gap,
    )
    tall = max(middle.height, answers[0].height)
    foot = tall + gap // 2
    whole = Board(width, foot + max(word.height for word in words))
    whole.add(middle, (width - middle.width) // 2, (tall - middle.height) // 2)
    for right, (answer, word) in enumerate(zip(answers, words, strict=True)):
        x = width - answer.width if right else 0
        whole.add(answer, x, tall - answer.height)
        beyond = max(0, word.width - answer.width)
        inset = (answer.width - min(word.width, answer.width)) // 2
        whole.add(word, x + inset - (beyond if right else 0), foot)
    return whole


def _answer(side: Sign, button: Sign, measure: Measure) -> Board:
    """An arrow, and the button that says so."""
    arrow = measure.sizes.arrow_mm
    pressed = measure.symbol(button, measure.px(arrow * PRESSED_SHARE))
    return below(
        [measure.symbol(side, measure.px(arrow)), pressed], measure.gap_px // 2
    )


def _card(card: Card, measure: Measure, *, face_up: bool) -> Board:
    """The picture, or its place: it is drawn ahead, where it lies face down."""
    picture = draw_card(card, measure.px(measure.sizes.card_mm))
    if face_up:
        return one(picture, "card")
    return one(pygame.Surface(picture.get_size(), pygame.SRCALPHA), "")


def _foot(ring: float | None, width_px: int, measure: Measure) -> Board:
    """The rest in the middle; the ring of what remains at the right end."""
    rest = _rest(measure)
    if ring is None:
        return rest
    side, thick = measure.px(measure.sizes.row_sign_mm), measure.sizes.ring_width_mm / 2
    drawn = draw_ring(ring, side, measure.px(thick), measure.look.theme)
    width = max(width_px, rest.width + 2 * (side + measure.gap_px))
    foot = Board(width, max(rest.height, side))
    foot.add(rest, (width - rest.width) // 2, (foot.height - rest.height) // 2)
    foot.put(drawn, width - side, (foot.height - side) // 2, "ring")
    return foot


def _rest(measure: Measure) -> Board:
    """LOG, and that it is a rest."""
    side = measure.px(measure.sizes.row_sign_mm)
    signs = [measure.symbol(Sign.LOG, side)]
    if measure.look.picture_first:
        signs += [measure.symbol(Sign.THEN, side // 2), measure.symbol(Sign.REST, side)]
    said = measure.look.language.translate("Take a rest")
    word = measure.line(said, measure.sizes.text_mm)
    return measure.in_order([*signs, word], measure.gap_px // 2)
