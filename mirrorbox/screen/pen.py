"""A pen for drawings in a unit square, y downwards."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import pygame

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mirrorbox.screen.theme import Colour

Point = tuple[float, float]

OVERSAMPLING = 4
"""Shapes are drawn so much larger and smoothed down: pygame draws hard edges."""


class Pen:
    """Draws in unit coordinates, in one colour."""

    def __init__(self, surface: pygame.Surface, colour: Colour | None) -> None:
        """Draw on a square surface; None rubs out."""
        self.surface = surface
        self._side = surface.get_width()
        self._colour = (*colour, 255) if colour else (0, 0, 0, 0)

    def polygon(self, points: Iterable[Point]) -> None:
        """A filled shape."""
        pygame.draw.polygon(self.surface, self._colour, [self._px(p) for p in points])

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """A filled box with softened corners."""
        rect = pygame.Rect(*self._px((x, y)), *self._px((width, height)))
        radius = round(self._side * 0.04)
        pygame.draw.rect(self.surface, self._colour, rect, border_radius=radius)

    def disc(self, centre: Point, radius: float) -> None:
        """A filled circle."""
        pygame.draw.circle(
            self.surface, self._colour, self._px(centre), radius * self._side
        )

    def hole(self, centre: Point, radius: float) -> None:
        """A circle taken out again."""
        pygame.draw.circle(
            self.surface, (0, 0, 0, 0), self._px(centre), radius * self._side
        )

    def cut(self, x: float, y: float, width: float, height: float) -> None:
        """A box taken out again."""
        rect = pygame.Rect(*self._px((x, y)), *self._px((width, height)))
        self.surface.fill((0, 0, 0, 0), rect)

    def stroke(self, points: list[Point], width: float) -> None:
        """A line with round ends and corners."""
        for point in points:
            self.disc(point, width / 2)
        for (x1, y1), (x2, y2) in itertools.pairwise(points):
            length = math.hypot(x2 - x1, y2 - y1)
            dx = (y1 - y2) / length * width / 2
            dy = (x2 - x1) / length * width / 2
            corners = [(x1 + dx, y1 + dy), (x2 + dx, y2 + dy)]
            corners += [(x2 - dx, y2 - dy), (x1 - dx, y1 - dy)]
            self.polygon(corners)

    def _px(self, point: Point) -> tuple[int, int]:
        return round(point[0] * self._side), round(point[1] * self._side)
