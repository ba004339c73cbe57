"""Opens the speaker that this unit can have."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mirrorbox.voice.base import SilentSpeaker
from mirrorbox.voice.errors import NoSound

if TYPE_CHECKING:
    from mirrorbox.voice.base import Speaker
    from mirrorbox.voice.shelf import Shelf

log = logging.getLogger(__name__)


def open_speaker(shelf: Shelf, *, on: bool, volume: float) -> Speaker:
    """A speaker; a silent one when switched off or without a sound device.

    Args:
        shelf: where the recordings lie.
        on: whether the patient wants to hear anything.
        volume: 0 to 1.
    """
    if not on:
        return SilentSpeaker()
    from mirrorbox.voice.mixer import MixerSpeaker  # noqa: PLC0415 - pygame, if needed

    try:
        return MixerSpeaker(shelf, volume=volume)
    except NoSound as error:
        log.warning("voice: %s", error)
        return SilentSpeaker()
