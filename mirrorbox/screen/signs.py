"""The signs, drawn by us from simple shapes in a unit square, y downwards."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen import aids, hints
from mirrorbox.screen.page import Sign
from mirrorbox.screen.pen import OVERSAMPLING, Pen
from mirrorbox.screen.theme import SIGN_COLOURS

if TYPE_CHECKING:
    from collections.abc import Callable


def _start(pen: Pen) -> None:
    pen.polygon([(0.2, 0.08), (0.92, 0.5), (0.2, 0.92)])


def _pause(pen: Pen) -> None:
    pen.box(0.17, 0.1, 0.24, 0.8)
    pen.box(0.59, 0.1, 0.24, 0.8)


def _log(pen: Pen) -> None:
    pen.stroke([(0.24, 0.1), (0.24, 0.92)], 0.1)
    pen.polygon([(0.24, 0.1), (0.9, 0.32), (0.24, 0.56)])


def _done(pen: Pen) -> None:
    pen.stroke([(0.12, 0.55), (0.38, 0.8), (0.88, 0.22)], 0.15)


def _stop(pen: Pen) -> None:
    pen.box(0.14, 0.14, 0.72, 0.72)


def _clock(pen: Pen) -> None:
    pen.disc((0.5, 0.5), 0.44)
    pen.hole((0.5, 0.5), 0.34)
    pen.stroke([(0.5, 0.27), (0.5, 0.52), (0.66, 0.62)], 0.09)


def _warning(pen: Pen) -> None:
    pen.polygon([(0.5, 0.06), (0.97, 0.9), (0.03, 0.9)])
    pen.cut(0.455, 0.36, 0.09, 0.28)
    pen.hole((0.5, 0.76), 0.055)


def _crossed(pen: Pen) -> None:
    """A stroke through the sign: it is missing or does not work."""
    line = [(0.1, 0.92), (0.9, 0.08)]
    Pen(pen.surface, None).stroke(line, 0.25)  # free the stroke from the shape
    pen.stroke(line, 0.09)


def _camera(pen: Pen) -> None:
    pen.box(0.05, 0.28, 0.9, 0.56)
    pen.box(0.34, 0.16, 0.32, 0.2)
    pen.hole((0.5, 0.56), 0.2)
    pen.disc((0.5, 0.56), 0.12)
    _crossed(pen)


def _screen(pen: Pen) -> None:
    pen.box(0.05, 0.14, 0.9, 0.58)
    pen.cut(0.13, 0.22, 0.74, 0.42)
    pen.box(0.44, 0.72, 0.12, 0.12)
    pen.box(0.28, 0.82, 0.44, 0.08)
    _crossed(pen)


def _record(pen: Pen) -> None:
    pen.polygon([(0.16, 0.06), (0.62, 0.06), (0.84, 0.28), (0.84, 0.94), (0.16, 0.94)])
    for y in (0.36, 0.54, 0.72):
        pen.cut(0.28, y, 0.44, 0.07)


def _button(pen: Pen) -> None:
    pen.box(0.05, 0.66, 0.9, 0.2)
    pen.box(0.27, 0.5, 0.46, 0.16)
    pen.stroke([(0.5, 0.08), (0.5, 0.34)], 0.09)
    pen.polygon([(0.34, 0.26), (0.66, 0.26), (0.5, 0.44)])


def _eye(pen: Pen) -> None:
    lid = [(0.5 + 0.46 * math.cos(a), 0.5 - 0.3 * math.sin(a)) for a in _TURN]
    pen.polygon([(0.02, 0.5), *lid[:13], (0.98, 0.5), *lid[13:]])
    pen.hole((0.5, 0.5), 0.2)
    pen.disc((0.5, 0.5), 0.11)


def _phone(pen: Pen) -> None:
    """A handset: the two cups and the grip between them."""
    grip = [(0.22, 0.3), (0.3, 0.52), (0.48, 0.7), (0.7, 0.78)]
    pen.stroke(grip, 0.17)
    pen.stroke([(0.16, 0.2), (0.3, 0.14)], 0.2)
    pen.stroke([(0.8, 0.84), (0.86, 0.7)], 0.2)


def _key(pen: Pen) -> None:
    pen.stroke([(0.3, 0.5), (0.92, 0.5)], 0.11)
    pen.stroke([(0.9, 0.5), (0.9, 0.7)], 0.11)
    pen.stroke([(0.72, 0.5), (0.72, 0.66)], 0.11)
    pen.disc((0.26, 0.5), 0.22)
    pen.hole((0.26, 0.5), 0.1)


def _rest(pen: Pen) -> None:
    """An armchair."""
    pen.box(0.24, 0.08, 0.52, 0.5)
    pen.box(0.06, 0.36, 0.2, 0.46)
    pen.box(0.74, 0.36, 0.2, 0.46)
    Pen(pen.surface, None).box(0.27, 0.5, 0.46, 0.04)
    pen.box(0.24, 0.56, 0.52, 0.26)
    for x in (0.12, 0.76):
        pen.box(x, 0.8, 0.12, 0.12)


def _plug(pen: Pen) -> None:
    """A plug out of its socket: two pins up, the cable down and away."""
    pen.stroke([(0.36, 0.12), (0.36, 0.3)], 0.1)
    pen.stroke([(0.64, 0.12), (0.64, 0.3)], 0.1)
    pen.box(0.2, 0.32, 0.6, 0.16)
    pen.polygon([(0.24, 0.46), (0.76, 0.46), (0.6, 0.7), (0.4, 0.7)])
    pen.stroke([(0.5, 0.68), (0.5, 0.84), (0.62, 0.9), (0.86, 0.9)], 0.1)


def _power(pen: Pen) -> None:
    """A flash of lightning."""
    pen.polygon([(0.58, 0.04), (0.2, 0.56), (0.46, 0.56)])
    pen.polygon([(0.42, 0.96), (0.8, 0.42), (0.54, 0.42)])
    pen.polygon([(0.46, 0.56), (0.5, 0.3), (0.54, 0.42), (0.5, 0.66)])


def _heat(pen: Pen) -> None:
    """A thermometer, full."""
    pen.stroke([(0.42, 0.16), (0.42, 0.7)], 0.22)
    pen.disc((0.42, 0.76), 0.2)
    Pen(pen.surface, None).stroke([(0.42, 0.17), (0.42, 0.3)], 0.1)
    for y in (0.2, 0.36, 0.52):
        pen.stroke([(0.66, y), (0.82, y)], 0.07)


def _left(pen: Pen) -> None:
    pen.polygon([(0.04, 0.5), (0.46, 0.1), (0.46, 0.9)])
    pen.box(0.42, 0.38, 0.54, 0.24)


def _right(pen: Pen) -> None:
    pen.polygon([(0.96, 0.5), (0.54, 0.1), (0.54, 0.9)])
    pen.box(0.04, 0.38, 0.54, 0.24)


_TURN = [math.pi * (1 - i / 12) for i in range(13)] + [
    -math.pi * i / 12 for i in range(13)
]

_DRAWINGS: dict[Sign, Callable[[Pen], None]] = {
    Sign.START: _start,
    Sign.PAUSE: _pause,
    Sign.LOG: _log,
    Sign.DONE: _done,
    Sign.STOP: _stop,
    Sign.CLOCK: _clock,
    Sign.WARNING: _warning,
    Sign.CAMERA: _camera,
    Sign.SCREEN: _screen,
    Sign.RECORD: _record,
    Sign.BUTTON: _button,
    Sign.EYE: _eye,
    Sign.PHONE: _phone,
    Sign.KEY: _key,
    Sign.REST: _rest,
    Sign.PLUG: _plug,
    Sign.POWER: _power,
    Sign.HEAT: _heat,
    Sign.LEFT: _left,
    Sign.RIGHT: _right,
    Sign.LENS: aids.lens,
    Sign.CABLE: aids.cable,
    Sign.SUN: aids.sun,
    Sign.TOMORROW: aids.tomorrow,
    Sign.HOLD: hints.hold,
    Sign.STEP_ON: hints.step_on,
    Sign.STEP_BACK: hints.step_back,
    Sign.SKIP: hints.skip,
    Sign.THEN: hints.then,
}


@lru_cache(maxsize=64)
def sign(which: Sign, side_px: int) -> pygame.Surface:
    """A sign as a square picture with soft edges; do not draw on it."""
    large = side_px * OVERSAMPLING
    surface = pygame.Surface((large, large), pygame.SRCALPHA)
    surface.fill((*SIGN_COLOURS[which], 0))
    _DRAWINGS[which](Pen(surface, SIGN_COLOURS[which]))
    return pygame.transform.smoothscale(surface, (side_px, side_px))
