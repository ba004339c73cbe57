"""What can go wrong with a voice."""

from __future__ import annotations

from mirrorbox.errors import MirrorboxError


class VoiceError(MirrorboxError):
    """A voice cannot be built; the text says what to do."""


class NoSound(VoiceError):
    """There is no sound device."""
