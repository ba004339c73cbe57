"""A new version is on trial until it has shown the mirror once.

Between us and the package stands one directory, which root owns and where we may only
add files of our own:

    previous.deb   the package that worked before the upgrade; root's
    trial.json     ours: which version is on trial, how often it was started
    roll-back      ours: a wish; root's own service sees it and installs previous.deb
    went-back      ours: which version failed, for the one that comes back

Standard library only: a start must be counted though nothing else can be imported.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from mirrorbox import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

FOLDER = Path("/var/lib/mirrorbox-upgrade")
STARTS = 3
"""So many starts in a row without a frame, and the version before comes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is remembered of a version between its starts."""

    version: str
    starts: int = 0
    proven: bool = False


def begun(before: Record | None, version: str) -> tuple[Record, bool]:
    """Count a start.

    Args:
        before: what was remembered; None where that was nothing.
        version: which version starts.

    Returns:
        What to remember from now on, and whether to go back: the starts before this
        one were enough, and none of them showed a frame.
    """
    if before is None or before.version != version:
        return Record(version=version, starts=1), False
    if before.proven:
        return before, False
    return replace(before, starts=before.starts + 1), before.starts >= STARTS


class Trial:
    """The trial of the version that runs; no failure of the disk stops the mirror."""

    def __init__(self, folder: Path | None = None, version: str = __version__) -> None:
        """Look into `folder`, `FOLDER` for None; where it is not, there is no trial."""
        self._folder = folder or FOLDER
        self._record = Record(version=version, proven=True)
        self._excused = False

    @classmethod
    def begin(cls, folder: Path | None = None, version: str = __version__) -> Self:
        """Count this start, and ask to go back where it is one too many."""
        trial = cls(folder, version)
        if trial._folder.is_dir():
            trial._quietly(trial._count)
        return trial

    @property
    def may_go_back(self) -> bool:
        """Whether this version is unproven and the one before it can come back."""
        return not self._record.proven and (self._folder / "previous.deb").exists()

    def prove(self) -> None:
        """A mirrored frame was shown: the version stays."""
        if not self._record.proven:
            self._record = replace(self._record, proven=True)
            self._quietly(self._write)
            log.info("mirrorbox %s has shown the mirror and stays", __version__)

    def excuse(self) -> None:
        """This start shows no frame, but for want of a camera: it does not count."""
        if not self._record.proven and not self._excused:
            self._excused = True
            self._record = replace(self._record, starts=self._record.starts - 1)
            self._quietly(self._write)

    def _count(self) -> None:
        self._record, back = begun(self._read(), self._record.version)
        if not self._record.proven:
            self._write()
        if back and (self._folder / "previous.deb").exists():
            log.error(
                "mirrorbox %s showed no picture in %d starts: going back",
                self._record.version,
                STARTS,
            )
            _put(self._folder / "went-back", self._record.version)
            _put(self._folder / "roll-back", "")

    def _read(self) -> Record | None:
        try:
            text = (self._folder / "trial.json").read_text(encoding="utf-8")
            told = json.loads(text)
            return Record(
                version=str(told["version"]),
                starts=int(told["starts"]),
                proven=told["proven"] is True,
            )
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError) as error:
            log.warning("the trial begins anew: %s", error)
            return None

    def _write(self) -> None:
        _put(self._folder / "trial.json", json.dumps(asdict(self._record)))

    def _quietly(self, act: Callable[[], None]) -> None:
        try:
            act()
        except OSError as error:
            log.warning("the trial of this version cannot be kept: %s", error)


def went_back(folder: Path | None = None, version: str = __version__) -> bool:
    """Whether a newer version failed here and this one came back for it."""
    try:
        failed = ((folder or FOLDER) / "went-back").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return False
    return failed not in {"", version}


def _put(path: Path, text: str) -> None:
    """Write a whole file or none, so that a power cut leaves the one or the other."""
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
