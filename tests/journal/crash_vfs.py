"""A simulated disk that can lose its power at any operation.

A file is an inode: durable bytes and a list of operations not yet synced. Names are
a separate map, for a name and its content become durable apart. `Disk` writes down
every operation of one run; `survivors` then plays the list up to a cut and decides,
from a seed, what of the unsynced rest is still there.
"""

# ruff: noqa: N802, ARG002, FBT001 -- SQLite names the methods and their arguments
from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import apsw

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mirrorbox.journal.database import Connection, Rows
    from mirrorbox.journal.values import SqlValue

TORN_B = 512
"""A cut leaves, drops or spoils pieces of this size."""

SECTOR_B = 4096
POWERSAFE_OVERWRITE = 0x1000


@dataclass(frozen=True, slots=True)
class Create:
    name: str
    inode: int


@dataclass(frozen=True, slots=True)
class Delete:
    name: str


@dataclass(frozen=True, slots=True)
class Write:
    inode: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncate:
    inode: int
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    inode: int


@dataclass(frozen=True, slots=True)
class SyncDirectory:
    pass


Operation = Create | Delete | Write | Truncate | Sync | SyncDirectory


def apply(content: bytearray, change: Write | Truncate) -> None:
    if isinstance(change, Truncate):
        del content[change.size :]
        return
    end = change.offset + len(change.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[change.offset : end] = change.data


class Disk:
    """What SQLite sees while the power is on, and the list of what it did."""

    def __init__(self) -> None:
        self.operations: list[Operation] = []
        self.names: dict[str, int] = {}
        self.contents: dict[int, bytearray] = {}

    def create(self, name: str) -> int:
        inode = len(self.contents)
        self.names[name] = inode
        self.contents[inode] = bytearray()
        self.operations.append(Create(name, inode))
        return inode

    def delete(self, name: str) -> None:
        del self.names[name]
        self.operations.append(Delete(name))

    def change(self, change: Write | Truncate) -> None:
        apply(self.contents[change.inode], change)
        self.operations.append(change)

    def sync_directory(self) -> None:
        self.operations.append(SyncDirectory())


@dataclass(slots=True)
class Platter:
    """What is certain of a disk, and what is still under way."""

    names: dict[str, int] = field(default_factory=dict)
    contents: dict[int, bytearray] = field(default_factory=dict)
    late_names: list[Create | Delete] = field(default_factory=list)
    late_changes: dict[int, list[Write | Truncate]] = field(default_factory=dict)

    def take(self, operation: Operation) -> None:
        match operation:
            case Create() | Delete():
                self.late_names.append(operation)
            case Write() | Truncate():
                self.late_changes.setdefault(operation.inode, []).append(operation)
            case Sync(inode):
                for change in self.late_changes.pop(inode, []):
                    apply(self.contents.setdefault(inode, bytearray()), change)
            case SyncDirectory():
                _rename(self.names, self.late_names)
                self.late_names.clear()

    def cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files that are there when the power comes back."""
        names = dict(self.names)
        _rename(names, self.late_names[: chance.randint(0, len(self.late_names))])
        return {name: self._content(inode, chance) for name, inode in names.items()}

    def _content(self, inode: int, chance: random.Random) -> bytes:
        content = bytearray(self.contents.get(inode, b""))
        late = self.late_changes.get(inode, [])
        match chance.choice(("none", "all", "prefix", "mix")):
            case "all":
                kept = late
            case "prefix":
                kept = late[: chance.randint(0, len(late))]
            case "mix":
                kept = [piece for change in late for piece in _torn(change, chance)]
            case _:
                kept = []
        for change in kept:
            apply(content, change)
        return bytes(content)


def _rename(names: dict[str, int], changes: Sequence[Create | Delete]) -> None:
    for change in changes:
        if isinstance(change, Create):
            names[change.name] = change.inode
        else:
            names.pop(change.name, None)


def _torn(
    change: Write | Truncate, chance: random.Random
) -> Iterator[Write | Truncate]:
    if isinstance(change, Truncate):
        if chance.random() < 0.5:
            yield change
        return
    for start in range(0, len(change.data), TORN_B):
        piece = change.data[start : start + TORN_B]
        fate = chance.choice(("kept", "kept", "dropped", "garbage"))
        if fate == "garbage":
            piece = chance.randbytes(len(piece))
        if fate != "dropped":
            yield Write(change.inode, change.offset + start, piece)


def survivors(
    disk: Disk, cuts: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, dict[str, bytes]]]:
    """For each cut, given as (operations done, seed), the files that survive it."""
    platter = Platter()
    done = 0
    for stop, seed in sorted(cuts):
        for operation in disk.operations[done:stop]:
            platter.take(operation)
        done = stop
        yield stop, platter.cut(random.Random(f"{stop} {seed}"))


class CrashVfs(apsw.VFS):
    """SQLite's way to the simulated disk."""

    def __init__(self, name: str, disk: Disk) -> None:
        super().__init__(name, base="")
        self._disk = disk

    def xOpen(self, name: Any, flags: list[int]) -> Any:
        path = Path(name if isinstance(name, str) else name.filename()).name
        inode = self._disk.names.get(path)
        is_rollback = bool(flags[0] & apsw.SQLITE_OPEN_MAIN_JOURNAL)
        if inode is None:
            inode = self._disk.create(path)
        flags[1] = flags[0]
        return CrashFile(self._disk, inode, syncs_directory=is_rollback)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self._disk.delete(Path(filename).name)
        if syncdir:
            self._disk.sync_directory()

    def xAccess(self, pathname: str, flags: int) -> bool:
        return Path(pathname).name in self._disk.names

    def xFullPathname(self, name: str) -> str:
        return name


# SQLite names the methods; one process needs no locks.
class CrashFile:
    def __init__(self, disk: Disk, inode: int, *, syncs_directory: bool) -> None:
        self._disk = disk
        self._inode = inode
        self._syncs_directory = syncs_directory

    def xRead(self, amount: int, offset: int) -> bytes:
        return bytes(self._disk.contents[self._inode][offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.change(Write(self._inode, offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:
        self._disk.change(Truncate(self._inode, newsize))

    def xSync(self, flags: int) -> None:
        self._disk.operations.append(Sync(self._inode))
        if self._syncs_directory:  # as os_unix.c does for a new rollback journal
            self._disk.sync_directory()
            self._syncs_directory = False

    def xFileSize(self) -> int:
        return len(self._disk.contents[self._inode])

    def xLock(self, level: int) -> None:
        """Nobody else is there."""

    def xUnlock(self, level: int) -> None:
        """Nobody else is there."""

    def xCheckReservedLock(self) -> bool:
        return False

    def xFileControl(self, op: int, ptr: int) -> bool:
        return False

    def xSectorSize(self) -> int:
        return SECTOR_B

    def xDeviceCharacteristics(self) -> int:
        return POWERSAFE_OVERWRITE

    def xClose(self) -> None:
        """The inode stays."""


class Weakened:
    """A connection that commits with less care than the journal asks for."""

    def __init__(self, connection: Connection, synchronous: str) -> None:
        self._connection = connection
        self._pragma = f"PRAGMA synchronous={synchronous}"

    def execute(self, sql: str, parameters: Sequence[SqlValue] = (), /) -> Rows:
        if sql.startswith("PRAGMA synchronous="):
            sql = self._pragma
        return self._connection.execute(sql, parameters)

    def close(self) -> None:
        self._connection.close()
