"""A new package that shows no mirror goes back by itself; the records stay."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.system.guest import newest_package
from tests.system.machine import HARDWARE
from tests.system.test_boot import wait_for_mirror
from tests.system.vm import VM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.guest import Guest

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]

VERSION = "dpkg-query -W -f '${Version}' mirrorbox"
STATUS = "dpkg-query -W -f '${Status}' mirrorbox"
RECORDS = "mirrorbox log --journal /var/lib/mirrorbox"
WRITABLE = "overlayroot=disabled rw"
"""As after install.sh: the system that an upgrade changes outlives a restart."""


def broken(package: Path, folder: Path, *, line: str) -> Path:
    """A newer package of the same unit, broken by a line; on a disk of its own."""
    tree = folder / "broken"
    run("rm", "-rf", str(tree), str(folder / "stick"))
    run("dpkg-deb", "--raw-extract", str(package), str(tree))
    control = tree / "DEBIAN/control"
    version = f"Version: {package.name.split('_')[1]}"
    control.write_text(control.read_text().replace(version, f"{version}+broken"))
    (tree / "DEBIAN/md5sums").unlink()
    code = tree / "usr/lib/mirrorbox/mirrorbox/__init__.py"
    code.write_text(f"{code.read_text()}{line}\n")
    (folder / "stick").mkdir()
    new = str(folder / "stick/new.deb")
    run("dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", str(tree), new)
    disk = folder / "stick.img"
    disk.unlink(missing_ok=True)
    run(
        "mke2fs",
        "-q",
        "-F",
        "-t",
        "ext4",
        "-d",
        str(folder / "stick"),
        str(disk),
        "64M",
    )
    return disk


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def test_a_package_that_shows_no_mirror_goes_back(
    guest: Guest, data: Path, folder: Path
) -> None:
    """It even does where the plug is pulled while it goes back."""
    package = newest_package("amd64")
    old = package.name.split("_")[1]
    disk = broken(package, folder, line="raise RuntimeError('broken')")
    drive = f"file={disk},format=raw,if=none,id=d2"
    extra = (*HARDWARE, "-drive", drive, "-device", "virtio-blk-pci,drive=d2")

    def switch_on(*, again: bool) -> VM:
        return VM(
            guest,
            folder,
            data=data,
            append=WRITABLE,
            extra=extra,
            restarts=True,
            again=again,
        )

    with switch_on(again=False) as vm:
        vm.shell()
        vm.mirror()
        before = vm.sh(f"{RECORDS}; echo mine >> /etc/mirrorbox/x")
        # Stopped, because one emulated processor cannot do both in minutes.
        vm.sh("systemctl stop mirrorbox; mount /dev/vdc /mnt")
        vm.sh("dpkg --install /mnt/new.deb >/dev/ttyS0 2>&1", 400)
        assert vm.sh(VERSION) == f"{old}+broken"
        vm.send("systemctl start --no-block mirrorbox")
        vm.sh(f"until {STATUS} | grep half-; do sleep 0.1; done", 400)
        # The plug is pulled in the middle of its going back.
    with switch_on(again=True) as vm:
        vm.shell()
        vm.shell(600)  # it has gone back and restarted by itself
        vm.mirror()
        wait_for_mirror(vm, "back")
        assert vm.sh(VERSION) == old
        assert vm.sh(RECORDS) == before
        assert vm.sh("cat /etc/mirrorbox/x") == "mine\n"
        left = vm.sh("ls /var/lib/mirrorbox-upgrade").split()
        assert "previous.deb" not in left
        assert "roll-back" not in left
        assert vm.sh("systemctl --failed --plain --no-legend") == ""
