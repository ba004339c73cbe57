"""Where the recordings lie."""

from __future__ import annotations

from pathlib import Path

SUFFIXES = (".opus", ".ogg", ".wav")

OWN, BUILT = "own", "built"
"""Below the voice directory: a clinic's recordings, and those of `voice build`."""


PACKAGED = Path("/usr/share/mirrorbox/voice")
"""Where the Debian package keeps the voices it brings."""


class Shelf:
    """Finds the recording of a sentence: the clinic's own one first.

    DIRECTORY/own/de/pain.before.ogg     a recording of the clinic
    DIRECTORY/built/de/pain.before.opus  made here by `voice build`
    PACKAGED/built/de/pain.before.opus   the packaged voice
    """

    def __init__(
        self, directory: Path, language: str, packaged: Path = PACKAGED
    ) -> None:
        """Look below both directories for one language; nothing need be there."""
        self._folders = [directory / kind / language for kind in (OWN, BUILT)]
        self._folders.append(packaged / BUILT / language)

    def recordings(self, message_id: str) -> list[Path]:
        """Every recording of a sentence, the one to play first; perhaps none."""
        names = [f"{message_id}{suffix}" for suffix in SUFFIXES]
        paths = [folder / name for folder in self._folders for name in names]
        return [path for path in paths if _is_file(path)]


def _is_file(path: Path) -> bool:
    """Whether it can be played; a folder that may not be read is an empty one."""
    try:
        return path.is_file()
    except OSError:
        return False
