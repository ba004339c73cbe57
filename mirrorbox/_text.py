"""Small files that people write: what is wrong with one, in one sentence."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from mirrorbox.errors import MirrorboxError

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES = 1_000_000
"""Far above anything a person writes; a device or a film given by mistake is more."""


class UnreadableText(MirrorboxError):
    """The file is none that a person wrote; its text names the file."""


def read_text(path: Path) -> str:
    """The text of a small file in UTF-8, with or without the mark of an editor.

    Raises:
        UnreadableText: it cannot be read, is no text or far too long.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise UnreadableText(f"{path} is far too long.")
        return content.decode("utf-8-sig")
    except OSError as error:
        raise UnreadableText(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UnreadableText(f"{path} is not a text file in UTF-8.") from error


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a small TOML file.

    Raises:
        UnreadableText: `read_text` says so, or it is no TOML.
    """
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise UnreadableText(f"{path} is not TOML: {error}.") from error
