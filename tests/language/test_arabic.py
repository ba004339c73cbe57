from __future__ import annotations

from typing import TYPE_CHECKING

import pygame
import pytest

from mirrorbox.language import Language, Run, font_file, messages, runs
from mirrorbox.language.fonts import ARABIC, LATIN

if TYPE_CHECKING:
    from pathlib import Path

WORD = "المرآة"


@pytest.fixture
def arabic() -> pygame.font.Font:
    try:
        path = font_file(ARABIC)
    except FileNotFoundError as error:
        pytest.skip(str(error))
    pygame.font.init()
    font = pygame.font.Font(path, 60)
    font.set_script(ARABIC)
    font.set_direction(pygame.DIRECTION_RTL)
    return font


def drawn(font: pygame.font.Font, letter: str) -> bytes:
    surface = font.render(letter, antialias=True, color="white")
    return pygame.image.tobytes(surface, "RGBA")


def test_letters_are_joined(arabic: pygame.font.Font) -> None:
    assert arabic.size(WORD)[0] < 0.9 * sum(arabic.size(letter)[0] for letter in WORD)


def test_every_letter_of_every_sentence_is_in_the_font(
    arabic: pygame.font.Font,
) -> None:
    language = Language("ar")
    texts = [language.translate(message.text) for message in messages().values()]
    letters = {
        letter
        for text in texts
        for run in runs(text, rtl=True)
        for letter in run.text
        if run.rtl and not letter.isspace()
    }
    box = drawn(arabic, "\uffff")
    assert not [letter for letter in letters if drawn(arabic, letter) == box]


def test_a_line_starts_on_the_right(arabic: pygame.font.Font) -> None:
    line = Language("ar").sentence("go_on")
    parts = runs(line, rtl=True)
    assert parts[-1].text.startswith(line.split()[0])
    assert Run("START", rtl=False) in parts
    assert arabic.render(parts[-1].text, antialias=True, color="white").get_width() > 0


def test_a_latin_language_needs_no_other_font() -> None:
    assert Language("de").script == LATIN
    assert font_file(LATIN) is None


def test_a_missing_font_names_the_package(tmp_path: Path) -> None:
    assert Language("ar").script == ARABIC
    with pytest.raises(FileNotFoundError, match="apt-get install fonts-dejavu-core"):
        font_file(ARABIC, tmp_path)


def test_the_font_is_looked_for_below_the_root(tmp_path: Path) -> None:
    file = tmp_path / "usr/share/fonts/truetype/noto/NotoSansArabic-Bold.ttf"
    file.parent.mkdir(parents=True)
    file.touch()
    assert font_file(ARABIC, tmp_path) == file
