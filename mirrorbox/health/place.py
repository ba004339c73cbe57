"""Where the records lie: on a file system of their own, writable, with room."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from mirrorbox.errors import FaultKind
from mirrorbox.health.board import Reading, State

FREE_BYTES = 50_000_000
"""Ten years of sessions are 11 MB; the daily copies want the rest."""

FLEETING = frozenset({"tmpfs", "ramfs", "overlay", "squashfs", "erofs"})
"""File systems that keep nothing that is written, or not for longer than power."""

_ESCAPES = {r"\040": " ", r"\011": "\t", r"\012": "\n", r"\134": "\\"}


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of /proc/self/mountinfo (proc_pid_mountinfo(5))."""

    device: str
    point: Path
    kind: str
    read_only: bool


def mounts(root: Path = Path("/")) -> list[Mount]:
    """What is mounted, in the order it was."""
    try:
        text = (root / "proc/self/mountinfo").read_text(encoding="utf-8")
    except OSError:
        return []
    return [mount for line in text.splitlines() if (mount := _parse(line))]


def mount_of(directory: Path, mounted: list[Mount]) -> Mount | None:
    """The mount that a directory lies on: the deepest, and of those the last."""
    found: Mount | None = None
    for mount in mounted:
        if not directory.is_relative_to(mount.point):
            continue
        if found is None or len(mount.point.parts) >= len(found.point.parts):
            found = mount
    return found


def data_partition(
    directory: Path, root: Path = Path("/"), *, wanted: bool = True
) -> Reading:
    """Whether the journal's directory is a file system of its own that keeps things.

    systemd binds a service's directories onto themselves, so a mount point alone says
    nothing: it must be another device than the root, and no overlay in memory.
    """
    name = "partition"
    if not wanted:
        return Reading(name, State.OK, "none of its own wanted for the journal")
    mounted = mounts(root)
    here, system = mount_of(directory, mounted), mount_of(Path("/"), mounted)
    if here is None or system is None:
        return Reading(name, State.ABSENT, "the system does not tell what is mounted")
    if here.device == system.device or here.kind in FLEETING:
        sentence = (
            f"{directory} is no partition of its own ({here.kind}): "
            "what is recorded may not be kept"
        )
        return Reading(name, State.BAD, sentence, FaultKind.RECORDS_UNSAFE)
    if here.read_only:
        sentence = f"{here.point} is read-only; its file system wants a check"
        return Reading(name, State.BAD, sentence)  # the journal tells the patient
    return Reading(name, State.OK, f"{here.point}, {here.kind}")


def space(directory: Path) -> Reading:
    """Whether the journal's directory can be written and has room."""
    # os.path: a folder nobody may look into is, to us, not there
    place = next(p for p in (directory, *directory.parents) if os.path.exists(p))  # noqa: PTH110
    if not os.access(place, os.W_OK):
        sentence = f"{place} cannot be written; check who owns it"
        return Reading("disk", State.BAD, sentence)
    free = shutil.disk_usage(place).free
    if free < FREE_BYTES:
        sentence = f"{place} has {free / 1e6:.0f} MB left; sessions need 50 MB"
        return Reading("disk", State.BAD, sentence)
    return Reading("disk", State.OK, f"{place} has {free / 1e6:.0f} MB left")


def _parse(line: str) -> Mount | None:
    before, dash, after = line.partition(" - ")
    fields, kinds = before.split(" "), after.split(" ")
    try:
        device, point, options = fields[2], fields[4], fields[5]
        kind, superblock = kinds[0], kinds[2]
    except IndexError:
        return None
    if not dash:
        return None
    for escape, plain in _ESCAPES.items():
        point = point.replace(escape, plain)
    read_only = "ro" in options.split(",") or "ro" in superblock.split(",")
    return Mount(device, Path(point), kind, read_only)
