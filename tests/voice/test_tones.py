from __future__ import annotations

import numpy as np
import pytest

from mirrorbox.voice import Tone
from mirrorbox.voice.tones import ATTACK_S, PEAK, RATE_HZ, samples


@pytest.mark.parametrize("which", Tone)
def test_a_tone_begins_and_ends_in_silence(which: Tone) -> None:
    wave = np.abs(samples(which).astype(int))
    assert wave[:48].max() < 0.02 * 32767  # the first millisecond
    assert wave[-48:].max() < 0.02 * 32767


@pytest.mark.parametrize("which", Tone)
def test_a_tone_is_never_loud(which: Tone) -> None:
    assert np.abs(samples(which).astype(int)).max() <= PEAK * 32767 + 1


@pytest.mark.parametrize("which", Tone)
def test_loudness_never_jumps(which: Tone) -> None:
    wave = np.abs(samples(which).astype(float)) / 32767
    ms_5 = RATE_HZ // 200
    loudness = wave[: wave.size // ms_5 * ms_5].reshape(-1, ms_5).max(axis=1)
    steps = np.abs(np.diff(np.concatenate([[0.0], loudness, [0.0]])))
    assert steps.max() < 2 * PEAK * 0.005 / ATTACK_S


def test_a_tone_is_short() -> None:
    assert all(samples(which).size < 1.5 * RATE_HZ for which in Tone)
    assert samples(Tone.TICK).size < RATE_HZ / 2  # over before the next second


def test_tones_are_told_apart() -> None:
    assert len({samples(which).tobytes() for which in Tone}) == len(Tone)
