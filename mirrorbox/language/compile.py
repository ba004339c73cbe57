"""Reads catalogues (.po) and compiles them (.mo), with nothing but Python.

    python -m mirrorbox.language.compile

writes every .mo beside its .po. Only what our catalogues use is understood: msgid,
msgid_plural, msgstr, msgstr[n], comments and strings over several lines.
"""

from __future__ import annotations

import ast
import re
import struct
from dataclasses import dataclass, field
from pathlib import Path

LOCALES = Path(__file__).parent / "locale"

_MAGIC = 0x950412DE
_LINE = re.compile(r'(?:(msgid|msgid_plural|msgstr(?:\[\d\])?) )?(".*")$')


@dataclass(slots=True)
class Entry:
    """One sentence of a catalogue.

    Attributes:
        msgid: English.
        plural: English for other numbers, or empty.
        texts: the translation, or one for each plural form.
        fuzzy: marked as a guess that a person must look at.
    """

    msgid: str = ""
    plural: str = ""
    texts: list[str] = field(default_factory=list)
    fuzzy: bool = False


class CatalogueError(ValueError):
    """A catalogue cannot be read; the text names the line."""


def parse(text: str) -> list[Entry]:
    """The entries of a .po, its header first.

    Raises:
        CatalogueError: a line is none of a catalogue's.
    """
    entries: list[Entry] = []
    for block in re.split(r"\n\s*\n", text):
        entry, said = Entry(), False
        place = ""
        for line in block.splitlines():
            if line.startswith("#"):
                entry.fuzzy |= line.startswith("#,") and "fuzzy" in line
                continue
            match = _LINE.match(line.strip())
            if match is None:
                raise CatalogueError(f"This line is not of a catalogue: {line!r}.")
            place = match[1] or place
            _add(entry, place, _unquote(match[2]), begins=match[1] is not None)
            said = True
        if said:
            entries.append(entry)
    return entries


def compiled(entries: list[Entry]) -> bytes:
    """The .mo of these entries: sorted, little-endian, without a hash table."""
    pairs = sorted(
        (_key(entry).encode(), "\0".join(entry.texts).encode())
        for entry in entries
        if any(entry.texts) and not entry.fuzzy
    )
    count = len(pairs)
    start = 28 + 16 * count
    tables, strings = [b"", b""], b""
    for column in (0, 1):
        for pair in pairs:
            place = start + len(strings)
            tables[column] += struct.pack("<II", len(pair[column]), place)
            strings += pair[column] + b"\0"
    head = struct.pack("<7I", _MAGIC, 0, count, 28, 28 + 8 * count, 0, start)
    return head + tables[0] + tables[1] + strings


def catalogues(folder: Path = LOCALES) -> list[Path]:
    """Every .po, by language."""
    return sorted(folder.glob("*/LC_MESSAGES/mirrorbox.po"))


def write(folder: Path = LOCALES) -> list[Path]:
    """Compile every .po of a folder; returns the .mo written."""
    written = []
    for path in catalogues(folder):
        entries = parse(path.read_text("utf-8"))
        path.with_suffix(".mo").write_bytes(compiled(entries))
        written.append(path.with_suffix(".mo"))
    return written


def _key(entry: Entry) -> str:
    return f"{entry.msgid}\0{entry.plural}" if entry.plural else entry.msgid


def _unquote(quoted: str) -> str:
    try:
        text = ast.literal_eval(quoted)
    except SyntaxError as error:
        raise CatalogueError(f"This string is not closed: {quoted}.") from error
    return str(text)


def _add(entry: Entry, place: str, text: str, *, begins: bool) -> None:
    if place == "msgid":
        entry.msgid += text
    elif place == "msgid_plural":
        entry.plural += text
    elif place:
        if begins:
            entry.texts.append("")
        entry.texts[-1] += text
    else:
        raise CatalogueError(f"A string without a keyword: {text!r}.")


if __name__ == "__main__":
    write()
