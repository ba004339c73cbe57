"""Speech engines: text in, samples out. Needed to build voices, never to speak."""

from __future__ import annotations

import io
import subprocess
import wave
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from mirrorbox.voice.errors import VoiceError

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORDS_PER_MINUTE = 125
"""Slow (clinical reference, section 9: voice slow); espeak-ng itself takes 175."""

_VOICES = {"en": "en-gb", "fr": "fr-fr"}
_TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True)
class Speech:
    """Spoken text.

    Attributes:
        samples: N samples, one channel, −1 to 1.
        rate_hz: samples per second.
    """

    samples: NDArray[np.float32]
    rate_hz: int


class Engine(Protocol):
    """Speaks a text in a language."""

    def speak(self, text: str, language: str) -> Speech:
        """Speak `text`.

        Raises:
            VoiceError: it cannot.
        """


class EspeakNg:
    """The packaged engine: apt-get install espeak-ng."""

    def speak(self, text: str, language: str) -> Speech:
        voice = _VOICES.get(language, language)
        speed = str(WORDS_PER_MINUTE)
        command = ["espeak-ng", "-v", voice, "-s", speed, "--stdin", "--stdout"]
        try:
            done = subprocess.run(  # noqa: S603 - no shell; the text goes by stdin
                command,
                input=text.encode(),
                capture_output=True,
                check=True,
                timeout=_TIMEOUT_S,
            )
        except FileNotFoundError as error:
            raise VoiceError(
                "espeak-ng is not installed; run apt-get install espeak-ng."
            ) from error
        except (OSError, subprocess.SubprocessError) as error:
            raise VoiceError(f"espeak-ng cannot speak {language}: {error}.") from error
        return read_wav(done.stdout)


ENGINES: dict[str, type[EspeakNg]] = {"espeak-ng": EspeakNg}


def engine_named(name: str) -> Engine:
    """The engine of that name.

    Raises:
        VoiceError: there is none.
    """
    if name not in ENGINES:
        known = ", ".join(ENGINES)
        raise VoiceError(f"There is no speech engine {name!r}; there is {known}.")
    return ENGINES[name]()


def read_wav(data: bytes) -> Speech:
    """Samples of a 16-bit recording with one channel; its stated length may lie.

    Raises:
        VoiceError: it is no such recording.
    """
    try:
        with wave.open(io.BytesIO(data)) as file:
            fits = (file.getsampwidth(), file.getnchannels()) == (2, 1)
            rate_hz = file.getframerate()
            raw = file.readframes(len(data) // 2) if fits else b""
    except (wave.Error, EOFError) as error:
        raise VoiceError(f"The engine gave no recording: {error}.") from error
    if not raw:
        raise VoiceError("The engine gave no 16-bit recording with one channel.")
    samples = np.frombuffer(raw, "<i2").astype(np.float32)
    samples /= 32768
    return Speech(samples, rate_hz)
