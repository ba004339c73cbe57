"""What stands where on a drawn page, and how tall its letters are, in mm."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import pygame

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mirrorbox.screen.board import Piece
    from mirrorbox.screen.draw import Layer

PLAIN_TALL = re.compile(r"[A-HIK-PR-Zbdfhkl0-9]")
"""Letters as tall as a capital …"""

DEEP_OR_HIGH = re.compile(r"[^A-Za-z0-9 .%]|[gjpqyQJ]")
"""… and those that stand below the line or above the capitals."""

ARABIC = re.compile("[\u0627\u0644\u0643\u0637]")
"""Alif, lam, kaf and tah: as tall as a capital."""


def pieces(layers: Iterable[Layer]) -> list[Piece]:
    """All pieces of a page."""
    return [piece for layer in layers for piece in layer.pieces]


def overlapping(layers: Iterable[Layer]) -> list[tuple[str, str]]:
    """Pieces whose ink boxes meet; what goes around others does so on purpose."""
    apart = [piece for piece in pieces(layers) if not piece.around]
    pairs = itertools.combinations(apart, 2)
    return [(a.name, b.name) for a, b in pairs if a.box.colliderect(b.box)]


def near_the_edge(
    layers: Iterable[Layer], size_px: tuple[int, int], least_px: float
) -> list[str]:
    """Pieces closer to the edge of their panel than this; the anchor is an edge."""
    near = []
    for layer in layers:
        names = {piece.name for piece in layer.pieces}
        if "anchor" in names:
            continue
        panel = layer.surface.get_rect().move(layer.x, layer.y)
        room = pygame.Rect(0, 0, *size_px) if names == {"ring"} else panel
        free = room.inflate(-2 * least_px, -2 * least_px)
        near += [p.name for p in layer.pieces if not free.contains(p.box)]
    return near


def letters_px(layers: Iterable[Layer]) -> dict[str, int]:
    """How tall the letters of each text are: only texts whose ink tells exactly."""
    return {
        piece.name: piece.box.height
        for piece in pieces(layers)
        if piece.text and _tells(piece.name)
    }


def _tells(text: str) -> bool:
    if ARABIC.search(text):
        return True
    return bool(PLAIN_TALL.search(text)) and not DEEP_OR_HIGH.search(text)
