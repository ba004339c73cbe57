"""What the patient reads and hears, in the patient's language."""

from __future__ import annotations

from mirrorbox.language.bidi import Run, runs
from mirrorbox.language.catalogue import NAMES, SOURCE, Language, LanguageError
from mirrorbox.language.messages import Message, messages

__all__ = [
    "NAMES",
    "SOURCE",
    "Language",
    "LanguageError",
    "Message",
    "Run",
    "messages",
    "runs",
]
