"""Clinical left and right on the card page: in no layout and no language are they
swapped, and the card is large and stands out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pygame
import pytest

from mirrorbox.exercises import laterality_cards
from mirrorbox.gallery import layouts
from mirrorbox.language import NAMES, Language
from mirrorbox.screen import cards
from mirrorbox.screen.draw import Artist
from mirrorbox.screen.limbs import draw_card
from mirrorbox.screen.page import Deal, Page, Sign
from mirrorbox.screen.signs import sign
from mirrorbox.screen.theme import BACKGROUND, SIGN_COLOURS, contrast
from mirrorbox.words import Limb, Side

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mirrorbox.exercises import Card
    from mirrorbox.screen import Look

SIZE = (1280, 720)
MM_PER_PX = 345 / SIZE[0]
LEAST_MM = 68
"""How tall an upright limb is at the least; about 6.5 degrees at 60 cm."""

LEAST_ONE_SIDED_MM = 60
"""The same where card and both answers keep to the side that is seen: 5.7 degrees."""

ANCHOR_PX = 40
"""Beyond it ends the anchor line, which has the colour of PAUSE."""

LOOKS = [
    pytest.param(replace(look, language=Language(code)), id=f"{code}, {name}")
    for code in NAMES
    for name, look in layouts().items()
]


def page(card: Card | None, *, face_up: bool = True) -> Page:
    return Page(name="card", title="Left or right?", deal=Deal(card, face_up))


def drawn(look: Look, shown: Page) -> NDArray[np.int64]:
    """H×W×3 of the page."""
    layer, *_ = Artist(SIZE, mm_per_px=MM_PER_PX, look=look).layers(shown)
    return pygame.surfarray.array3d(layer.surface).swapaxes(0, 1).astype(np.int64)


def columns(grid: NDArray[np.int64], colour: tuple[int, ...]) -> NDArray[np.int64]:
    """Where in x a colour stands."""
    found: NDArray[np.int64] = np.flatnonzero((grid == colour).all(axis=2).any(axis=0))
    return found


def some_card(limb: Limb = Limb.HAND) -> Card:
    return laterality_cards(8, limb, 5)[0]


@pytest.mark.parametrize("look", LOOKS)
def test_left_stands_left_of_a_large_card_and_right_stands_right(look: Look) -> None:
    upright = replace(some_card(), rotation_deg=0)
    face_up, face_down = (
        drawn(look, page(upright, face_up=up)) for up in (True, False)
    )
    card = np.argwhere((face_up != face_down).any(axis=2))
    tall, _ = np.ptp(card, axis=0)
    start = columns(face_up, SIGN_COLOURS[Sign.START])
    pause = columns(face_up, SIGN_COLOURS[Sign.PAUSE])
    start, pause = start[start > ANCHOR_PX], pause[pause > ANCHOR_PX]

    assert start.max() < card[:, 1].min()
    assert card[:, 1].max() < pause.min()
    least_mm = LEAST_ONE_SIDED_MM if look.anchor else LEAST_MM
    assert tall * MM_PER_PX >= least_mm


@pytest.mark.parametrize("limb", [Limb.HAND, Limb.FOOT])
def test_what_is_shown_is_the_card_and_not_its_mirror_image(
    limb: Limb, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Card, int]] = []

    def watched(card: Card, size_px: int) -> pygame.Surface:
        asked.append((card, size_px))
        return draw_card(card, size_px)

    monkeypatch.setattr(cards, "draw_card", watched)
    card = some_card(limb)
    for code in ("en", "ar"):
        look = replace(layouts()["plain"], language=Language(code))
        up, down = (drawn(look, page(card, face_up=face)) for face in (True, False))
        drawn_card, size_px = asked[-1]
        assert drawn_card == card
        box = draw_card(card, size_px).get_bounding_rect()
        places = np.argwhere((up != down).any(axis=2))
        (top, left), (bottom, right) = places.min(axis=0), places.max(axis=0) + 1
        shown = up[top:bottom, left:right]
        for side in Side:
            alone = on_page(replace(card, side=side), size_px)[: box.h, : box.w]
            same = shown.shape == alone.shape and bool((shown == alone).all())
            assert same is (side is card.side)


def on_page(card: Card, size_px: int) -> NDArray[np.int64]:
    """A card drawn alone on the page's background, cut to the limb."""
    picture = draw_card(card, size_px)
    box = picture.get_bounding_rect()
    alone = pygame.Surface(box.size, 0, 32)
    alone.fill(BACKGROUND)
    alone.blit(picture, (0, 0), box)
    return pygame.surfarray.array3d(alone).swapaxes(0, 1).astype(np.int64)


@pytest.mark.parametrize("limb", [Limb.HAND, Limb.FOOT])
def test_a_limb_stands_out_from_the_page(limb: Limb) -> None:
    for card in laterality_cards(6, limb, 3):
        picture = draw_card(card, 160)
        solid = pygame.surfarray.array_alpha(picture) > 250
        colours = pygame.surfarray.array3d(picture)[solid]
        typical = tuple(int(c) for c in np.median(colours, axis=0))
        assert contrast(typical, BACKGROUND) >= 7


def test_the_arrows_point_apart() -> None:
    left, right = (
        pygame.surfarray.array_alpha(sign(which, 128)).astype(np.int64)
        for which in (Sign.LEFT, Sign.RIGHT)
    )
    assert np.abs(left - right[::-1]).mean() < 2
    tall = (left > 127).sum(axis=1)  # array_alpha is X-first
    assert tall[:64].max() > 1.5 * tall[64:].max()


def test_the_buttons_are_told_before_the_first_card() -> None:
    look = layouts()["plain"]
    grid = drawn(look, page(None))

    start = columns(grid, SIGN_COLOURS[Sign.START])
    pause = columns(grid, SIGN_COLOURS[Sign.PAUSE])
    assert start.max() < pause.min()
