"""Pictures that say what to do with one's own limb, for those who do not read.

The patient's left stands on the left, whatever the language: the limb that is filmed is
the healthy one, and only `limb_side` says which one that is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.faces import HEAD, INK, face
from mirrorbox.screen.page import Scene
from mirrorbox.screen.pen import OVERSAMPLING, Pen
from mirrorbox.screen.theme import TEXT
from mirrorbox.screen.tiles import Mark, limb_picture, tile
from mirrorbox.words import Limb, Side

if TYPE_CHECKING:
    from collections.abc import Callable

PAIN_SHOWN = 8
"""The face that asks about pain: clear, and not the worst."""


@lru_cache(maxsize=64)
def scene(which: Scene, limb: Limb, affected: Side, height_px: int) -> pygame.Surface:
    """A picture of what to do, so high and as wide as it needs; do not draw on it.

    Args:
        which: what to do.
        limb: with what.
        affected: the affected side; the other one is filmed.
        height_px: of the picture.
    """
    return _SCENES[which](limb, affected, height_px)


def _place(limb: Limb, affected: Side, height_px: int) -> pygame.Surface:
    """The healthy limb in what the camera sees."""
    surface = pygame.Surface((height_px, height_px), pygame.SRCALPHA)
    surface.blit(_smooth(_camera_above, height_px), (0, 0))
    tall = round(height_px * 0.6)
    picture = limb_picture(limb, affected.other, tall)
    left = (height_px - picture.get_width()) // 2
    surface.blit(picture, (left, height_px - tall))
    return surface


def _still(limb: Limb, affected: Side, height_px: int) -> pygame.Surface:
    return tile(limb, affected, Mark.STILL, height_px)


def _one(limb: Limb, affected: Side, height_px: int) -> pygame.Surface:
    marks = {affected: Mark.STILL, affected.other: Mark.MOVE}
    return _pair(limb, marks[Side.LEFT], marks[Side.RIGHT], height_px)


def _both(limb: Limb, _affected: Side, height_px: int) -> pygame.Surface:
    return _pair(limb, Mark.MOVE, Mark.MOVE, height_px)


def _imagined(limb: Limb, affected: Side, height_px: int) -> pygame.Surface:
    """A head that thinks of the movement, and the limbs that stay where they are."""
    resting = tile(limb, affected, Mark.STILL, height_px)
    thinks = _smooth(_thinking_head, height_px)
    inside = tile(limb, affected, Mark.MOVE, round(height_px * 0.5))
    surface = pygame.Surface((2 * height_px, height_px), pygame.SRCALPHA)
    surface.blit(thinks, (0, 0))
    surface.blit(inside, (round(height_px * 0.42), round(height_px * 0.02)))
    surface.blit(resting, (height_px, 0))
    return surface


def _pain(_limb: Limb, _affected: Side, height_px: int) -> pygame.Surface:
    return face(PAIN_SHOWN, height_px)


_SCENES: dict[Scene, Callable[[Limb, Side, int], pygame.Surface]] = {
    Scene.PLACE: _place,
    Scene.STILL: _still,
    Scene.ONE: _one,
    Scene.BOTH: _both,
    Scene.IMAGINED: _imagined,
    Scene.PAIN: _pain,
}


def _pair(limb: Limb, left: Mark, right: Mark, height_px: int) -> pygame.Surface:
    """Both limbs, each on its own side; where they do the same, it says so."""
    surface = pygame.Surface((2 * height_px, height_px), pygame.SRCALPHA)
    surface.blit(tile(limb, Side.LEFT, left, height_px), (0, 0))
    surface.blit(tile(limb, Side.RIGHT, right, height_px), (height_px, 0))
    if left is right:
        same = _smooth(_equals, height_px)
        surface.blit(same, (height_px // 2, 0))
    return surface


def _smooth(paint: Callable[[pygame.Surface], None], side_px: int) -> pygame.Surface:
    large = side_px * OVERSAMPLING
    surface = pygame.Surface((large, large), pygame.SRCALPHA)
    paint(surface)
    return pygame.transform.smoothscale(surface, (side_px, side_px))


def _camera_above(surface: pygame.Surface) -> None:
    """A camera that looks down, and the edges of what it sees."""
    pen = Pen(surface, TEXT)
    pen.box(0.3, 0.0, 0.4, 0.17)
    pen.polygon([(0.42, 0.16), (0.58, 0.16), (0.64, 0.26), (0.36, 0.26)])
    pen.hole((0.5, 0.085), 0.05)
    for x, far in ((0.34, 0.1), (0.66, 0.9)):
        pen.stroke([(x, 0.32), (far, 0.98)], 0.03)


def _equals(surface: pygame.Surface) -> None:
    pen = Pen(surface, TEXT)
    for y in (0.6, 0.7):
        pen.stroke([(0.43, y), (0.57, y)], 0.04)


def _thinking_head(surface: pygame.Surface) -> None:
    """A calm head with closed eyes; bubbles lead up to the thought."""
    Pen(surface, HEAD).disc((0.22, 0.76), 0.21)
    ink = Pen(surface, INK)
    for x in (0.14, 0.29):
        ink.stroke([(x - 0.045, 0.74), (x, 0.765), (x + 0.045, 0.74)], 0.022)
    ink.stroke([(0.16, 0.86), (0.22, 0.88), (0.28, 0.86)], 0.022)
    _cloud(surface, (0.67, 0.29), 0.27, 0.26)
    pen = Pen(surface, TEXT)
    pen.disc((0.42, 0.6), 0.04)
    pen.disc((0.37, 0.68), 0.025)


def _cloud(
    surface: pygame.Surface, centre: tuple[float, float], half: float, height: float
) -> None:
    """The outline of a thought, in shares of the surface's width."""
    x, y = centre
    bumps = [(-0.62, -0.35), (0.0, -0.6), (0.6, -0.38), (0.72, 0.3), (0.1, 0.55)]
    bumps.append((-0.68, 0.32))
    for colour, thin in ((TEXT, 0.0), (None, 0.022)):
        pen = Pen(surface, colour)
        for across, down in bumps:
            pen.disc((x + across * half, y + down * height), half * 0.46 - thin)
        if colour is None:
            pen.disc(centre, half * 0.6)
