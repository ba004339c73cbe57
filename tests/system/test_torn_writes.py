"""A disk that loses or tears what was not flushed: a session, cut at every write."""

from __future__ import annotations

import json
import random
import shutil
import struct
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.system import datadisk
from tests.system.datadisk import Promises
from tests.system.vm import UNITS, VM
from tests.system.wires import GuestGone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.system.guest import Guest
    from tests.system.saving import Saved

pytestmark = [pytest.mark.system, pytest.mark.timeout(1500)]

STATES = 1000
"""Disks that a cut could have left."""

RECORD_S = 240
IN_MEMORY = "/dev/shm"  # noqa: S108 - a thousand disks are written there
MAGIC = 0x6A736677736872
FLUSH, FUA, DISCARD = 1, 2, 4
TORN = {4096: "a page of the disk", 512: "a sector"}


MOVE = f"""set -e; cd {UNITS}; cp busy.toml pedal.toml
systemctl stop mirrorbox mirrorbox-first-start
umount /var/lib/mirrorbox; sed -i s/vdb/vdc/ /etc/fstab; systemctl daemon-reload
[ "$(cat /sys/block/vdc/queue/write_cache)" = "write back" ]
echo moved
"""
"""From its own disk to the one in the slot."""


def test_no_state_of_the_disk_loses_an_entry(
    guest: Guest, folder: Path, tmp_path: Path, saved: Saved
) -> None:
    """From the unit's very first start on this disk."""
    base = datadisk.make(folder / "data.img", datadisk.prescribed(tmp_path), "16M")
    started_from = base.read_bytes()
    log = folder / "writes.log"
    log.write_bytes(b"")
    with VM(guest, folder, data=None, saved=saved.pedal()) as vm:
        _plug_in(vm, base, log)
        promised = _record(vm, log)
    figures = {"states": 0, "promises": len(promised), "checked": 0, "requests": 0}
    for unit, name in TORN.items():
        states = _states(log, started_from, random.Random(unit), unit)
        with tempfile.TemporaryDirectory(dir=IN_MEMORY) as place:
            _check(states, promised, Path(place), figures, name)
    (folder / "figures.json").write_text(json.dumps(figures, indent=1) + "\n")
    assert figures["states"] >= STATES


def _plug_in(vm: VM, disk: Path, log: Path) -> None:
    """Have the unit use a disk whose writes are logged."""
    files = {
        name: {"driver": "file", "filename": str(path)}
        for name, path in (("file", disk), ("log", log))
    }
    vm.qmp("blockdev-add", driver="blklogwrites", **files, **{"node-name": "logged"})
    vm.qmp("device_add", driver="virtio-blk-pci", bus="slot1", drive="logged")
    vm.wait_for("ls /dev/vdc; true", "vdc\n")
    assert vm.sh(MOVE).endswith("moved\n")


def _record(vm: VM, log: Path) -> list[tuple[int, str]]:
    """Start, and run sessions on the disk whose writes are logged.

    Returns:
        Each promise with how much was in the log when it was heard.
    """
    promised: list[tuple[int, str]] = []
    over = threading.Event()
    listener = threading.Thread(target=_listen, args=(vm, log, promised, over))
    listener.start()
    vm.sh("systemctl start --no-block mirrorbox")
    try:
        end = time.monotonic() + RECORD_S
        while log.stat().st_size < 600 * 4096 or len(promised) < 60:
            if time.monotonic() > end:
                break
            time.sleep(0.5)
        if len(promised) < 30:
            raise GuestGone(vm.said()[-2000:])
        vm.shot("recorded")
    finally:
        over.set()
        listener.join(30)
    return promised


def _listen(
    vm: VM, log: Path, promised: list[tuple[int, str]], over: threading.Event
) -> None:
    heard = vm.said().rfind("\n") + 1  # what it told before is on another disk
    while not over.is_set():
        said = vm.said()
        whole = said[: said.rfind("\n") + 1]
        size = log.stat().st_size  # after the promise was given: never too early
        promised += [(size, line) for line in whole[heard:].splitlines()]
        heard = len(whole)
        time.sleep(0.02)


def _states(
    log: Path, base: bytes, rng: random.Random, unit: int
) -> Iterator[tuple[int, bytearray]]:
    """After each logged request: bytes of log, and a disk a cut could have left."""
    disk = bytearray(base)
    pending: list[tuple[int, bytes]] = []
    with log.open("rb") as file:
        magic, _, _, sector = struct.unpack("<QQQI", file.read(28))
        assert magic == MAGIC
        file.seek(sector)
        while len(head := file.read(sector)) == sector:
            first, count, flags, _ = struct.unpack("<QQQQ", head[:32])
            data = file.read(count * sector)
            assert not flags & DISCARD
            if flags & FLUSH:  # all that was written before is on the medium
                for at, written in pending:
                    disk[at : at + len(written)] = written
                pending = []
            if flags & FUA:
                disk[first * sector : first * sector + len(data)] = data
            elif count:
                pending.append((first * sector, data))
            yield file.tell(), _cut(disk, pending, rng, unit)


def _cut(
    disk: bytearray, pending: list[tuple[int, bytes]], rng: random.Random, unit: int
) -> bytearray:
    """None, half or all of the pieces of each write that nobody flushed."""
    image = bytearray(disk)
    for at, data in pending:
        keep = rng.choice((0, 0.5, 1))
        for offset in range(0, len(data), unit):
            piece = data[offset : offset + unit]
            if rng.random() < keep:
                image[at + offset : at + offset + len(piece)] = piece
    return image


def _check(
    states: Iterator[tuple[int, bytearray]],
    promised: list[tuple[int, str]],
    folder: Path,
    figures: dict[str, int],
    name: str,
) -> None:
    torn = folder / "torn.img"
    for done, (size, image) in enumerate(states):
        figures["requests"] += 1
        if done >= STATES // len(TORN) + STATES // 20 and figures["states"] >= STATES:
            break
        torn.write_bytes(image)
        promises = Promises()
        promises.hear("".join(f"{line}\n" for at, line in promised if at <= size))
        with datadisk.mounted(torn) as directory:
            copied = folder / "journal"
            shutil.rmtree(copied, ignore_errors=True)
            shutil.copytree(directory, copied, ignore=shutil.ignore_patterns("lost*"))
        try:
            promises.check(copied)
        except AssertionError as error:
            raise AssertionError(f"torn by {name}, state {done}: {error}") from error
        figures["states"] += 1
        figures["checked"] += len(promises.kept)
