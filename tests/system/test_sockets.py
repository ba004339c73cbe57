"""What is plugged in while it runs: a pedal works at once, a stick is left alone."""

from __future__ import annotations

import subprocess
import time
from typing import TYPE_CHECKING

import pytest

from tests.system.vm import VM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.guest import Guest

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]


def test_a_pedal_plugged_in_late_is_heard(
    guest: Guest, folder: Path, saved_pedal: Path
) -> None:
    with VM(guest, folder, data=None, saved=saved_pedal) as vm:
        vm.qmp("device_add", driver="usb-kbd", id="late", bus="xhci.0")
        vm.hears("listening to", 30)
        vm.press("f7")
        vm.hears("session: ask_before", 30)
        vm.shot("asked")
        vm.qmp("device_del", id="late")
        vm.hears("went away", 30)


def test_a_stick_is_seen_and_never_mounted(
    guest: Guest, folder: Path, saved_pedal: Path
) -> None:
    stick = folder / "stick.img"
    command = ["mke2fs", "-q", "-F", "-t", "ext4", str(stick), "16M"]
    subprocess.run(command, check=True, timeout=60)
    before = stick.read_bytes()
    with VM(guest, folder, data=None, saved=saved_pedal) as vm:
        file = {"driver": "file", "filename": str(stick)}
        node = {"driver": "raw", "node-name": "stick", "file": file}
        vm.qmp("blockdev-add", **node)
        words = {"driver": "usb-storage", "id": "usb0", "bus": "xhci.0"}
        vm.qmp("device_add", **words, drive="stick", removable=True)
        vm.wait_for("lsblk -rno NAME,RO /dev/sda; true", "sda 1", 60)
        time.sleep(2)
        assert "/dev/sda" not in vm.sh("cat /proc/mounts")
        noted = vm.sh("journalctl -b --no-pager -o cat -u 'mirrorbox-stick@*'")
        assert "stick" in noted.lower(), noted
        vm.qmp("device_del", id="usb0")
        vm.wait_for("lsblk -no NAME /dev/sda 2>&1; true", "not a block device", 60)
        assert vm.sh("systemctl is-active mirrorbox") == "active\n"
        assert vm.sh("systemctl show --value -p NRestarts mirrorbox") == "0\n"
    assert stick.read_bytes() == before
