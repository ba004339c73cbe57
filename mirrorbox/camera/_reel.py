"""The pictures of a film or of a folder of stills, one after the other."""

from __future__ import annotations

from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING

from mirrorbox.camera._ffmpeg import Stream
from mirrorbox.errors import CameraFault, CameraMissing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mirrorbox.camera._ffmpeg import Picture

STILLS = frozenset({".png", ".jpg", ".jpeg"})


class Reel:
    """What there is to show, from its first picture to its last."""

    def __init__(self, path: Path, stills_fps: float) -> None:
        """Open a film, or a folder of stills to be shown at `stills_fps`.

        Raises:
            CameraMissing: there is no such film, or no still in the folder.
            CameraFault: it cannot be read, or holds no pictures.
        """
        self._path = path
        self._stream: Stream | None = None
        self._pictures = self._play()
        first = self.read()
        if first is None:
            raise CameraFault(f"{path} holds no pictures.")
        self.size = first.size
        told = None if _is_folder(path) or self._stream is None else self._stream.fps
        self.fps = told or stills_fps
        self._pictures = chain([first], self._pictures)

    def read(self) -> Picture | None:
        """The next picture, or None after the last.

        Raises:
            CameraFault: it is damaged beyond playing, or gone.
        """
        return next(self._pictures, None)

    def rewound(self) -> Reel:
        """Itself, from the first picture again."""
        self.close()
        self._pictures = self._play()
        return self

    def close(self) -> None:
        """Let go of what is open."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def _play(self) -> Iterator[Picture]:
        for path in self._parts():
            self.close()
            self._stream = stream = _open(path)
            while True:
                picture = _read(stream, path)
                if picture is None:
                    break
                yield picture

    def _parts(self) -> list[Path]:
        if not _is_folder(self._path):
            return [self._path]
        try:
            parts = sorted(self._path.iterdir())
        except OSError as error:
            raise CameraFault(
                f"{self._path} cannot be read: {error.strerror}."
            ) from error
        stills = [part for part in parts if part.suffix.lower() in STILLS]
        if not stills:
            raise CameraMissing(f"There is no png or jpg in the folder {self._path}.")
        return stills


def _is_folder(path: Path) -> bool:
    """Whether it is one; of what may not be looked at, opening it tells more."""
    with suppress(OSError):
        return path.is_dir()
    return False


def _open(path: Path) -> Stream:
    try:
        return Stream(str(path))
    except FileNotFoundError as error:
        raise CameraMissing(f"There is no film at {path}.") from error
    except OSError as error:
        raise CameraFault(f"{path} cannot be read: {error.strerror}.") from error
    except CameraFault as error:
        raise CameraFault(f"{path} {error}.") from error


def _read(stream: Stream, path: Path) -> Picture | None:
    try:
        return stream.read()
    except CameraFault as error:
        raise CameraFault(f"{path} {error}.") from error
