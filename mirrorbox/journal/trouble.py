"""What SQLite and the disk complain of, as our errors: one sentence each."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mirrorbox.errors import (
    JournalFault,
    JournalFull,
    JournalReadOnly,
    MirrorboxError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PRIMARY = 0xFF
"""The bits of an extended result code that hold the primary one."""


class JournalDamaged(JournalFault):
    """The file holds something that the journal never wrote."""


class EntryRefused(JournalFault):
    """The journal's own rules refuse this entry; trying again cannot help."""


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_READ_FAILED = {sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ}
_NOT_OURS = {  # the disk, another process or this one's memory, never the content
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_NOLFS,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_MISUSE,
}


@contextmanager
def trouble(directory: Path) -> Iterator[None]:
    """Turn the errors of SQLite and of the system into journal faults.

    Raises:
        JournalFull: no space is left.
        JournalReadOnly: the directory cannot be written.
        JournalDamaged: the content is not what the journal wrote.
        EntryRefused: a rule of the schema refuses the entry.
        JournalFault: anything else.
    """
    try:
        yield
    except MirrorboxError:
        raise
    except OSError as error:
        raise _from_system(error, directory) from error
    except sqlite3.Error as error:
        raise _from_sqlite(error, directory) from error
    except (ValueError, MemoryError) as error:  # a text or a length nobody wrote
        raise damaged(directory, str(error)) from error


def _from_system(error: OSError, directory: Path) -> JournalFault:
    if error.errno in _FULL:
        return full(directory)
    if error.errno in _READ_ONLY:
        return read_only(directory)
    return failed(directory, str(error))


def _from_sqlite(error: sqlite3.Error, directory: Path) -> JournalFault:
    extended = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    code = extended & PRIMARY
    if code == sqlite3.SQLITE_FULL:
        return full(directory)
    if code == sqlite3.SQLITE_READONLY:
        return read_only(directory)
    if code == sqlite3.SQLITE_CONSTRAINT:
        return EntryRefused(f"The journal at {directory} refuses an entry: {error}.")
    if extended in _READ_FAILED or code not in _NOT_OURS:
        return damaged(directory, str(error))
    return _from_disk(error, directory)


def _from_disk(error: sqlite3.Error, directory: Path) -> JournalFault:
    """Ask the disk itself, for SQLite reports some causes only as I/O errors."""
    if not os.access(directory, os.W_OK):
        return read_only(directory)
    space = os.statvfs(directory)
    if space.f_bavail == 0 or (space.f_files and space.f_favail == 0):
        return full(directory)
    return failed(directory, str(error))


def full(directory: Path) -> JournalFull:
    """The sentence of a full disk."""
    return JournalFull(
        f"The disk of the journal at {directory} is full: free some space on it, "
        "what is recorded stays."
    )


def read_only(directory: Path) -> JournalReadOnly:
    """The sentence of a directory that cannot be written."""
    return JournalReadOnly(
        f"The journal at {directory} cannot be written: make the directory writable "
        "for this user or mount its partition read-write."
    )


def damaged(directory: Path, why: str) -> JournalDamaged:
    """The sentence of a damaged file."""
    return JournalDamaged(
        f"The journal at {directory} is damaged ({why}): start mirrorbox again, "
        "it restores the newest good copy."
    )


def failed(directory: Path, why: str) -> JournalFault:
    """The sentence of everything else."""
    return JournalFault(
        f"The journal at {directory} cannot be used ({why}): check the card and "
        "start mirrorbox again."
    )
