"""Pictures of the pages as they were shown: for the README, for reviews, for tests."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mirrorbox.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.screen import Canvas, Page, Screen

log = logging.getLogger(__name__)


class Album:
    """Writes a PNG each time another page comes up, numbered in order."""

    def __init__(self, directory: Path) -> None:
        """Keep pictures in `directory`, which is made where it is missing.

        Raises:
            ConfigError: it cannot be made.
        """
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(
                f"No picture can be kept in {directory}: {error.strerror}."
            ) from error
        self._directory = directory
        self._last: tuple[str, str] | None = None
        self._count = 0

    def keep(self, page: Page, screen: Screen, canvas: Canvas | None) -> bool:
        """Keep what the screen shows if it is another page than before.

        A live page is kept once there is a picture in it.

        Returns:
            Whether a picture was written, which takes longer than a frame.
        """
        what = (page.name, page.title)
        if what == self._last or (page.live and canvas is None):
            return False
        self._last = what
        self._count += 1
        path = self._directory / f"{self._count:02d}-{page.name}.png"
        try:
            screen.save(path)
        except (OSError, RuntimeError) as error:  # SDL's is the latter
            log.warning("%s could not be kept: %s", path, error)
        return True
