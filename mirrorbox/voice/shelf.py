"""Where the recordings lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".opus", ".ogg", ".wav")

OWN, BUILT = "own", "built"
"""Below the voice directory: a clinic's recordings, and those of `voice build`."""


class Shelf:
    """Finds the recording of a sentence: the clinic's own one first.

    DIRECTORY/own/de/pain.before.ogg     a recording of the clinic
    DIRECTORY/built/de/pain.before.opus  the packaged voice
    """

    def __init__(self, directory: Path, language: str) -> None:
        """Look below `directory` for one language; nothing need be there."""
        self._folders = [directory / kind / language for kind in (OWN, BUILT)]

    def recordings(self, message_id: str) -> list[Path]:
        """Every recording of a sentence, the one to play first; perhaps none."""
        names = [f"{message_id}{suffix}" for suffix in SUFFIXES]
        paths = [folder / name for folder in self._folders for name in names]
        return [path for path in paths if path.is_file()]
