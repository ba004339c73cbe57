"""What stands in a column beside words: a movement's pictures, a PIN's dots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.board import Board, one
from mirrorbox.screen.limbs import exercise_frames
from mirrorbox.screen.theme import TEXT

if TYPE_CHECKING:
    from mirrorbox.words import Side

LEAST_PX = 16
"""Below this nobody sees a limb."""

BUMP_SHARE = 0.06
"""Radius of a cloud's bumps, as a share of its width."""


def movement(which: str, limb: Side, side_px: int, room_px: int) -> Board:
    """A movement's postures side by side, as the affected limb would take them."""
    count = len(exercise_frames(which, limb, LEAST_PX))
    side = max(LEAST_PX, min(side_px, room_px // count))
    frames = exercise_frames(which, limb, side)
    row = Board(side * len(frames), side)
    for i, frame in enumerate(frames):
        row.put(frame, i * side, 0, f"{which} {i + 1}")
    return row


def thought(which: str, limb: Side, side_px: int, room_px: int) -> Board:
    """The same movement in a cloud: it is only imagined."""
    bump = round(room_px * BUMP_SHARE)
    inner = movement(which, limb, side_px, max(1, room_px - 2 * bump))
    whole = Board(inner.width + 2 * bump, inner.height + 2 * bump)
    whole.surface.blit(_cloud(inner.width, inner.height, max(1, bump)), (0, 0))
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
