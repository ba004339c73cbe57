"""The two ends of "how much did it feel like your own limb?", as pictures.

A person from behind, so that left is left: at 0 the limb is apart and grey, at 10 it is
part of the body. Our own drawing; it does not replace the number.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.pen import OVERSAMPLING, Pen
from mirrorbox.screen.tiles import CLOTH, INK, SKIN
from mirrorbox.words import Limb, Side

if TYPE_CHECKING:
    from mirrorbox.screen.theme import Colour

APART: Colour = (150, 150, 150)
"""Of a limb that does not feel like one's own."""

HAIR: Colour = (150, 104, 72)

APART_BY = {True: 0.12, False: 0.28}
"""How far an arm, or a leg, is moved away from the body: clear of all else."""


@lru_cache(maxsize=16)
def belonging(limb: Limb, affected: Side, *, own: bool, side_px: int) -> pygame.Surface:
    """A person and the affected limb, part of the body or apart from it."""
    large = side_px * OVERSAMPLING
    surface = pygame.Surface((large, large), pygame.SRCALPHA)
    arm = limb in {Limb.HAND, Limb.FOREARM}
    _limbs(surface, arm=not arm, left=0.0, skin=SKIN)
    _limbs(
        surface,
        arm=arm,
        left=0.0 if own else APART_BY[arm],
        skin=SKIN if own else APART,
    )
    _body(surface)
    right_way = pygame.transform.flip(surface, affected is Side.RIGHT, flip_y=False)
    return pygame.transform.smoothscale(right_way, (side_px, side_px))


def _body(surface: pygame.Surface) -> None:
    Pen(surface, INK).disc((0.5, 0.15), 0.125)
    Pen(surface, HAIR).disc((0.5, 0.15), 0.105)
    Pen(surface, INK).box(0.34, 0.27, 0.32, 0.39)
    Pen(surface, CLOTH).box(0.355, 0.285, 0.29, 0.36)


def _limbs(surface: pygame.Surface, *, arm: bool, left: float, skin: Colour) -> None:
    """Both arms or both legs, the left one moved away by so much."""
    one, other = ((0.3, 0.35), (0.2, 0.68)) if arm else ((0.42, 0.68), (0.39, 0.94))
    for colour, width in ((INK, 0.13), (skin, 0.095)):
        Pen(surface, colour).stroke([(x - left, y) for x, y in (one, other)], width)
    for colour, width in ((INK, 0.13), (SKIN, 0.095)):
        Pen(surface, colour).stroke([(1 - x, y) for x, y in (one, other)], width)
