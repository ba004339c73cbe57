"""What a package is made for: an architecture and a Debian release."""

from __future__ import annotations

import subprocess
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Arch:
    """An architecture as Debian, wheels and ELF files call it."""

    debian: str
    wheels: tuple[str, ...]
    elf_machine: int


@dataclass(frozen=True, slots=True)
class Suite:
    """A Debian release; the bundled pygame fits its one Python only."""

    name: str
    number: int
    python: str

    @property
    def next_python(self) -> str:
        """The first Python that the package does not fit."""
        major, minor = self.python.split(".")
        return f"{major}.{int(minor) + 1}"


def _manylinux(machine: str) -> tuple[str, ...]:
    """Every tag of a wheel that glibc 2.36, Debian 12's, can load."""
    plain = [f"manylinux_2_{minor}_{machine}" for minor in range(36, 16, -1)]
    return (*plain, f"manylinux2014_{machine}")


ARCHES = {
    "amd64": Arch("amd64", _manylinux("x86_64"), 62),
    "arm64": Arch("arm64", _manylinux("aarch64"), 183),
}
SUITES = {
    "bookworm": Suite("bookworm", 12, "3.11"),
    "trixie": Suite("trixie", 13, "3.13"),
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that tells one package from another.

    Attributes:
        root: the repository.
        epoch: seconds since 1970 that every file carries.
    """

    root: Path
    arch: Arch
    suite: Suite
    version: str
    epoch: int

    @property
    def file_name(self) -> str:
        """What the package's file is called."""
        return f"mirrorbox_{self.version}_{self.arch.debian}.deb"

    @property
    def date(self) -> datetime:
        """The package's date, in UTC."""
        return datetime.fromtimestamp(self.epoch, UTC)


def version_of(root: Path, suite: Suite, epoch: int) -> str:
    """The release's version on its tag; before it, one that sorts by commit time."""
    with (root / "pyproject.toml").open("rb") as file:
        release = str(tomllib.load(file)["project"]["version"])
    command = ["git", "-C", str(root), "tag", "--points-at", "HEAD"]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    if f"v{release}" not in done.stdout.split():
        release += f"~git{datetime.fromtimestamp(epoch, UTC):%Y%m%d%H%M%S}"
    return f"{release}+deb{suite.number}"
