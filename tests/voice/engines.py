"""A speech engine for tests: a hum for every text, without any program."""

from __future__ import annotations

import numpy as np

from mirrorbox.voice.engine import Speech
from mirrorbox.voice.errors import VoiceError

RATE_HZ = 22_050


def hum(seconds: float = 0.1, *, peak: float = 0.3) -> Speech:
    t_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    wave = peak * np.cos(2 * np.pi * 220 * t_s)
    return Speech(wave.astype(np.float32), RATE_HZ)


class HummingEngine:
    """Remembers what it was asked to say."""

    def __init__(self, *, fails_after: int | None = None) -> None:
        self.said: list[tuple[str, str]] = []
        self._fails_after = fails_after

    def speak(self, text: str, language: str) -> Speech:
        if len(self.said) == self._fails_after:
            raise VoiceError("The hum broke off.")
        self.said.append((text, language))
        return hum()


class RecordingSpeaker:
    """A speaker that only remembers, for tests of whoever speaks."""

    def __init__(self) -> None:
        self.volume = 1.0
        self.heard: list[str] = []
        self.closed = False

    def say(self, message_id: str) -> None:
        self.heard.append(message_id)

    def tone(self, which: str) -> None:
        self.heard.append(f"tone {which}")

    def hush(self) -> None:
        self.heard.append("hush")

    def close(self) -> None:
        self.closed = True
