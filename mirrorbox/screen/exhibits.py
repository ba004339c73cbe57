"""What stands in a column beside words: a movement's pictures, a PIN's dots."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.board import Board, one
from mirrorbox.screen.limbs import exercise_frames
from mirrorbox.screen.theme import TEXT

if TYPE_CHECKING:
    from mirrorbox.words import Side

LEAST_PX = 16
"""Below this nobody sees a limb."""

LEAST_GAP, MOST_GAP = 0.1, 0.4
"""Between two postures, as shares of one."""

WORTH_A_ROW = 1.25
"""So much larger must three postures become to stand in two rows."""

PROBE_PX = 64
"""The size at which a movement is drawn to see what room it takes."""

BUMP_SHARE = 0.06
"""Radius of a cloud's bumps, as a share of its width."""


def movement(
    which: str, limb: Side, tall_px: int, room_px: int, *, rtl: bool = False
) -> Board:
    """A movement's postures side by side, as the affected limb would take them.

    All are cut to the one box that holds every posture, so that they are as large as
    the room allows and keep one scale. Three flat ones stand in two rows.

    Args:
        which: the exercise.
        limb: the side that is drawn.
        tall_px: how high all of it may be.
        room_px: how wide it may be.
        rtl: whether the first posture stands on the right; no limb is mirrored.
    """
    x, y, wide, tall = _held(which, limb)
    count = len(exercise_frames(which, limb, PROBE_PX))
    columns, side = _grid(count, tall_px / tall, room_px / wide)
    frames = exercise_frames(which, limb, side)
    width, height = max(1, int(side * wide)), max(1, int(side * tall))
    spare = (room_px - width * columns) // max(1, columns - 1)
    pitch = width + max(0, min(spare, int(width * MOST_GAP)))
    line = height + int(height * LEAST_GAP)
    rows = -(-count // columns)
    board = Board(pitch * (columns - 1) + width, line * (rows - 1) + height)
    for i, frame in enumerate(frames):
        down, across = divmod(i, columns)
        at = columns - 1 - across if rtl else across
        cut = frame.subsurface(int(side * x), int(side * y), width, height)
        board.put(cut, at * pitch, down * line, f"{which} {i + 1}")
    return board


def _grid(count: int, tall: float, room: float) -> tuple[int, int]:
    """In how many columns the postures stand, and a frame's side in pixels.

    Args:
        count: of the postures.
        tall: the side at which one posture fills the height.
        room: the side at which one posture fills the width.
    """
    sides = {}
    for columns in {count, min(count, 2)}:
        rows = -(-count // columns)
        across = columns + (columns - 1) * LEAST_GAP
        down = rows + (rows - 1) * LEAST_GAP
        sides[columns] = int(min(tall / down, room / across))
    worth = sides[min(sides)] >= sides[count] * WORTH_A_ROW
    columns = min(sides) if worth else count
    return columns, max(LEAST_PX, sides[columns])


@lru_cache(maxsize=128)
def _held(which: str, limb: Side) -> tuple[float, float, float, float]:
    """The box that holds every posture, in shares of a frame's side."""
    frames = exercise_frames(which, limb, PROBE_PX)
    first, *others = [frame.get_bounding_rect() for frame in frames]
    box = first.unionall(others).inflate(2, 2).clip(frames[0].get_rect())
    x, y, wide, tall = (part / PROBE_PX for part in (*box.topleft, *box.size))
    return x, y, wide, tall


def thought(
    which: str, limb: Side, tall_px: int, room_px: int, *, rtl: bool = False
) -> Board:
    """The same movement in a cloud: it is only imagined."""
    bump = round(room_px * BUMP_SHARE)
    inner = movement(which, limb, tall_px, max(1, room_px - 2 * bump), rtl=rtl)
    whole = Board(inner.width + 2 * bump, inner.height + 2 * bump)
    whole.surface.blit(_cloud(inner.width, inner.height, max(1, bump)), (0, 0))
    whole.enclose("thought", whole.surface.get_rect())
    whole.add(inner, bump, bump)
    return whole


def _cloud(width_px: int, height_px: int, bump_px: int) -> pygame.Surface:
    """The outline of a cloud around a box of that size, at twice the pixels."""
    bump = 2 * bump_px
    across, down = 2 * width_px, 2 * height_px
    surface = pygame.Surface((across + 2 * bump, down + 2 * bump), pygame.SRCALPHA)
    pitch = bump * 1.4  # so that each bump reaches into the next one
    columns, rows = max(2, round(across / pitch)), max(2, round(down / pitch))
    xs = [bump + round(across * i / columns) for i in range(columns + 1)]
    ys = [bump + round(down * i / rows) for i in range(rows + 1)]
    edge = [(x, y) for x in xs for y in (ys[0], ys[-1])]
    edge += [(x, y) for x in (xs[0], xs[-1]) for y in ys]
    for colour, thin in (((*TEXT, 255), 0), ((0, 0, 0, 0), max(3, bump // 10))):
        for centre in edge:
            pygame.draw.circle(surface, colour, centre, bump - thin)
    surface.fill((0, 0, 0, 0), (bump, bump, across, down))
    return pygame.transform.smoothscale_by(surface, 0.5)


def dots(entered: int, digits: int, side_px: int) -> Board:
    """A ring for each digit of a PIN; those entered are filled."""
    surface = pygame.Surface((digits * side_px, side_px), pygame.SRCALPHA)
    for i in range(digits):
        centre = (i * side_px + side_px // 2, side_px // 2)
        hollow = 0 if i < entered else max(2, side_px // 16)
        pygame.draw.circle(surface, TEXT, centre, side_px // 3, hollow)
    return one(surface, "dots")
