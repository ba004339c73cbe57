from __future__ import annotations

import numpy as np
import pygame
import pytest

from mirrorbox.language import NAMES, Language, messages, runs
from mirrorbox.screen.look import Look
from mirrorbox.words import Side

WHITE = (255, 255, 255)
RTL = [code for code in NAMES if Language(code).rtl]


def ink(surface: pygame.Surface) -> int:
    return int((pygame.surfarray.array_alpha(surface) > 127).sum())


@pytest.mark.parametrize("code", RTL)
@pytest.mark.parametrize("capitals_px", [20, 53])
def test_no_letter_from_right_to_left_is_cut(code: str, capitals_px: int) -> None:
    """Marks above and dots below make a line taller than the font says."""
    language = Language(code)
    writer = Look(side=Side.LEFT, language=language).writer()
    which = writer.font(capitals_px)
    for text in {language.translate(m.text) for m in messages().values()}:
        parts = [writer._run(which, run, WHITE) for run in runs(text, rtl=True)]
        line = writer.render(text, capitals_px, WHITE)

        assert ink(line) == sum(map(ink, parts)), text


@pytest.mark.parametrize("code", RTL)
def test_both_ways_of_writing_stand_on_one_line(code: str) -> None:
    writer = Look(side=Side.LEFT, language=Language(code)).writer()
    plain = writer.render("START", 40, WHITE)
    mixed = writer.render("START \u0623\u0645", 40, WHITE)  # an alif with hamza
    height = mixed.get_height() - plain.get_height()
    rows = pygame.surfarray.array_alpha(plain).max(axis=0) > 127
    cut = mixed.get_width() - plain.get_width()
    latin = pygame.surfarray.array_alpha(mixed)[cut:].max(axis=0) > 127

    assert height >= 0
    lowest, before = np.flatnonzero(latin)[-1] - height, np.flatnonzero(rows)[-1]
    assert abs(lowest - before) <= 1  # the font's own measures are whole pixels
