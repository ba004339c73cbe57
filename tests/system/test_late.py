"""The screen comes late, its card or only its cable: then the mirror is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.system.test_boot import wait_for_mirror
from tests.system.vm import VM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.guest import Guest
    from tests.system.saving import Saved

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]

CONNECTOR = "/sys/class/drm/card0-Virtual-1/status"
OTHERS = "--subsystem-match=graphics --subsystem-match=input"
"""Not its bus, which would load the driver again."""
RESTARTS = "systemctl show --value -p NRestarts mirrorbox"
STATE = "systemctl show --value -p ActiveState mirrorbox"


def test_a_cable_put_in_late(guest: Guest, folder: Path, saved: Saved) -> None:
    """The socket is empty as the unit starts: it says so and tries every second."""
    with VM(guest, folder, data=None, saved=saved.pedal()) as vm:
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


def test_a_card_found_late(guest: Guest, folder: Path, saved: Saved) -> None:
    """No display hardware: nothing starts in vain; found, it starts the mirror."""
    with VM(guest, folder, data=None, saved=saved.pedal()) as vm:
        vm.sh("systemctl stop mirrorbox mirrorbox-display.target")
        vm.sh("echo 0 >/sys/class/vtconsole/vtcon1/bind; modprobe -r virtio_gpu")
        assert vm.sh("ls /dev/dri 2>&1; true").count("card") == 0
        vm.sh(f"udevadm trigger --action=add {OTHERS}; udevadm settle --timeout=60", 90)
        assert vm.sh(STATE) == "inactive\n"
        vm.sh("modprobe virtio_gpu")
        vm.mirror()
        wait_for_mirror(vm)
        assert vm.sh(RESTARTS) == "0\n"
