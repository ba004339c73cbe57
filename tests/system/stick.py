"""A USB stick: made on the host, plugged into a running guest and pulled out."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.vm import VM

DEVICE = "/dev/sda"
"""What the guest calls it."""


def make(image: Path, content: Path | None = None, size: str = "16M") -> Path:
    """A stick with ext4, empty or with what a folder holds."""
    image.unlink(missing_ok=True)
    command = [
        "mke2fs",
        "-q",
        "-F",
        "-t",
        "ext4",
        *(["-d", str(content)] if content else []),
    ]
    subprocess.run([*command, str(image), size], check=True, timeout=60)
    return image


def plug_in(vm: VM, image: Path) -> None:
    """Plug it in and wait until the unit has made it read-only."""
    file = {"driver": "file", "filename": str(image)}
    vm.qmp("blockdev-add", **{"driver": "raw", "node-name": "stick", "file": file})
    words = {"driver": "usb-storage", "id": "usb0", "bus": "xhci.0"}
    vm.qmp("device_add", **words, drive="stick", removable=True)
    vm.wait_for(f"lsblk -rno NAME,RO {DEVICE}; true", "sda 1", 60)


def pull_out(vm: VM) -> None:
    """Pull it out and wait until it is gone."""
    vm.qmp("device_del", id="usb0")
    vm.wait_for(f"lsblk -no NAME {DEVICE} 2>&1; true", "not a block device", 60)
