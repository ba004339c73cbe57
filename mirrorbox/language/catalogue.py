"""A language: its catalogue, its name, and the way it runs."""

from __future__ import annotations

import gettext
import logging
import struct
from typing import TYPE_CHECKING

from mirrorbox.language.compile import LOCALES
from mirrorbox.language.fonts import ARABIC, LATIN
from mirrorbox.language.messages import NUMBERS, messages

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)

SOURCE = "en"
"""The language in which the sentences are written."""

NAMES = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "ar": "العربية",
}
"""Every language there is, by its code, in its own name."""

_RIGHT_TO_LEFT = {"ar"}


class LanguageError(ValueError):
    """There is no such language or sentence."""


class Language:
    """Translates; a sentence without a translation stays English and is logged once."""

    def __init__(self, code: str, folder: Path = LOCALES) -> None:
        """Read the catalogue.

        Args:
            code: one of `NAMES`.
            folder: holds CODE/LC_MESSAGES/mirrorbox.mo.

        Raises:
            LanguageError: there is no such language.
        """
        if code not in NAMES:
            known = ", ".join(NAMES)
            raise LanguageError(f"There is no language {code!r}; there are {known}.")
        self.code = code
        self._catalogue = _read(code, folder)
        self._missing: set[str] = set()

    @property
    def name(self) -> str:
        """The language's own name of itself."""
        return NAMES[self.code]

    @property
    def rtl(self) -> bool:
        """Whether text and layout run from right to left; left and right never do."""
        return self.code in _RIGHT_TO_LEFT

    @property
    def script(self) -> str:
        """The script it is written in, by its ISO 15924 code."""
        return ARABIC if self.rtl else LATIN

    def translate(self, msgid: str, **numbers: object) -> str:
        """The English sentence in this language, with its numbers filled in."""
        text = self._catalogue.gettext(msgid)
        if text is msgid and self.code != SOURCE:
            self._miss(msgid)
        return text.format(**numbers) if numbers else text

    def count(self, msgid: str, plural: str, n: int, **numbers: object) -> str:
        """The sentence for so many, by the language's own plural rules."""
        text = self._catalogue.ngettext(msgid, plural, n)
        if text in {msgid, plural} and self.code != SOURCE:
            self._miss(msgid)
        return text.format(n=n, **numbers)

    def sentence(self, message_id: str, **numbers: object) -> str:
        """A sentence of the table by its id; `n` chooses among plural forms.

        Raises:
            LanguageError: the table has no such sentence.
        """
        if message_id in NUMBERS:
            return NUMBERS[message_id]
        message = messages().get(message_id)
        if message is None:
            raise LanguageError(f"There is no sentence {message_id!r}.")
        if message.plural is None:
            return self.translate(message.text, **numbers)
        n = numbers.pop("n", None)
        if not isinstance(n, int):
            raise LanguageError(f"The sentence {message_id!r} needs a whole number n.")
        return self.count(message.text, message.plural, n, **numbers)

    def _miss(self, msgid: str) -> None:
        if msgid not in self._missing:
            self._missing.add(msgid)
            log.warning("language %s: no translation of %r", self.code, msgid)


def _read(code: str, folder: Path) -> gettext.NullTranslations:
    try:
        return gettext.translation("mirrorbox", folder, [code])
    except (OSError, ValueError, struct.error) as error:
        log.warning("language %s: catalogue not read, English stays: %s", code, error)
        return gettext.NullTranslations()
