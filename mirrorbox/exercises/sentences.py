"""How we write to patients: short sentences without contractions.

Source of the rules: clinical reference, section 9 (AphasiaPath): short clear
sentences, easy words, no contractions.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_WORDS = 12
"""The house's rule for a sentence on the screen or spoken."""


def split(text: str) -> list[str]:
    """The sentences of a text, without their full stops."""
    return [part for part in re.split(r"[.?!]\s*", text) if part]


def complaints(text: str) -> Iterator[str]:
    """What is wrong with a text for patients, ending the sentence "NAME …"."""
    for sentence in split(text):
        if (count := len(sentence.split())) > MAX_WORDS:
            yield f"has a sentence of {count} words, at most {MAX_WORDS}: {sentence!r}."
    if re.search(r"\w['’]\w", text):
        yield f"has a contraction: {text!r}."
    if not text.endswith((".", "?")):
        yield f"must end with a full stop: {text!r}."
