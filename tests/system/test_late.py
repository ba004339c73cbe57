"""The screen comes late, its card or only its cable: then the mirror is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.system.test_boot import wait_for_mirror
from tests.system.vm import VM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.guest import Guest

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]

CONNECTOR = "/sys/class/drm/card0-Virtual-1/status"
RESTARTS = "systemctl show --value -p NRestarts mirrorbox"
STATE = "systemctl show --value -p ActiveState mirrorbox"


def test_a_cable_put_in_late(guest: Guest, folder: Path, saved_pedal: Path) -> None:
    """The socket is empty as the unit starts: it says so and tries every second."""
    with VM(guest, folder, data=None, saved=saved_pedal) as vm:
        vm.sh(f"systemctl stop mirrorbox; echo off >{CONNECTOR}")
        vm.sh("systemctl start --no-block mirrorbox")
        assert vm.sh(f"cat {CONNECTOR}") == "disconnected\n"
        vm.wait_for(
            "systemctl show -p StatusText mirrorbox", "check the screen's cable"
        )
        assert vm.sh(STATE) == "activating\n"
        vm.sh(f"echo on >{CONNECTOR}")
        vm.mirror()
        wait_for_mirror(vm)
        assert vm.sh(RESTARTS) == "0\n"


def test_a_card_found_late(guest: Guest, data: Path, folder: Path) -> None:
    """No display hardware yet: nothing starts in vain, and then it does."""
    with VM(guest, folder, data=data, append="virtio_gpu.modeset=0") as vm:
        vm.shell()
        vm.sh("systemctl is-system-running --wait", 200)
        assert vm.sh(STATE) == "inactive\n"
        vm.sh("modprobe -r virtio_gpu; modprobe virtio_gpu modeset=1")
        vm.mirror()
        wait_for_mirror(vm)
        assert vm.sh(RESTARTS) == "0\n"
