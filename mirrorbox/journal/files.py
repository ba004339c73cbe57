"""The journal's directory: names, modes, the lock, and what makes a rename last."""

from __future__ import annotations

import errno
import fcntl
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirrorbox.errors import JournalFault

if TYPE_CHECKING:
    from pathlib import Path

FILE_MODE = 0o600
DIRECTORY_MODE = 0o700


@dataclass(frozen=True, slots=True)
class Place:
    """Where the journal and everything beside it lies."""

    directory: Path

    @property
    def file(self) -> Path:
        """The journal itself."""
        return self.directory / "journal.db"

    @property
    def backup(self) -> Path:
        """The directory of the daily copies."""
        return self.directory / "backup"

    @property
    def building(self) -> Path:
        """A restored journal before it takes its place."""
        return self.directory / "journal.db.new"

    @property
    def suspect(self) -> Path:
        """Stands there when a full check failed: the next start checks in full."""
        return self.directory / "journal.suspect"

    @property
    def lock(self) -> Path:
        """Held by the one process that writes."""
        return self.directory / "journal.lock"

    def prepare(self) -> None:
        """Make the directories, private, where they are missing.

        Raises:
            OSError: they cannot be made or, though there, cannot be written.
        """
        for directory in (self.directory, self.backup):
            if not directory.is_dir():
                directory.mkdir(mode=DIRECTORY_MODE, parents=True, exist_ok=True)
                sync_directory(directory.parent)
            if not os.access(directory, os.W_OK):  # SQLite would tell only later
                raise PermissionError(errno.EACCES, "not writable", str(directory))

    def copies(self) -> list[Path]:
        """Every copy, daily ones and those taken before a migration."""
        return sorted(self.backup.glob("*.db"))

    def set_aside(self) -> Path | None:
        """Give the damaged file a second name with a number; never delete it.

        The first name stays until the restored file takes it over, so that a power
        cut in between leaves a journal of that name.
        """
        rollback = beside(self.file, "-journal")
        aside = self._next_aside()
        if self.file.exists():
            os.link(self.file, aside)
        if rollback.exists():
            rollback.rename(beside(aside, "-journal"))
        sync_directory(self.directory)
        return aside if aside.exists() else None

    def times_set_aside(self) -> int:
        """How many damaged files lie here."""
        return len(list(self.directory.glob("journal.damaged-*.db")))

    def _next_aside(self) -> Path:
        number = 1
        while True:
            aside = self.directory / f"journal.damaged-{number:02}.db"
            if not aside.exists() and not beside(aside, "-journal").exists():
                return aside
            number += 1


def beside(path: Path, suffix: str) -> Path:
    """The file that SQLite keeps next to `path`."""
    return path.with_name(path.name + suffix)


def create_private(path: Path) -> None:
    """Make an empty file that only its owner may read, and make its name last."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE))
    sync_directory(path.parent)


def sync_file(path: Path) -> None:
    """Return when the content of a file is on the disk."""
    _sync(path, os.O_RDONLY)


def sync_directory(path: Path) -> None:
    """Return when the names in a directory are on the disk."""
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def take_over(new: Path, old: Path) -> None:
    """Put a finished file in the place of another, or leave that one as it is."""
    sync_file(new)
    new.replace(old)
    sync_directory(old.parent)


class Lock:
    """One writer for each directory: a second would close the first's session."""

    def __init__(self, place: Place) -> None:
        """Take the lock.

        Raises:
            JournalFault: another process holds it.
            OSError: the directory cannot be used.
        """
        flags = os.O_CREAT | os.O_RDWR | os.O_CLOEXEC
        self._descriptor = os.open(place.lock, flags, FILE_MODE)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self.release()
            raise JournalFault(
                f"The journal at {place.directory} is in use by another mirrorbox: "
                "stop that one first."
            ) from error
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Let the next process write."""
        os.close(self._descriptor)
