"""Says to the system that somebody is at the mirror, so that nothing restarts it.

An update waits while the file is there (`firmware/image`). It lies in memory, and
systemd removes it with its folder when the mirror ends, however it ends.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mirrorbox.session import Phase

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)

FREE = frozenset({Phase.READY, Phase.LOCKED})
"""Where nobody is in the middle of anything: after a session come its questions, and
each of them ends by itself."""


class InUse:
    """A file that is there while the unit must be left alone."""

    def __init__(self, path: Path | None) -> None:
        """Nobody uses the unit yet.

        Args:
            path: the file; None: nobody is told.
        """
        self._path = path

    def follow(self, phase: Phase) -> None:
        """The session has come to `phase`."""
        if self._path is None:
            return
        try:
            if phase in FREE:
                self._path.unlink(missing_ok=True)
            else:
                self._path.touch()
        except OSError as error:  # no unit: its folder is systemd's
            log.debug("nobody is told that the mirror is in use: %s", error)
