"""Faces for the pain scale and pictures for "anything unpleasant?"; our own drawing.

The faces say only what the number beside them says: calm at 0, strong pain at 10.
They are not one of the published face scales and do not replace the number.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.curves import arch, bow, spiral, star, wave
from mirrorbox.screen.limbs import draw
from mirrorbox.screen.pen import OVERSAMPLING, Pen
from mirrorbox.screen.theme import GO
from mirrorbox.words import Limb, Side, Unpleasant

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirrorbox.screen.pen import Point
    from mirrorbox.screen.theme import Colour

HEAD: Colour = (244, 214, 160)
SICK_HEAD: Colour = (186, 214, 140)
INK: Colour = (46, 32, 24)
TEETH: Colour = (255, 250, 240)
DROP: Colour = (120, 196, 255)
METAL: Colour = (255, 214, 90)

_SMALL_PX = 256
"""Beyond, half the oversampling does."""

HIGHEST = 10
"""The top of the pain scale (NRS 0 to 10)."""


@dataclass(frozen=True, slots=True)
class _Look:
    """One face: lengths as shares of the picture, y downwards.

    Attributes:
        smile: how far the corners of the mouth stand above its middle.
        gape: how far the mouth is open.
        eye: how far the eyes are open, 0 squeezed shut.
        frown: how far the brows come down towards the nose.
    """

    smile: float
    gape: float
    eye: float
    frown: float


_SCALE = (
    _Look(smile=0.085, gape=0, eye=0.050, frown=-0.02),
    _Look(smile=0.035, gape=0, eye=0.048, frown=-0.01),
    _Look(smile=0.0, gape=0, eye=0.044, frown=0.0),
    _Look(smile=-0.055, gape=0, eye=0.034, frown=-0.03),
    _Look(smile=-0.085, gape=0.055, eye=0.018, frown=-0.06),
    _Look(smile=-0.10, gape=0.12, eye=0.0, frown=0.075),
)
"""Calm, slight, some, clear, strong and strongest pain."""


@lru_cache(maxsize=64)
def face(level: int, size_px: int) -> pygame.Surface:
    """A face for a number of the pain scale: six faces for eleven numbers.

    Args:
        level: 0 (no pain) to 10 (strongest pain).
        size_px: of the square picture, transparent beside the head.

    Raises:
        ValueError: the level is not on the scale.
    """
    if not 0 <= level <= HIGHEST:
        raise ValueError(f"There is no face for {level}; the scale is 0 to {HIGHEST}.")
    return _drawn(lambda canvas: _face(canvas, _SCALE[(level + 1) // 2]), size_px)


@lru_cache(maxsize=32)
def unpleasant(
    which: Unpleasant, size_px: int, limb: Limb = Limb.HAND
) -> pygame.Surface:
    """A picture for an answer to "anything unpleasant?", square and transparent."""
    if which is Unpleasant.STUCK:
        return _drawn(lambda canvas: _stuck(canvas, limb), size_px)
    return _drawn(_PICTURES[which], size_px)


def _drawn(paint: Callable[[pygame.Surface], None], size_px: int) -> pygame.Surface:
    large = size_px * (OVERSAMPLING if size_px <= _SMALL_PX else 2)
    canvas = pygame.Surface((large, large), pygame.SRCALPHA)
    paint(canvas)
    return pygame.transform.smoothscale(canvas, (size_px, size_px))


def _face(canvas: pygame.Surface, look: _Look, head: Colour = HEAD) -> None:
    Pen(canvas, head).disc((0.5, 0.5), 0.46)
    for sign in (-1, 1):
        _eye(canvas, sign, look.eye)
        _brow(canvas, sign, look.frown)
    _mouth(canvas, look)


def _eye(canvas: pygame.Surface, sign: int, opened: float) -> None:
    pen = Pen(canvas, INK)
    x = 0.5 + sign * 0.165
    if opened:
        pen.stroke(
            [(x - 0.052 + opened, 0.43), (x + 0.052 - opened, 0.43)], opened * 1.6
        )
        return
    corner, inner = x - sign * 0.06, x + sign * 0.06
    pen.stroke([(inner, 0.39), (corner, 0.43), (inner, 0.47)], 0.035)


def _brow(canvas: pygame.Surface, sign: int, frown: float) -> None:
    outer, inner = 0.5 + sign * 0.25, 0.5 + sign * 0.09
    line = [(outer, 0.31 - frown * 0.2), (inner, 0.31 + frown)]
    Pen(canvas, INK).stroke(line, 0.036)


def _mouth(canvas: pygame.Surface, look: _Look) -> None:
    pen = Pen(canvas, INK)
    upper = bow(0.5, 0.71 - look.gape / 2, 0.18, look.smile)
    if not look.gape:
        pen.stroke(upper, 0.042)
        return
    lower = bow(0.5, 0.71 + look.gape, 0.17, look.smile * 0.3)
    pen.polygon([*upper, *reversed(lower)])
    pen.stroke([*upper, *reversed(lower), upper[0]], 0.042)
    teeth = [(x, y + 0.018) for x, y in upper[4:-4]]
    Pen(canvas, TEETH).polygon(
        [*teeth, *((x, y + look.gape * 0.3) for x, y in reversed(teeth))]
    )


def _none(canvas: pygame.Surface) -> None:
    _face(canvas, _SCALE[0])
    line = [(0.62, 0.80), (0.74, 0.92), (0.94, 0.66)]
    Pen(canvas, None).stroke(line, 0.17)
    Pen(canvas, GO).stroke(line, 0.09)


def _dizzy(canvas: pygame.Surface) -> None:
    Pen(canvas, HEAD).disc((0.5, 0.56), 0.40)
    pen = Pen(canvas, INK)
    for x in (0.36, 0.64):
        pen.stroke(spiral((x, 0.52), 0.10, 2.2), 0.022)
    pen.stroke(wave(0.36, 0.64, 0.78, 0.02, 2), 0.036)
    sky = Pen(canvas, METAL)
    for x, y in ((0.14, 0.18), (0.5, 0.075), (0.86, 0.18)):
        sky.polygon(star((x, y), 0.085))


def _sick(canvas: pygame.Surface) -> None:
    Pen(canvas, SICK_HEAD).disc((0.5, 0.5), 0.46)
    pen = Pen(canvas, INK)
    for sign in (-1, 1):
        x = 0.5 + sign * 0.165
        pen.stroke([(x - 0.07, 0.42), (x + 0.07, 0.42)], 0.04)
        pen.stroke([(x - 0.045, 0.455), (x + 0.045, 0.455)], 0.03)
        _brow(canvas, sign, -0.05)
    pen.stroke(wave(0.27, 0.73, 0.70, 0.038, 3), 0.045)
    for x, y in ((0.13, 0.36), (0.88, 0.42)):
        _drop(canvas, (x, y), 0.055)


def _upset(canvas: pygame.Surface) -> None:
    _face(canvas, _Look(smile=-0.10, gape=0, eye=0.045, frown=-0.075))
    for x in (0.30, 0.70):
        _drop(canvas, (x, 0.60), 0.06)


def _stuck(canvas: pygame.Surface, limb: Limb) -> None:
    """A hand or a foot, and a lock over it."""
    side = canvas.get_width()
    arm = limb in {Limb.HAND, Limb.FOREARM}
    hand = draw("open" if arm else "toes_straight", Side.RIGHT, side // 2)
    canvas.blit(pygame.transform.scale(hand, (side, side)), (0, 0))
    ring = arch((0.52, 0.62), 0.085, 0.10)
    loop = [(0.435, 0.70), *ring, (0.605, 0.70)]
    Pen(canvas, INK).stroke(loop, 0.09)
    Pen(canvas, INK).box(0.335, 0.655, 0.37, 0.32)
    Pen(canvas, METAL).stroke(loop, 0.045)
    Pen(canvas, METAL).box(0.36, 0.68, 0.32, 0.27)
    pen = Pen(canvas, INK)
    pen.disc((0.52, 0.79), 0.038)
    pen.stroke([(0.52, 0.80), (0.52, 0.88)], 0.03)


def _other(canvas: pygame.Surface) -> None:
    """A face that has something to say."""
    small = pygame.Surface(canvas.get_size(), pygame.SRCALPHA)
    _face(small, _SCALE[2])
    side = canvas.get_width()
    part = round(side * 0.66)
    canvas.blit(pygame.transform.smoothscale(small, (part, part)), (0, side - part))
    pen = Pen(canvas, TEETH)
    pen.box(0.42, 0.04, 0.55, 0.34)
    pen.polygon([(0.56, 0.36), (0.72, 0.36), (0.54, 0.50)])
    dots = Pen(canvas, INK)
    for x in (0.555, 0.695, 0.835):
        dots.disc((x, 0.21), 0.042)


def _drop(canvas: pygame.Surface, centre: Point, radius: float) -> None:
    """A drop of sweat or a tear, with a dark rim."""
    x, y = centre
    for colour, r in ((INK, radius + 0.014), (DROP, radius)):
        pen = Pen(canvas, colour)
        pen.disc((x, y), r)
        shoulder = y - r * 0.4
        pen.polygon(
            [(x - r * 0.9, shoulder), (x + r * 0.9, shoulder), (x, y - 2.3 * r)]
        )


_PICTURES: dict[Unpleasant, Callable[[pygame.Surface], None]] = {
    Unpleasant.NONE: _none,
    Unpleasant.DIZZY: _dizzy,
    Unpleasant.SICK: _sick,
    Unpleasant.UPSET: _upset,
    Unpleasant.OTHER: _other,
}
