"""Text by the height of its capitals, wrapped to a width."""

from __future__ import annotations

import math
from functools import lru_cache

import pygame


@lru_cache(maxsize=32)
def font(capitals_px: int) -> pygame.font.Font:
    """The house's font with capitals at least so many pixels tall."""
    pygame.font.init()
    probe = pygame.font.Font(None, 200)
    size = math.ceil(capitals_px * 200 / capitals(probe))
    while capitals(chosen := pygame.font.Font(None, size)) < capitals_px:
        size += 1
    return chosen


def capitals(which: pygame.font.Font) -> int:
    """How tall a font's capitals are, in pixels."""
    metrics = which.metrics("H")[0]
    if metrics is None:
        raise ValueError("This font has no letter H.")
    return metrics[3] - max(0, metrics[2])


def wrap(text: str, which: pygame.font.Font, width_px: int) -> list[str]:
    """Break a sentence into lines no wider than `width_px` where words allow."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and which.size(longer)[0] <= width_px:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
