"""Whatever happens to it, the mirror comes back by itself, and says what is wrong."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.system import datadisk, pixels
from tests.system.datadisk import Promises
from tests.system.saving import SAID
from tests.system.test_boot import wait_for_mirror
from tests.system.vm import VM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.guest import Guest

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]

MAIN_PID = "systemctl show --value -p MainPID mirrorbox"
RESTARTS = "systemctl show --value -p NRestarts mirrorbox"
DRIVER = "/sys/bus/platform/drivers/vivid"


def test_a_hang_is_ended_by_the_watchdog(
    guest: Guest, folder: Path, saved_pedal: Path
) -> None:
    with VM(guest, folder, data=None, saved=saved_pedal) as vm:
        before = vm.sh(MAIN_PID)
        vm.sh(f"kill -STOP $({MAIN_PID})")
        vm.wait_for(RESTARTS, "1\n", 90)
        vm.wait_for("systemctl is-active mirrorbox", "active\n", 120)
        assert vm.sh(MAIN_PID) != before
        assert "watchdog" in vm.sh("journalctl -b --no-pager -u mirrorbox -o cat")
        wait_for_mirror(vm)


def test_a_hanging_camera_driver_is_no_hanging_unit(
    guest: Guest, folder: Path, saved_pedal: Path
) -> None:
    """No frame comes and no error: the page says so in seconds; then all is well."""
    drop = "v4l2-ctl -d /dev/video0 -c percentage_of_dropped_buffers="
    with VM(guest, folder, data=None, saved=saved_pedal) as vm:
        vm.sh(drop + "100")
        vm.hears("camera:", 60)
        time.sleep(3)
        assert not pixels.is_mirrored(pixels.read(vm.shot("stalled")))
        vm.sh(drop + "0")
        wait_for_mirror(vm, "back", 120)


def test_a_camera_that_goes_comes_back(
    guest: Guest, folder: Path, saved_pedal: Path
) -> None:
    with VM(guest, folder, data=None, saved=saved_pedal) as vm:
        vm.sh(f"echo vivid.0 > {DRIVER}/unbind", 60)
        vm.hears("camera:", 60)
        time.sleep(3)
        assert not pixels.is_mirrored(pixels.read(vm.shot("without")))
        vm.sh(f"echo vivid.0 > {DRIVER}/bind", 60)
        wait_for_mirror(vm, "back", 120)
        assert vm.sh(RESTARTS) == "0\n"


def test_a_dead_kernel_is_reset(guest: Guest, folder: Path, saved_pedal: Path) -> None:
    with VM(guest, folder, data=None, saved=saved_pedal, restarts=True) as vm:
        vm.send("echo 0 >/proc/sys/kernel/panic; sync; echo c >/proc/sysrq-trigger")
        time.sleep(1)
        vm.forget()
        vm.shell()
        assert {"WATCHDOG", "RESET"} <= set(vm.events_now())
        assert vm.sh("cat /sys/class/watchdog/watchdog0/bootstatus") == "32\n"
        vm.mirror()
        wait_for_mirror(vm, "after")


def test_a_unit_that_cannot_start_reboots(guest: Guest, folder: Path) -> None:
    """Every start fails: after five of them the unit tries a whole boot."""
    disk = datadisk.make(folder / "data.img")
    with VM(guest, folder, data=disk, unit="pedal") as vm:
        vm.shell()
        vm.mirror()
        vm.sh("chmod 000 /usr/bin/mirrorbox; systemctl kill -s KILL mirrorbox")
        assert vm.ended(120), "no reboot"


@pytest.mark.parametrize("state", ["full", "read_only", "corrupt", "missing"])
def test_a_partition_in_trouble_stops_no_mirror(
    guest: Guest, folder: Path, saved_busy: Path, state: str
) -> None:
    """The mirror runs, the screen tells it, what was recorded is kept."""
    with VM(guest, folder / "before", data=None, unit="busy", saved=saved_busy) as vm:
        vm.hears("written: entry", 60)
        time.sleep(2)
        assert vm.data is not None
    promises = Promises()
    promises.hear((saved_busy / SAID).read_text())
    promises.hear(promises.boot_line + vm.said())
    disk = datadisk.convert(vm.data, folder / "data.img")
    _trouble(disk, state)
    append = "" if state != "missing" else "systemd.mask=var-lib-mirrorbox.mount"
    with VM(guest, folder, data=disk, append=append) as vm:
        vm.shell()
        if state == "read_only":
            vm.sh("systemctl stop mirrorbox; mount -o remount,ro /var/lib/mirrorbox")
            vm.sh("systemctl start --no-block mirrorbox")
        vm.hears("there is a picture", 240)
        time.sleep(3)
        picture = pixels.read(vm.shot("told"))
        told = vm.said()
    assert not pixels.is_mirrored(picture), "a notice stands before the mirror"
    if state in {"full", "read_only"}:
        with datadisk.mounted(disk) as directory:
            (directory / "filler").unlink(missing_ok=True)
            promises.check(directory)
    if state == "corrupt":
        assert "copy" in told


def _trouble(disk: Path, state: str) -> None:
    with datadisk.mounted(disk) as directory:
        if state == "full":
            _fill(directory / "filler")
        if state == "corrupt":
            journal = directory / "journal.db"
            content = bytearray(journal.read_bytes())
            for at in range(4096, len(content), 3):  # every page but the first
                content[at] ^= 0x55
            journal.write_bytes(content)


def _fill(path: Path) -> None:
    """Take every block that is left, the last ones in small pieces."""
    size = 65536
    with path.open("wb", buffering=0) as filler:
        while size:
            try:
                filler.write(b"\0" * size)
            except OSError:
                size //= 2
