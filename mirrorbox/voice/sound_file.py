"""Writes recordings: Opus where PyAV can, else plain wave.

Opus in a file called .ogg would be refused: SDL takes that name for Vorbis.
"""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING

import av  # noqa: TID251 - the same library as the camera's films, at build time only
import numpy as np

from mirrorbox.voice.tones import RATE_HZ

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.voice.engine import Speech

PEAK = 0.7
"""Every recording is as loud as this at its loudest: no prompt startles."""

_EDGE_S = 0.02
_BITS_PER_S = 32_000
_CODEC = "libopus"


def suffix() -> str:
    """What the recordings will be: `.opus`, or `.wav` without an encoder."""
    return ".opus" if _CODEC in av.codecs_available else ".wav"


def write(speech: Speech, path: Path) -> None:
    """Write a recording, even in loudness and soft at both ends.

    A reader sees the old file or the whole new one, never half.

    Args:
        speech: what was spoken.
        path: ends in `.opus` or `.wav`.
    """
    wanted = np.round(level(speech) * np.iinfo(np.int16).max).astype(np.int16)
    half = path.with_name(f".{path.name}")
    if path.suffix == ".opus":
        _write_opus(wanted, speech.rate_hz, half)
    else:
        with wave.open(str(half), "wb") as file:
            file.setparams((1, 2, speech.rate_hz, 0, "NONE", ""))
            file.writeframes(wanted.astype("<i2").tobytes())
    half.replace(path)


def level(speech: Speech) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """The samples at the house's loudness, grown and faded at the ends."""
    samples = speech.samples * np.float32(
        PEAK / max(1e-6, np.abs(speech.samples).max())
    )
    edge = min(round(_EDGE_S * speech.rate_hz), samples.size // 2)
    ramp = np.linspace(0, 1, edge, dtype=np.float32)
    samples[:edge] *= ramp
    samples[samples.size - edge :] *= ramp[::-1]
    return samples.reshape(-1)


def _write_opus(
    samples: np.ndarray[tuple[int], np.dtype[np.int16]], rate_hz: int, path: Path
) -> None:
    frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
    frame.sample_rate = rate_hz
    # Bit-exact: else the stream gets a random number, and no two builds are equal.
    with av.open(str(path), "w", "ogg", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream(_CODEC, rate=RATE_HZ)
        if not isinstance(stream, av.AudioStream):
            raise TypeError(f"{_CODEC} is not a codec of sound.")
        stream.bit_rate = _BITS_PER_S
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE_HZ)
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
