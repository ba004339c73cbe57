"""A USB stick: made on the host, plugged into a running guest and pulled out."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.system.vm import VM

DEVICE = "/dev/sda"
"""What the guest calls it."""


def make(image: Path, content: Path | None = None, size: str = "16M") -> Path:
    """A stick with ext4, empty or with what a folder holds."""
    image.unlink(missing_ok=True)
    command = ["mke2fs", "-q", "-F", "-t", "ext4"]
    held = ["-d", str(content)] if content else []
    subprocess.run([*command, *held, str(image), size], check=True, timeout=60)
    return image


def fat(content: Path) -> dict[str, object]:
    """A stick with a partition of FAT, as it is bought, that holds a folder's files.

    QEMU makes it of the folder as it reads, so it could not be written to.
    """
    disk = {"driver": "vvfat", "dir": str(content), "label": "STICK"}
    return {**disk, "fat-type": 16, "read-only": True}


def plug_in(vm: VM, disk: Path | dict[str, object]) -> None:
    """Plug it in and wait until the unit has made it read-only.

    Args:
        vm: the unit.
        disk: an image, or what QEMU makes a disk of.
    """
    if isinstance(disk, Path):
        disk = {"driver": "raw", "file": {"driver": "file", "filename": str(disk)}}
    vm.qmp("blockdev-add", **disk, **{"node-name": "stick"})
    words = {"driver": "usb-storage", "id": "usb0", "bus": "xhci.0"}
    vm.qmp("device_add", **words, drive="stick", removable=True)
    vm.wait_for(f"lsblk -rno NAME,RO {DEVICE}; true", "sda 1", 60)


def pull_out(vm: VM) -> None:
    """Pull it out and wait until it is gone."""
    vm.qmp("device_del", id="usb0")
    vm.wait_for(f"lsblk -no NAME {DEVICE} 2>&1; true", "not a block device", 60)
    vm.qmp("blockdev-del", **{"node-name": "stick"})
