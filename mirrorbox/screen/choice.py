"""The answers to "anything unpleasant?": pictures and words; the chosen one boxed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from mirrorbox.screen.board import Board, below, one
from mirrorbox.screen.faces import unpleasant
from mirrorbox.words import Unpleasant

if TYPE_CHECKING:
    from mirrorbox.screen.measure import Measure

NAMES: dict[Unpleasant, str] = {
    Unpleasant.NONE: "Nothing",
    Unpleasant.DIZZY: "Dizzy",
    Unpleasant.SICK: "Sick",
    Unpleasant.UPSET: "Upset",
    Unpleasant.STUCK: "Limb stuck",
    Unpleasant.OTHER: "Other",
}

PICTURE_FIRST = 1.25
"""How much larger the pictures are where nothing must be read."""

PAD_MM = 2.0
"""Between a cell's edge and what is in it."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """How the answers stand: three in a row, or two with the words beside."""

    columns: int
    cells: list[Board]


def draw_choice(answer: int | None, measure: Measure) -> Board:
    """The six answers from left to right, row by row; the chosen one is boxed."""
    pad = measure.px(PAD_MM)
    grid = _grid(measure, pad)
    wide = measure.width_px // grid.columns
    tall = max(cell.height for cell in grid.cells) + 4 * pad
    rows = -(-len(grid.cells) // grid.columns)
    board = Board(measure.width_px, rows * tall)
    for i, cell in enumerate(grid.cells):
        at = pygame.Rect(i % grid.columns * wide, i // grid.columns * tall, wide, tall)
        _frame(board, at.inflate(-pad, -pad), measure, chosen=i == answer)
        x, y = at.centerx - cell.width // 2, at.centery - cell.height // 2
        board.add(cell, x, y)
        measure.needs((cell.width + 4 * pad) * grid.columns)
    return board


def _grid(measure: Measure, pad: int) -> _Grid:
    """Three columns where every word has room, else two with the picture beside."""
    room = measure.width_px // 3 - 4 * pad
    whole = measure.width_px
    words = {what: _words(name, measure, whole) for what, name in _said(measure)}
    if all(word.width <= room for word in words.values()):
        cells = [below([_picture(w, measure), words[w]], pad) for w in NAMES]
        return _Grid(3, cells)
    side = _picture(Unpleasant.NONE, measure).width
    room = measure.width_px // 2 - 6 * pad - side
    pairs = [
        [_picture(what, measure), _words(name, measure, room)]
        for what, name in _said(measure)
    ]
    return _Grid(2, [measure.in_order(pair, 2 * pad) for pair in pairs])


def _said(measure: Measure) -> list[tuple[Unpleasant, str]]:
    translate = measure.look.language.translate
    return [(what, translate(name)) for what, name in NAMES.items()]


def _words(text: str, measure: Measure, room_px: int) -> Board:
    """An answer's words, in lines where they must be."""
    size = measure.sizes.text_mm
    parts = measure.broken(text, size, room_px)
    return below([measure.loose(part, size) for part in parts], 0)


def _picture(which: Unpleasant, measure: Measure) -> Board:
    larger = PICTURE_FIRST if measure.look.picture_first else 1
    side = measure.px(measure.sizes.picture_mm * larger * 0.86)
    return one(unpleasant(which, side, measure.look.limb), which.value)


def _frame(board: Board, box: pygame.Rect, measure: Measure, *, chosen: bool) -> None:
    """The edge of a cell; of the chosen one it is thick and light."""
    theme = measure.look.theme
    thick = max(2, measure.px(1.6 if chosen else 0.4))
    edge = theme.chosen if chosen else theme.quiet
    rounded = measure.px(measure.sizes.picture_mm) // 8
    pygame.draw.rect(board.surface, edge, box, thick, border_radius=rounded)
    board.enclose("chosen" if chosen else "cell", box)
