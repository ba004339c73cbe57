"""Text by the height of its capitals, wrapped to a width."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import pygame

from mirrorbox.language import runs
from mirrorbox.language.fonts import ARABIC, LATIN

if TYPE_CHECKING:
    from mirrorbox.language import Run
    from mirrorbox.screen.theme import Colour


FEW_LETTERS = 3
"""A last line of so few takes another word."""


@lru_cache(maxsize=64)
def font(capitals_px: int, file: str | None = None) -> pygame.font.Font:
    """A font with capitals at least so many pixels tall; the house's own by default."""
    pygame.font.init()
    probe = pygame.font.Font(file, 200)
    size = math.ceil(capitals_px * 200 / capitals(probe))
    while capitals(chosen := pygame.font.Font(file, size)) < capitals_px:
        size += 1
    return chosen


def capitals(which: pygame.font.Font) -> int:
    """How tall a font's capitals are, in pixels."""
    metrics = which.metrics("H")[0]
    if metrics is None:
        raise ValueError("This font has no letter H.")
    return metrics[3] - max(0, metrics[2])


def baseline(which: pygame.font.Font, text: str) -> int:
    """Where a text's letters stand in its picture, in pixels from the top.

    A mark above the ascent, as over the Arabic alif, makes the picture taller.
    """
    tops = [metrics[3] for metrics in which.metrics(text) if metrics]
    return max([which.get_ascent(), *tops])


def wrap(text: str, which: pygame.font.Font, width_px: int) -> list[str]:
    """Break a sentence into lines no wider than `width_px` where words allow.

    A no-break space holds its words together, and a last line of a few letters takes
    a word from the line above: no number stands without what it counts.
    """
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and which.size(longer)[0] <= width_px:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > 1 and len(lines[-1]) <= FEW_LETTERS and " " in lines[-2]:
        upper, word = lines[-2].rsplit(" ", 1)
        longer = f"{word} {lines[-1]}"
        if which.size(longer)[0] <= width_px:
            lines[-2:] = [upper, longer]
    return lines


class Writer:
    """Sets text of one language: its font, and which way it runs."""

    def __init__(self, *, file: str | None = None, rtl: bool = False) -> None:
        """Write with the font of this file, the house's own by default."""
        self._file = file
        self._rtl = rtl

    def font(self, capitals_px: int) -> pygame.font.Font:
        """The font with capitals so tall."""
        return font(capitals_px, self._file)

    def heights(self, capitals_px: int) -> tuple[int, int]:
        """From a line's top to its baseline, and how tall its capitals are."""
        which = self.font(capitals_px)
        return which.get_ascent(), capitals(which)

    def render(self, text: str, capitals_px: int, colour: Colour) -> pygame.Surface:
        """One line; the parts of a line from right to left each run their own way."""
        which = self.font(capitals_px)
        if not self._rtl:
            return which.render(text, antialias=True, color=colour)
        said = runs(text, rtl=True)
        parts = [self._run(which, run, colour) for run in said]
        bases = [baseline(which, run.text) for run in said]
        base = max(bases, default=which.get_ascent())
        tall = [part.get_height() - at for part, at in zip(parts, bases, strict=True)]
        width = sum(part.get_width() for part in parts)
        height = base + max(tall, default=which.get_height() - base)
        line = pygame.Surface((width, height), pygame.SRCALPHA)
        x = 0
        for part, at in zip(parts, bases, strict=True):
            line.blit(part, (x, base - at))
            x += part.get_width()
        return line

    def wrap(self, text: str, capitals_px: int, width_px: int) -> list[str]:
        """The lines of a sentence, in the order in which they are read."""
        return wrap(text, self.font(capitals_px), width_px)

    def _run(self, which: pygame.font.Font, run: Run, colour: Colour) -> pygame.Surface:
        ways = {True: pygame.DIRECTION_RTL, False: pygame.DIRECTION_LTR}
        which.set_script(ARABIC if run.rtl else LATIN)
        which.set_direction(ways[run.rtl])
        return which.render(run.text, antialias=True, color=colour)
