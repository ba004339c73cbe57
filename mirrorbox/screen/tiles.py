"""A limb on a square tile, and over it whether it moves or rests."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.curves import arch
from mirrorbox.screen.limbs import draw
from mirrorbox.screen.pen import OVERSAMPLING, Pen
from mirrorbox.screen.theme import BACKGROUND, GO, TEXT, WARN, Colour
from mirrorbox.words import Limb, Side

if TYPE_CHECKING:
    from mirrorbox.screen.pen import Point

SKIN: Colour = (246, 205, 168)
CLOTH: Colour = (94, 148, 199)
INK: Colour = (70, 40, 28)

LIMB_SHARE = 0.6
"""Share of a tile that the limb takes, at its foot."""

REST_SHADE = (150, 150, 150)
"""What a resting limb's colours are multiplied by, of 255."""


class Mark(StrEnum):
    """What is said over a limb."""

    MOVE = "move"
    STILL = "still"


_POSTURES = {
    Limb.HAND: "flat",
    Limb.FOREARM: "arm_near",
    Limb.FOOT: "toes_straight",
}


@lru_cache(maxsize=64)
def limb_picture(limb: Limb, side: Side, height_px: int) -> pygame.Surface:
    """A limb as its owner sees it, cut to what is drawn; do not draw on it."""
    large = 2 * height_px
    whole = (
        _leg(side, large) if limb is Limb.LEG else draw(_POSTURES[limb], side, large)
    )
    cut = whole.subsurface(whole.get_bounding_rect())
    width = max(1, round(cut.get_width() * height_px / cut.get_height()))
    return pygame.transform.smoothscale(cut, (width, height_px))


@lru_cache(maxsize=64)
def tile(limb: Limb, side: Side, mark: Mark, side_px: int) -> pygame.Surface:
    """A limb with a mark over it; one that rests is darker. Do not draw on it."""
    surface = pygame.Surface((side_px, side_px), pygame.SRCALPHA)
    tall = max(1, round(side_px * LIMB_SHARE))
    picture = limb_picture(limb, side, tall).copy()
    if mark is Mark.STILL:
        picture.fill(REST_SHADE, special_flags=pygame.BLEND_RGB_MULT)
    surface.blit(picture, ((side_px - picture.get_width()) // 2, side_px - tall))
    surface.blit(_mark(mark, side_px), (0, 0))
    return surface


def _mark(mark: Mark, side_px: int) -> pygame.Surface:
    large = side_px * OVERSAMPLING
    surface = pygame.Surface((large, large), pygame.SRCALPHA)
    (_moves if mark is Mark.MOVE else _rests)(surface)
    return pygame.transform.smoothscale(surface, (side_px, side_px))


def _moves(surface: pygame.Surface) -> None:
    """To and fro: a bow with a head at either end."""
    bow = arch((0.5, 0.32), 0.34, 0.22)
    for colour, rim in ((BACKGROUND, 0.025), (GO, 0.0)):
        pen = Pen(surface, colour)
        pen.stroke(bow, 0.065 + 2 * rim)
        for x, way in ((0.16, -1), (0.84, 1)):
            inner, outer = x - way * (0.13 + rim), x + way * (0.11 + rim)
            pen.polygon([(inner, 0.29), (outer, 0.29), (x + way * 0.01, 0.44 + rim)])


def _rests(surface: pygame.Surface) -> None:
    """The same to and fro, forbidden by a ring and a stroke through it."""
    x, y = centre = (0.5, 0.19)
    Pen(surface, BACKGROUND).disc(centre, 0.19)
    pen = Pen(surface, TEXT)
    pen.stroke([(x - 0.07, y), (x + 0.07, y)], 0.04)
    for way in (-1, 1):
        tip, back = x + way * 0.125, x + way * 0.055
        pen.polygon([(tip, y), (back, y - 0.07), (back, y + 0.07)])
    no = Pen(surface, WARN)
    no.stroke([*_ring(centre, 0.165)], 0.042)
    no.stroke([(x - 0.115, y + 0.115), (x + 0.115, y - 0.115)], 0.042)


def _ring(centre: Point, radius: float) -> list[Point]:
    x, y = centre
    upper = arch(centre, radius, radius)
    return [*upper, *((2 * x - a, 2 * y - b) for a, b in upper[1:])]


def _leg(side: Side, side_px: int) -> pygame.Surface:
    """A stretched leg from above, toes up; a right one, mirrored for a left one."""
    surface = pygame.Surface((side_px, side_px), pygame.SRCALPHA)
    for colour, rim in ((INK, 0.02), (SKIN, 0.0)):
        pen = Pen(surface, colour)
        _taper(pen, ((0.49, 0.55), 0.085 + rim), ((0.49, 0.26), 0.055 + rim))
        _taper(pen, ((0.5, 0.25), 0.06 + rim), ((0.53, 0.1), 0.062 + rim))
        for i in range(5):
            toe = (0.47 + i * 0.031, 0.036 + i * 0.012)
            pen.disc(toe, 0.024 - i * 0.002 + rim / 2)
    for colour, rim in ((INK, 0.02), (CLOTH, 0.0)):
        pen = Pen(surface, colour)
        _taper(pen, ((0.5, 0.86), 0.12 + rim), ((0.49, 0.52), 0.1 + rim))
    return pygame.transform.flip(surface, side is Side.LEFT, flip_y=False)


def _taper(pen: Pen, one: tuple[Point, float], other: tuple[Point, float]) -> None:
    """Two discs and all between them, for a limb that runs up the picture."""
    ((x, y), r), ((x2, y2), r2) = one, other
    pen.disc((x, y), r)
    pen.disc((x2, y2), r2)
    pen.polygon([(x - r, y), (x + r, y), (x2 + r2, y2), (x2 - r2, y2)])
