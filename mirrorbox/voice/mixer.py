"""The speaker: SDL's mixer, which plays in a thread of its own."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pygame

from mirrorbox.voice.errors import NoSound
from mirrorbox.voice.tones import RATE_HZ, Tone, samples

if TYPE_CHECKING:
    from mirrorbox.voice.shelf import Shelf

log = logging.getLogger(__name__)

_BUFFER = 1024  # samples: 21 ms, short enough for a press to be heard at once
_FADE_IN_MS = 20


class MixerSpeaker:
    """Prompts stream from their files; tones are made once and kept.

    One prompt at a time: a new one takes the place of the old one. A recording that
    is missing or broken is logged once, and the next best one is tried.
    """

    def __init__(self, shelf: Shelf, *, volume: float) -> None:
        """Open the sound device.

        Raises:
            NoSound: there is none.
        """
        try:
            pygame.mixer.init(RATE_HZ, size=-16, channels=1, buffer=_BUFFER)
            self._tones = {which: _sound(which) for which in Tone}
            self._channel = pygame.mixer.Channel(0)
        except pygame.error as error:
            pygame.mixer.quit()
            raise NoSound(f"There is no sound: {error}.") from error
        self._shelf = shelf
        self._told: set[str] = set()
        self._open = True
        self.volume = volume

    @property
    def volume(self) -> float:
        return self._volume

    @volume.setter
    def volume(self, volume: float) -> None:
        self._volume = min(1.0, max(0.0, volume))
        if self._open:
            pygame.mixer.music.set_volume(self._volume)
            self._channel.set_volume(self._volume)

    def say(self, message_id: str) -> None:
        if not self._open:
            return
        pygame.mixer.music.stop()
        for path in self._shelf.recordings(message_id):
            try:
                pygame.mixer.music.load(path)
                pygame.mixer.music.play(fade_ms=_FADE_IN_MS)
            except (pygame.error, OSError) as error:
                self._tell(f"recording {path.name} cannot be played: {error}")
            else:
                return
        self._tell(f"no recording of {message_id}")

    def tone(self, which: Tone) -> None:
        if self._open:
            self._channel.play(self._tones[which])
            self._channel.set_volume(self._volume)  # play() sets it back to full

    def hush(self) -> None:
        if self._open:
            pygame.mixer.music.stop()  # fadeout() would make the caller wait
            self._channel.stop()

    def close(self) -> None:
        if self._open:
            self._open = False
            pygame.mixer.quit()

    def _tell(self, sentence: str) -> None:
        if sentence not in self._told:
            self._told.add(sentence)
            log.warning("voice: %s", sentence)


def _sound(which: Tone) -> pygame.mixer.Sound:
    return pygame.mixer.Sound(buffer=samples(which).tobytes())
