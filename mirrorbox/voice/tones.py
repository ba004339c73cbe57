"""Tones: short, low, and soft at both ends, so that nobody is startled."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE_HZ = 48_000

PEAK = 0.25
"""The loudest sample, of 1: quieter than the voice, which reaches 0.7."""

ATTACK_S = 0.03
"""A tone grows so slowly that it never sounds like a click or a shot."""


class Tone(StrEnum):
    """When a tone is heard."""

    PRESS = "press"
    """A button was taken."""

    TICK = "tick"
    """One second of the countdown."""

    GO = "go"
    """The movement begins."""

    END = "end"
    """The session is over."""


_NOTES: dict[Tone, tuple[tuple[float, float, float], ...]] = {
    Tone.PRESS: ((0.0, 523.25, 0.12),),
    Tone.TICK: ((0.0, 392.00, 0.16),),
    Tone.GO: ((0.0, 523.25, 0.30), (0.16, 659.26, 0.45)),
    Tone.END: ((0.0, 659.26, 0.45), (0.25, 523.25, 0.45), (0.50, 392.00, 0.80)),
}
"""Each note: begins at (s), frequency (Hz), lasts (s). Thirds and fourths, low enough
for ears that have lost the high ones."""


def samples(which: Tone) -> NDArray[np.int16]:
    """The tone as N samples at `RATE_HZ`, one channel."""
    notes = _NOTES[which]
    length = round(max(begin + lasts for begin, _, lasts in notes) * RATE_HZ)
    wave = np.zeros(length)
    for begin_s, pitch_hz, lasts_s in notes:
        note = _note(pitch_hz, lasts_s)
        begin = round(begin_s * RATE_HZ)
        wave[begin : begin + note.size] += note[: length - begin]
    wave *= PEAK / np.abs(wave).max()
    return np.round(wave * np.iinfo(np.int16).max).astype(np.int16)


def _note(pitch_hz: float, lasts_s: float) -> NDArray[np.float64]:
    """A note with a faint octave, grown and faded like half a wave each."""
    t_s = np.arange(round(lasts_s * RATE_HZ)) / RATE_HZ
    body = np.sin(2 * np.pi * pitch_hz * t_s)
    body += 0.2 * np.sin(4 * np.pi * pitch_hz * t_s)
    grow = np.clip(t_s / ATTACK_S, 0, 1)
    fade = np.clip((lasts_s - t_s) / (lasts_s - ATTACK_S), 0, 1)
    envelope: NDArray[np.float64] = _soft(grow) * _soft(fade)
    return body * envelope


def _soft(share: NDArray[np.float64]) -> NDArray[np.float64]:
    eased: NDArray[np.float64] = (1 - np.cos(np.pi * share)) / 2
    return eased
