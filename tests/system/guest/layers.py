"""Layers of the guest in the cache: where they lie, what they are called, a step."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BUILD_S = 3000
"""A tree takes one minute, one of another architecture a quarter of an hour."""


class GuestError(Exception):
    """The guest cannot be built; the text says what to do."""


def cache() -> Path:
    """Where guests are kept: MIRRORBOX_CACHE, or the user's cache."""
    named = os.environ.get("MIRRORBOX_CACHE")
    return Path(named) if named else Path.home() / ".cache" / "mirrorbox"


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Hold a place against the other processes that want to fill it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def forget_others(place: Path, pattern: str) -> None:
    """Drop what an older recipe made."""
    for old in place.parent.glob(pattern):
        shutil.rmtree(old, ignore_errors=True)


def key_of(files: list[Path], salt: str) -> str:
    """A name that changes with the content of these files."""
    digest = hashlib.sha256(salt.encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def run(folder: Path, command: list[str]) -> None:
    """Run one step of a build; what it says goes to the folder's build.log.

    Raises:
        GuestError: it failed.
    """
    log = folder / "build.log"
    # Another PATH than Debian's may hold another Python, which the chroot lacks.
    path = "/usr/sbin:/usr/bin:/sbin:/bin"
    with log.open("ab") as out:
        done = subprocess.run(
            command,
            stdout=out,
            stderr=out,
            stdin=subprocess.DEVNULL,
            timeout=BUILD_S,
            env={"PATH": path, "HOME": "/root", "DEBIAN_FRONTEND": "noninteractive"},
            check=False,
        )
    if done.returncode:
        raise GuestError(f"{command[0]} failed; see {log}")
