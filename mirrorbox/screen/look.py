"""How pages look for one patient: side, size, language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mirrorbox.language import SOURCE, Language, font_file
from mirrorbox.screen.text import Writer
from mirrorbox.screen.theme import HIGH, LARGE, Sizes, Theme
from mirrorbox.words import Limb, Side

if TYPE_CHECKING:
    from mirrorbox.screen.page import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How pages look for this patient.

    Attributes:
        side: where words and signs stand: on the healthy side unless prescribed
            otherwise, for neglect or a lost half of sight.
        anchor: whether a line marks the other edge, for neglect.
        large: larger text.
        picture_first: signs before words, so that nothing must be read.
        language: what words are in; where it runs from right to left the column's
            inside flips, the clinical sides never do.
        limb_side: the side that drawn limbs show: the affected one.
        limb: what is drawn where a picture says what to do with it.
        theme: its colours.
    """

    side: Side
    anchor: bool = False
    large: bool = False
    picture_first: bool = False
    language: Language = field(default_factory=lambda: Language(SOURCE))
    limb_side: Side = Side.LEFT
    limb: Limb = Limb.HAND
    theme: Theme = HIGH

    @property
    def sizes(self) -> Sizes:
        """The lengths that go with it."""
        return LARGE if self.large else Sizes()

    @property
    def rtl(self) -> bool:
        """Whether the column's inside runs from right to left."""
        return self.language.rtl

    def writer(self) -> Writer:
        """Sets text in this language.

        Raises:
            FileNotFoundError: its script needs a font that is not installed.
        """
        file = font_file(self.language.script)
        return Writer(file=str(file) if file else None, rtl=self.rtl)

    def said(self, row: Row) -> str:
        """A row's sentence in the patient's language, with its numbers."""
        if not any(letter.isalpha() for letter in row.text):
            return row.text  # a telephone number
        numbers = dict(row.numbers)
        if row.many:
            return self.language.count(row.text, row.many, numbers["n"])
        return self.language.translate(row.text, **numbers)
