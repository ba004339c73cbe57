"""A page's sentences with their signs, and the hints below a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.screen.board import Board
from mirrorbox.screen.page import Sign

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mirrorbox.screen.measure import Measure
    from mirrorbox.screen.page import Row, Scene

PICTURE_FIRST = 1.5
"""How much larger signs are where nothing must be read."""


def draw_row(row: Row, measure: Measure) -> Board:
    """A sentence with what belongs to it."""
    if row.scene and measure.look.picture_first:
        return _captioned(row, row.scene, measure)
    return _signed(row, measure)


def draw_hints(rows: Sequence[Row], measure: Measure) -> Board:
    """What the three buttons do now, beside one another in their own order."""
    gap = measure.gap_px // 3
    signs = [_signs(row, measure) for row in rows]
    said = [measure.look.said(row) for row in rows]
    texts = [measure.line(text, measure.sizes.text_mm) for text in said]
    tall = max(board.height for board in signs if board)
    room = measure.px(measure.sizes.row_sign_mm) // 4
    hints = Board(measure.width_px, tall + gap + max(text.height for text in texts))
    wide = [
        max(text.width, drawn.width if drawn else 0) + room
        for drawn, text in zip(signs, texts, strict=True)
    ]
    for x, drawn, text in zip(_starts(wide, measure), signs, texts, strict=True):
        if drawn:
            hints.add(drawn, x, 0)
        hints.add(text, x, tall + gap)
    return hints


def _starts(wide: Sequence[int], measure: Measure) -> list[int]:
    """Where each hint begins: in equal cells, and closer where one is too long."""
    cell = measure.width_px // len(wide)
    if max(wide) <= cell:
        return [i * cell for i in range(len(wide))]
    measure.needs(sum(wide))
    spare = max(0, measure.width_px - sum(wide)) // len(wide)
    return [sum(wide[:i]) + i * spare for i in range(len(wide))]


def _captioned(row: Row, which: Scene, measure: Measure) -> Board:
    """A picture of the patient's own limb, and the words below it."""
    picture = measure.symbol(which, measure.px(measure.sizes.scene_mm))
    words = measure.lines(measure.look.said(row), measure.sizes.text_mm)
    gap = measure.gap_px // 3
    return _to_edge([picture, *words], gap, measure)


def _to_edge(boards: Sequence[Board], gap: int, measure: Measure) -> Board:
    """One below the other, along the edge at which this language begins."""
    width = max(board.width for board in boards)
    whole = Board(width, sum(board.height + gap for board in boards) - gap)
    y = 0
    for board in boards:
        whole.add(board, width - board.width if measure.look.rtl else 0, y)
        y += board.height + gap
    return whole


def _signs(row: Row, measure: Measure) -> Board | None:
    """A row's sign; where nothing must be read, also what its button does."""
    if row.sign is None:
        return None
    picture_first = measure.look.picture_first
    larger = PICTURE_FIRST if picture_first else 1
    side = measure.px(measure.sizes.row_sign_mm * larger)
    first = measure.symbol(row.sign, side)
    if row.leads is None or not picture_first:
        return first
    then = measure.symbol(Sign.THEN, side // 2)
    does = measure.symbol(row.leads, side)
    return measure.in_order([first, then, does], side // 8)


def _signed(row: Row, measure: Measure) -> Board:
    """A sentence; its sign stands centred on the first line's capitals."""
    sizes, gap = measure.sizes, measure.gap_px
    signs = _signs(row, measure)
    indent = signs.width + gap // 2 if signs else 0
    tall = signs.height if signs else 0
    lines = measure.lines(measure.look.said(row), sizes.text_mm, indent)
    ascent, capitals = measure.heights(sizes.text_mm)
    middle = ascent - capitals // 2
    top = max(0, tall // 2 - middle)
    words = _to_edge(lines, gap // 3, measure)
    whole = Board(measure.width_px, max(tall, top + words.height))
    if signs:
        x = measure.width_px - signs.width if measure.look.rtl else 0
        whole.add(signs, x, top + middle - tall // 2)
    x = measure.width_px - indent - words.width if measure.look.rtl else indent
    whole.add(words, x, top)
    return whole
