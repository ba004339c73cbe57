"""A new package that shows no mirror goes back by itself; the records stay."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.system import stick
from tests.system.guest import newest_package
from tests.system.machine import WRITABLE
from tests.system.test_boot import wait_for_mirror
from tests.system.vm import VM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.guest import Guest
    from tests.system.saving import Saved

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]

VERSION = "dpkg-query -W -f '${Version}' mirrorbox"
STATUS = "dpkg-query -W -f '${Status}' mirrorbox"
RECORDS = "mirrorbox log --journal /var/lib/mirrorbox"


def broken(package: Path, folder: Path, *, line: str) -> Path:
    """A newer package of the same unit, broken by a line; on a stick."""
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
    return stick.make(folder / "stick.img", folder / "stick", "64M")


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def test_a_package_that_shows_no_mirror_goes_back(
    guest: Guest, folder: Path, saved: Saved
) -> None:
    """It even does where the plug is pulled while it goes back."""
    package = newest_package("amd64")
    old = package.name.split("_")[1]
    image = broken(package, folder, line="raise RuntimeError('broken')")
    with VM(guest, folder, data=None, saved=saved.writable()) as vm:
        before = vm.sh(f"{RECORDS}; echo mine >> /etc/mirrorbox/x")
        # Stopped, because one emulated processor cannot do both in minutes.
        vm.sh("systemctl stop mirrorbox")
        stick.plug_in(vm, image)
        vm.sh(f"mount -o ro {stick.DEVICE} /mnt")
        vm.sh("dpkg --install /mnt/new.deb >/dev/ttyS0 2>&1", 400)
        assert vm.sh(VERSION) == f"{old}+broken"
        vm.send("systemctl start --no-block mirrorbox")
        vm.sh(f"until {STATUS} | grep half-; do sleep 0.1; done", 400)
        # The plug is pulled in the middle of its going back.
    with VM(
        guest, folder, data=vm.data, append=WRITABLE, restarts=True, again=True
    ) as vm:
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
