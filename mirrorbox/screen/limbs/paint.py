"""Pictures of limbs as pygame surfaces: right ones drawn, left ones mirrored."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pygame

from mirrorbox.errors import ConfigError
from mirrorbox.exercises import library
from mirrorbox.screen.limbs.arrows import arrows, head, reach
from mirrorbox.screen.limbs.ink import ink
from mirrorbox.screen.limbs.looking import Look, bones, frame, round_frame
from mirrorbox.screen.limbs.relief import Window, relief
from mirrorbox.screen.page import Sign
from mirrorbox.screen.pen import Pen
from mirrorbox.screen.theme import BACKGROUND, SIGN_COLOURS
from mirrorbox.words import Side

if TYPE_CHECKING:
    from mirrorbox.exercises import Card
    from mirrorbox.screen.limbs.arrows import Arrow

ARROW = SIGN_COLOURS[Sign.START]
"""The colour of every arrow: the colour of "go"."""

_SMALL_PX = 320
"""Up to here a picture is drawn at twice its size, beyond at one and a half."""

_LINE_SHARE = 0.0065
_ARROW_SHARE = 0.03
_HEAD_SHARE = 0.055
_HALO_SHARE = 0.012


def draw(
    posture: str,
    side: Side,
    size_px: int,
    *,
    view: str | None = None,
    turn_deg: int = 0,
) -> pygame.Surface:
    """Draw a posture.

    Args:
        posture: its name in postures.toml or shapes.toml.
        side: whose limb it is: a left one is the mirror image of the right one.
        size_px: of the square picture.
        view: from where; none: the posture's own view.
        turn_deg: clockwise on the screen, after mirroring.

    Returns:
        A square picture, transparent beside the limb. It is kept: do not draw on it.

    Raises:
        ConfigError: no such posture or view.
    """
    turn = turn_deg if side is Side.RIGHT else -turn_deg
    return _posture(Look(posture, view, turn % 360), side, size_px)


def draw_card(card: Card, size_px: int) -> pygame.Surface:
    """Draw a card of "left or right?"."""
    return draw(
        card.posture, card.side, size_px, view=card.view, turn_deg=card.rotation_deg
    )


def exercise_frames(exercise_id: str, side: Side, size_px: int) -> list[pygame.Surface]:
    """Draw an exercise: its postures in turn at one scale, arrows for the movement.

    Args:
        exercise_id: in the library.
        side: whose limb it is.
        size_px: of the square pictures.

    Raises:
        ConfigError: no such exercise.
    """
    return list(_frames(exercise_id, side, size_px))


@lru_cache(maxsize=64)
def _posture(look: Look, side: Side, size_px: int) -> pygame.Surface:
    if side is Side.LEFT:
        return _mirrored(_posture(look, Side.RIGHT, size_px))
    return _picture(look, round_frame(bones(look)), (), size_px)


@lru_cache(maxsize=32)
def _frames(exercise_id: str, side: Side, size_px: int) -> tuple[pygame.Surface, ...]:
    if side is Side.LEFT:
        right = _frames(exercise_id, Side.RIGHT, size_px)
        return tuple(_mirrored(picture) for picture in right)
    if exercise_id not in library():
        raise ConfigError(f"There is no exercise {exercise_id!r} to draw.")
    looks = [Look(name) for name in library()[exercise_id].frames]
    count = len(looks)
    window = frame([bones(look) for look in looks], reach(exercise_id, count))
    return tuple(
        _picture(look, window, arrows(exercise_id, i, count), size_px)
        for i, look in enumerate(looks)
    )


def _picture(
    look: Look, window: Window, shown: tuple[Arrow, ...], size_px: int
) -> pygame.Surface:
    """Draw larger and smooth down: the relief has hard edges."""
    large = size_px * 2 if size_px <= _SMALL_PX else size_px * 3 // 2
    limb = bones(look)
    line_px = max(2, round(large * _LINE_SHARE))
    pixels = ink(relief(limb, window, large), limb, window.size / large, line_px)
    surface = pygame.image.frombuffer(pixels.tobytes(), (large, large), "RGBA")
    for arrow in shown:
        _point(surface, arrow, window)
    return pygame.transform.smoothscale(surface, (size_px, size_px))


def _point(surface: pygame.Surface, arrow: Arrow, window: Window) -> None:
    """An arrow with a dark rim, to be seen on skin and on the background."""
    curve = [
        ((x - window.x) / window.size, 1 - (y - window.y) / window.size)
        for x, y in arrow.curve()
    ]
    for colour, rim in ((BACKGROUND, _HALO_SHARE), (ARROW, 0.0)):
        pen = Pen(surface, colour)
        pen.stroke(curve[:-1], _ARROW_SHARE + 2 * rim)
        pen.polygon(head(curve, _HEAD_SHARE + 1.6 * rim))


def _mirrored(picture: pygame.Surface) -> pygame.Surface:
    return pygame.transform.flip(picture, flip_x=True, flip_y=False)
