"""A surface that knows what was put on it, and where its ink stands.

So a page can be measured as it is drawn: what overlaps, what is too near the edge, how
tall the letters are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pygame

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Piece:
    """One text or picture on a page.

    Attributes:
        name: the text, or what the picture is called.
        box: the smallest box around its ink, in pixels.
        text: whether it is to be read.
        around: whether it goes around other pieces: a cell's edge, a cloud.
    """

    name: str
    box: pygame.Rect
    text: bool = False
    around: bool = False

    def moved(self, x: int, y: int) -> Piece:
        """The same, further right and down."""
        return replace(self, box=self.box.move(x, y))


class Board:
    """A transparent surface and the pieces on it."""

    def __init__(self, width_px: int, height_px: int) -> None:
        """Begin empty."""
        size = (max(1, width_px), max(1, height_px))
        self.surface = pygame.Surface(size, pygame.SRCALPHA)
        self.pieces: list[Piece] = []

    @property
    def width(self) -> int:
        """In pixels."""
        return self.surface.get_width()

    @property
    def height(self) -> int:
        """In pixels."""
        return self.surface.get_height()

    @property
    def ink(self) -> pygame.Rect:
        """The box around all that is on it."""
        return around(self.pieces)

    def put(
        self, picture: pygame.Surface, x: int, y: int, name: str, *, text: bool = False
    ) -> None:
        """Put a picture, or a line of text, with its corner here."""
        self.surface.blit(picture, (x, y))
        box = picture.get_bounding_rect()
        if box:
            self.pieces.append(Piece(name, box.move(x, y), text))

    def enclose(self, name: str, box: pygame.Rect) -> None:
        """Something was drawn around what stands, or will stand, in this box."""
        self.pieces.append(Piece(name, box, around=True))

    def add(self, other: Board, x: int, y: int) -> None:
        """Put another board with all that is on it."""
        self.surface.blit(other.surface, (x, y))
        self.pieces += [piece.moved(x, y) for piece in other.pieces]


def around(pieces: Iterable[Piece]) -> pygame.Rect:
    """The box around pieces."""
    boxes = [piece.box for piece in pieces]
    return boxes[0].unionall(boxes[1:]) if boxes else pygame.Rect(0, 0, 0, 0)


def one(picture: pygame.Surface, name: str, *, text: bool = False) -> Board:
    """A board that is one picture, or one line."""
    board = Board(*picture.get_size())
    board.put(picture, 0, 0, name, text=text)
    return board


def below(boards: Iterable[Board], gap_px: int) -> Board:
    """One below the other, centred."""
    stacked = list(boards)
    width = max(board.width for board in stacked)
    whole = Board(width, sum(board.height + gap_px for board in stacked) - gap_px)
    y = 0
    for board in stacked:
        whole.add(board, (width - board.width) // 2, y)
        y += board.height + gap_px
    return whole


def beside(boards: Iterable[Board], gap_px: int) -> Board:
    """From left to right in this order, halfway down."""
    row = list(boards)
    height = max(board.height for board in row)
    whole = Board(sum(board.width + gap_px for board in row) - gap_px, height)
    x = 0
    for board in row:
        whole.add(board, x, (height - board.height) // 2)
        x += board.width + gap_px
    return whole
