"""Whatever happens to it, the mirror comes back by itself, and says what is wrong.

A kernel that dies is in test_buttons, after a session.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.system import datadisk, pixels
from tests.system.datadisk import Promises
from tests.system.saving import SAID
from tests.system.test_boot import wait_for_mirror
from tests.system.vm import QUIET, UNITS, VM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.guest import Guest
    from tests.system.saving import Saved

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]

MAIN_PID = "systemctl show --value -p MainPID mirrorbox"
RESTARTS = "systemctl show --value -p NRestarts mirrorbox"
DRIVER = "/sys/bus/platform/drivers/vivid"
PULLS = 6


def test_a_hang_is_ended_by_the_watchdog(
    guest: Guest, folder: Path, saved: Saved
) -> None:
    with VM(guest, folder, data=None, saved=saved.pedal()) as vm:
        before = vm.sh(MAIN_PID)
        vm.sh(f"kill -STOP $({MAIN_PID})")
        vm.wait_for(RESTARTS, "1\n", 90)
        vm.wait_for("systemctl is-active mirrorbox", "active\n", 120)
        assert vm.sh(MAIN_PID) != before
        assert "watchdog" in vm.sh("journalctl -b --no-pager -u mirrorbox -o cat")
        wait_for_mirror(vm)


def test_a_hanging_camera_driver_is_no_hanging_unit(
    guest: Guest, folder: Path, saved: Saved
) -> None:
    """No frame comes and no error: the page says so in seconds; then all is well."""
    drop = "v4l2-ctl -d /dev/video0 -c percentage_of_dropped_buffers="
    with VM(guest, folder, data=None, saved=saved.pedal()) as vm:
        vm.sh(drop + "100")
        vm.hears("camera:", 60)
        time.sleep(3)
        assert not pixels.is_mirrored(pixels.read(vm.shot("stalled")))
        vm.sh(drop + "0")
        wait_for_mirror(vm, "back", 120)


def test_a_camera_that_goes_comes_back(
    guest: Guest, folder: Path, saved: Saved
) -> None:
    """Again and again: one pull in seven once let FFmpeg free what was gone."""
    with VM(guest, folder, data=None, saved=saved.pedal()) as vm:
        for pull in range(1, PULLS + 1):
            vm.sh(f"echo vivid.0 > {DRIVER}/unbind", 60)
            vm.hears("camera: There is no camera", 60, times=pull)
            vm.sh("sleep 1")
            assert not pixels.is_mirrored(pixels.read(vm.shot("without")))
            vm.sh(f"echo vivid.0 > {DRIVER}/bind", 60)
            wait_for_mirror(vm, "back", 120)
        assert vm.sh(RESTARTS) == "0\n"


def test_a_unit_that_cannot_start_reboots(
    guest: Guest, folder: Path, saved: Saved
) -> None:
    """Every start fails: after five of them the unit tries a whole boot."""
    with VM(guest, folder, data=None, saved=saved.pedal()) as vm:
        vm.sh("chmod 000 /usr/bin/mirrorbox; systemctl kill -s KILL mirrorbox")
        assert vm.ended(120), "no reboot"


def test_a_wrong_configuration_is_told(
    guest: Guest, folder: Path, saved: Saved
) -> None:
    """Nobody at home can put it right: a page says so, and no start follows another."""
    spoil = f"sed -i 's/^width = .*/width = \"wide\"/' {UNITS}/pedal.toml"
    with VM(guest, folder, data=None, saved=saved.pedal()) as vm:
        vm.sh(f"{spoil}; systemctl restart --no-block mirrorbox")
        vm.hears("camera.width", 60)
        vm.sh("sleep 12")  # longer than the watchdog's patience
        picture = pixels.read(vm.shot("told"))
        assert vm.sh(RESTARTS) == "0\n"
        assert "Traceback" not in vm.said()
    assert not pixels.is_mirrored(picture)
    assert len(np.unique(picture.reshape(-1, 3), axis=0)) > 8, "the page is empty"


def test_an_installation_that_does_not_begin_is_told(
    guest: Guest, folder: Path, saved: Saved
) -> None:
    """A card whose files can no longer be read: a page, not a unit that restarts."""
    page = guest.tree / "usr/share/mirrorbox/boot/broken/640x400.32.gz"
    gone = "/usr/lib/mirrorbox/pygame"
    with VM(guest, folder, data=None, saved=saved.pedal()) as vm:
        vm.sh(f"mv {gone} {gone}.x; systemctl restart --no-block mirrorbox")
        end = time.monotonic() + 90
        while not pixels.shows(pixels.read(vm.shot("told")), page):
            assert time.monotonic() < end, "no page"
            time.sleep(1)
        vm.hears("No module named 'pygame'")
        assert vm.sh(RESTARTS) == "0\n"
        vm.sh(f"mv {gone}.x {gone}; systemctl restart --no-block mirrorbox")
        vm.mirror()


TROUBLE = {
    "full": "cat /dev/zero >filler; for n in $(seq 5000); do echo >>filler; done; sync",
    "read_only": "mount -o remount,ro .",
    # Every page but the first.
    "corrupt": "dd if=/dev/urandom of=journal.db bs=4096 seek=1 conv=notrunc "
    "count=$(($(stat -c %s journal.db) / 4096 - 1))",
    "missing": "cd /; umount /var/lib/mirrorbox; "
    "systemctl mask --runtime var-lib-mirrorbox.mount",
}


@pytest.mark.parametrize("state", TROUBLE)
def test_a_partition_in_trouble_stops_no_mirror(
    guest: Guest, folder: Path, saved: Saved, state: str
) -> None:
    """The mirror runs, the screen tells it, what was recorded is kept."""
    with VM(guest, folder, data=None, saved=saved.busy()) as vm:
        vm.hears("written: entry", 60)
        vm.sh("systemctl stop mirrorbox")
        promises = Promises()
        promises.hear((saved.busy() / SAID).read_text())
        promises.hear(promises.boot_line + vm.said())
        vm.sh(f"cd {UNITS}; mv {QUIET} pedal.toml")
        vm.sh(f"cd /var/lib/mirrorbox; {TROUBLE[state]}")
        before = len(vm.said())
        vm.sh("systemctl start --no-block mirrorbox")
        end = time.monotonic() + 120
        while "there is a picture" not in vm.said()[before:]:
            assert time.monotonic() < end, vm.said()[before:]
            time.sleep(0.2)
        while pixels.is_mirrored(pixels.read(vm.shot("told"))):
            assert time.monotonic() < end, "no notice stands before the mirror"
            vm.sh("sleep 1")
        vm.sh("sleep 2")  # until somebody presses START
        assert not pixels.is_mirrored(pixels.read(vm.shot("told")))
        told = vm.said()[before:]
    if state == "corrupt":
        assert "copy" in told
        return
    assert vm.data is not None
    disk = datadisk.convert(vm.data, folder / "data.img")
    with datadisk.mounted(disk) as directory:
        (directory / "filler").unlink(missing_ok=True)
        promises.check(directory)
