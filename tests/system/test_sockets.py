"""What is plugged in while it runs: a pedal works at once, a stick is left alone."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.system import stick
from tests.system.vm import VM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.guest import Guest
    from tests.system.saving import Saved

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]


def test_a_pedal_plugged_in_late_is_heard(
    guest: Guest, folder: Path, saved: Saved
) -> None:
    with VM(guest, folder, data=None, saved=saved.pedal()) as vm:
        vm.qmp("device_add", driver="usb-kbd", id="late", bus="xhci.0")
        vm.hears("listening to", 30)
        vm.press("f7")
        vm.hears("session: ask_before", 30)
        vm.shot("asked")
        vm.qmp("device_del", id="late")
        vm.hears("went away", 30)


def test_a_stick_is_seen_and_never_mounted(
    guest: Guest, folder: Path, saved: Saved
) -> None:
    image = stick.make(folder / "stick.img")
    before = image.read_bytes()
    with VM(guest, folder, data=None, saved=saved.pedal()) as vm:
        stick.plug_in(vm, image)
        time.sleep(2)
        assert stick.DEVICE not in vm.sh("cat /proc/mounts")
        noted = vm.sh("journalctl -b --no-pager -o cat -u 'mirrorbox-stick@*'")
        assert "stick" in noted.lower(), noted
        stick.pull_out(vm)
        assert vm.sh("systemctl is-active mirrorbox") == "active\n"
        assert vm.sh("systemctl show --value -p NRestarts mirrorbox") == "0\n"
    assert image.read_bytes() == before
