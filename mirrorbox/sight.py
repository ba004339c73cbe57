"""Whether there is a picture, told when that changes."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mirrorbox.session import CameraBack, CameraLost, Event

if TYPE_CHECKING:
    from mirrorbox.camera.feed import Feed
    from mirrorbox.errors import Fault
    from mirrorbox.glass import Glass
    from mirrorbox.scribe import Scribe

log = logging.getLogger(__name__)


class Sight:
    """Watches the camera; what is wrong with it is logged and recorded once."""

    def __init__(self, *, feed: Feed, glass: Glass, scribe: Scribe) -> None:
        """Watch `feed`; `glass` has a picture or none, `scribe` records a fault."""
        self._feed = feed
        self._glass = glass
        self._scribe = scribe
        self.fault: Fault | None = None
        """What was wrong with the camera at the last look."""

    def look(self, *, believed: bool) -> Event | None:
        """What the session must hear, which believes that there is a picture or not."""
        fault = self._feed.fault
        if fault is not None:
            self._glass.blank()
        if fault is not None and fault != self.fault:
            log.warning("camera: %s", fault.detail)
            self._scribe.note_fault(fault)
        self.fault = fault
        picture = self._glass.canvas is not None
        if believed and not picture:
            return CameraLost(fault.detail if fault else "")
        if picture and not believed:
            log.info("camera: there is a picture")
            return CameraBack()
        return None
