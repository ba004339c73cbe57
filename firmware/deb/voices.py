"""The packaged voices: every spoken sentence in every language."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from firmware.deb.errors import BuildError
from mirrorbox.language import NAMES
from mirrorbox.voice import sound_file
from mirrorbox.voice.build import build as speak
from mirrorbox.voice.build import spoken_ids
from mirrorbox.voice.errors import VoiceError

if TYPE_CHECKING:
    from pathlib import Path


def build(into: Path, *, cache: Path) -> None:
    """Speak what the cache has not, and copy it.

    espeak-ng says the same samples every time, and the recordings are written
    bit-exact: two builds on one machine are equal.

    Raises:
        BuildError: there is no engine or no encoder.
    """
    suffix = sound_file.suffix()
    if suffix != ".opus":
        raise BuildError("PyAV here has no Opus; the voices would take 80 MB.")
    for language in NAMES:
        try:
            folder = speak(language, cache).folder
        except VoiceError as error:
            raise BuildError(str(error)) from error
        target = into / "built" / language
        target.mkdir(parents=True)
        for key in spoken_ids():
            shutil.copy(folder / f"{key}{suffix}", target)
