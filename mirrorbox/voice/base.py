"""What every speaker is, and the one that says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from mirrorbox.voice.tones import Tone


class Speaker(Protocol):
    """Says prompts and plays tones; nothing here waits, nothing here fails."""

    @property
    def volume(self) -> float:
        """How loud, 0 to 1."""

    @volume.setter
    def volume(self, volume: float) -> None:
        """Set how loud; what lies outside 0 to 1 is drawn in."""

    def say(self, message_id: str) -> None:
        """Speak a sentence of the language's table; it replaces the one before."""

    def tone(self, which: Tone) -> None:
        """Play a tone, over what is being said."""

    def hush(self) -> None:
        """Be silent at once."""

    def close(self) -> None:
        """Let go of the sound device; calling it twice does no harm."""


class SilentSpeaker:
    """For a voice that is switched off and for a unit without sound."""

    def __init__(self) -> None:
        """Keep a volume, so that switching the voice on finds it."""
        self.volume = 0.0

    def say(self, message_id: str) -> None:
        """The caption says it."""

    def tone(self, which: Tone) -> None:
        """The page shows it."""

    def hush(self) -> None:
        """It is."""

    def close(self) -> None:
        """There is nothing to let go of."""
