"""What stands in a column beside words: a movement's pictures, a PIN's dots."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.limbs import exercise_frames
from mirrorbox.screen.theme import TEXT

if TYPE_CHECKING:
    from mirrorbox.words import Side

LEAST_PX = 16
"""Below this nobody sees a limb."""


def movement(which: str, limb: Side, side_px: int, room_px: int) -> pygame.Surface:
    """A movement's postures side by side, as the affected limb would take them."""
    count = len(exercise_frames(which, limb, LEAST_PX))
    side = max(LEAST_PX, min(side_px, room_px // count))
    frames = exercise_frames(which, limb, side)
    surface = pygame.Surface((side * len(frames), side), pygame.SRCALPHA)
    for i, frame in enumerate(frames):
        surface.blit(frame, (i * side, 0))
    return surface


def dots(entered: int, digits: int, side_px: int) -> pygame.Surface:
    """A ring for each digit of a PIN; those entered are filled."""
    surface = pygame.Surface((digits * side_px, side_px), pygame.SRCALPHA)
    for i in range(digits):
        centre = (i * side_px + side_px // 2, side_px // 2)
        hollow = 0 if i < entered else max(2, side_px // 16)
        pygame.draw.circle(surface, TEXT, centre, side_px // 3, hollow)
    return surface
