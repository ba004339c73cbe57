"""What the patient reads and hears, in the patient's language."""

from __future__ import annotations

from mirrorbox.language.bidi import Run, runs
from mirrorbox.language.catalogue import NAMES, SOURCE, Language, LanguageError
from mirrorbox.language.fonts import font_file
from mirrorbox.language.messages import Message, messages

__all__ = [
    "NAMES",
    "SOURCE",
    "Language",
    "LanguageError",
    "Message",
    "Run",
    "font_file",
    "messages",
    "runs",
]
