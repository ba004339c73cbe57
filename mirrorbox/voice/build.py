"""Builds the packaged voice of a language: one recording for each sentence."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirrorbox.language import Language, LanguageError, messages
from mirrorbox.language.messages import NUMBERS
from mirrorbox.voice import sound_file
from mirrorbox.voice.engine import engine_named
from mirrorbox.voice.errors import VoiceError
from mirrorbox.voice.shelf import BUILT

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.voice.engine import Engine

_LIST = "built.json"


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did.

    Attributes:
        folder: where the recordings lie.
        made: ids spoken anew.
        fresh: ids whose recording was up to date.
        kept: ids whose recording somebody else put there; left alone.
        bytes: how much all of them take.
    """

    folder: Path
    made: tuple[str, ...]
    fresh: tuple[str, ...]
    kept: tuple[str, ...]
    bytes: int

    @property
    def sentence(self) -> str:
        """One line for the command line."""
        return (
            f"{len(self.made)} recordings made, {len(self.fresh)} up to date,"
            f" {len(self.kept)} of your own kept, {self.bytes / 1e6:.1f} MB"
            f" in {self.folder}."
        )


def spoken_ids() -> list[str]:
    """Every sentence that is spoken; of an exercise its name and its spoken text."""
    ids = [key for key, message in messages().items() if message.spoken]
    return [key for key in ids if not _only_read(key)] + list(NUMBERS)


def _only_read(key: str) -> bool:
    part = key.rpartition(".")[2]
    return key.startswith("exercise.") and part not in {"name", "spoken"}


def build(language: str, directory: Path, engine: str | Engine = "espeak-ng") -> Report:
    """Speak every sentence that has no fresh recording yet.

    Recordings of a clinic lie in DIRECTORY/own and are never touched; one put into
    DIRECTORY/built by hand is recognised by its content and kept.

    Args:
        language: its code.
        directory: the voice directory.
        engine: the name of an engine, or one.

    Raises:
        VoiceError: no such language or engine, or the directory cannot be written.
    """
    speaker = engine_named(engine) if isinstance(engine, str) else engine
    try:
        words = Language(language)
    except LanguageError as error:
        raise VoiceError(str(error)) from error
    folder = directory / BUILT / language
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _Build(words, folder, speaker).run()
    except OSError as error:
        raise VoiceError(
            f"The voice cannot be written to {folder}: {error.strerror or error}."
        ) from error


class _Build:
    """One build; the list of what we made tells our recordings from others."""

    def __init__(self, words: Language, folder: Path, engine: Engine) -> None:
        self._words = words
        self._folder = folder
        self._engine = engine
        self._made_before = _read_list(folder)
        self._list = dict(self._made_before)

    def run(self) -> Report:
        done: dict[str, list[str]] = {"made": [], "fresh": [], "kept": []}
        suffix = sound_file.suffix()
        try:
            for key in spoken_ids():
                done[self._one(key, self._folder / f"{key}{suffix}")].append(key)
        finally:
            self._write_list()
        return Report(
            folder=self._folder,
            made=tuple(done["made"]),
            fresh=tuple(done["fresh"]),
            kept=tuple(done["kept"]),
            bytes=sum(path.stat().st_size for path in self._folder.iterdir()),
        )

    def _one(self, key: str, path: Path) -> str:
        text = self._words.sentence(key)
        before = self._made_before.get(key, {})
        if path.exists():
            if before.get("sha256") != _digest(path):
                return "kept"
            if before.get("text") == text:
                return "fresh"
        sound_file.write(self._engine.speak(text, self._words.code), path)
        self._list[key] = {"text": text, "sha256": _digest(path)}
        return "made"

    def _write_list(self) -> None:
        half = self._folder / f".{_LIST}"
        listed = json.dumps(self._list, ensure_ascii=False, indent=1)
        half.write_text(listed, "utf-8")
        half.replace(self._folder / _LIST)


def _read_list(folder: Path) -> dict[str, dict[str, str]]:
    try:
        listed = json.loads((folder / _LIST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return listed if isinstance(listed, dict) else {}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
