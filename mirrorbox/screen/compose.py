"""The plain compositor: everything drawn on one surface by the CPU, exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.base import Canvas, place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mirrorbox.screen.draw import Layer

BLACK = (0, 0, 0)


def compose(
    display: pygame.Surface,
    canvas: Canvas | None,
    scale: float,
    layers: Sequence[Layer],
) -> None:
    """Draw a canvas and layers onto a display-sized surface.

    The other compositor is held against this one in the tests.
    """
    display.fill(BLACK)
    if canvas is not None:
        placement = place(canvas.size, display.get_size(), scale)
        part = canvas.surface.subsurface(placement.source)
        pygame.transform.smoothscale(
            part, placement.target.size, display.subsurface(placement.target)
        )
    for layer in layers:
        display.blit(layer.surface, (layer.x, layer.y))
