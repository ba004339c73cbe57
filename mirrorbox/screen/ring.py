"""The quiet ring that shows what remains."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.pen import OVERSAMPLING

if TYPE_CHECKING:
    from mirrorbox.screen.theme import Colour, Theme


def draw_ring(left: float, side_px: int, width_px: int, theme: Theme) -> pygame.Surface:
    """What remains, clockwise from the top; a quiet bed shows the whole.

    Args:
        left: 0 to 1.
        side_px: of the square picture.
        width_px: of the ring; its bed is twice as wide.
        theme: its colours.
    """
    large = side_px * OVERSAMPLING
    surface = pygame.Surface((large, large), pygame.SRCALPHA)
    width = width_px * OVERSAMPLING
    _arc(surface, 1.0, width * 2, theme.ring_bed)
    _arc(surface, left, width, theme.ring, inset=width // 2)
    return pygame.transform.smoothscale(surface, (side_px, side_px))


def _arc(
    surface: pygame.Surface,
    share: float,
    width_px: int,
    colour: Colour,
    *,
    inset: int = 0,
) -> None:
    centre = surface.get_width() / 2
    outer = centre - inset
    inner = outer - width_px
    steps = max(2, round(180 * share))
    angles = [2 * math.pi * share * i / steps for i in range(steps + 1)]
    edge = [(outer, a) for a in angles] + [(inner, a) for a in reversed(angles)]
    points = [(centre + r * math.sin(a), centre - r * math.cos(a)) for r, a in edge]
    if share > 0:
        pygame.draw.polygon(surface, (*colour, 255), points)
