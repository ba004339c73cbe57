"""What the patient hears: prompts in the patient's language, and soft tones.

A session never waits for a voice and never ends for want of one: the caption stays.
pygame is in `mixer` only; PyAV and espeak-ng are needed to build voices, not to speak.
"""

from __future__ import annotations

from mirrorbox.voice.base import SilentSpeaker, Speaker
from mirrorbox.voice.open import open_speaker
from mirrorbox.voice.shelf import Shelf
from mirrorbox.voice.tones import Tone

__all__ = ["Shelf", "SilentSpeaker", "Speaker", "Tone", "open_speaker"]
