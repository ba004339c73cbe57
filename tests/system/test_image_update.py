"""The image's update on a running system: a signed bundle from a stick, by real RAUC.

A guest is no Pi: its slots are files on loop devices, and a folder says in the device
tree's place which slot the firmware started. Kernel, dm-verity, FAT, udev, systemd and
RAUC are real, and so is every file that the image brings.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from mirrorbox.words import Button
from tests.firmware.board import PARTITION, UPDATE, autoboot
from tests.firmware.test_image_bundle import key
from tests.system import datadisk, leading, stick
from tests.system.guest import REPOSITORY, newest_package
from tests.system.leading import Pedal
from tests.system.vm import VM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.guest import Guest
    from tests.system.saving import Saved

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]

IMAGE = "mirrorbox-pi5"
SYSTEM, BOOT = os.urandom(600_000) + bytes(448_576), os.urandom(65_536)
SLOTS = "/var/lib/mirrorbox/slots"
"""On the data partition, so that they can be looked at afterwards."""

INTO_ROOT = f"""
cp -r /mnt/update/. /; chmod 0755 /usr/lib/mirrorbox-image/*
sed -i s/@COMPATIBLE@/{IMAGE}/ /etc/rauc/system.conf
cp /mnt/ours.pem /etc/rauc/keyring.pem
dpkg-query -W -f '${{Version}}' mirrorbox >/usr/lib/mirrorbox-image/version
"""
"""What firmware/image/layer/mirrorbox.d/into-root does."""

BOARD = f"""
mkdir -p {SLOTS}/persistent /persistent /bootfs /dev/disk/by-mirrorbox
mount --bind {SLOTS}/persistent /persistent
cp /mnt/bootfs.img {SLOTS}; mount -o loop,sync {SLOTS}/bootfs.img /bootfs
for slot in a b; do
  for part in boot system; do
    truncate -s 2M {SLOTS}/${{part}}_$slot
    loop=$(losetup --find --show {SLOTS}/${{part}}_$slot)
    ln -s $loop /dev/disk/by-mirrorbox/${{part}}_$slot
  done
done
mkdir -p /run/board/proc/device-tree/chosen/bootloader
for real in bootfs persistent run usr var; do ln -s /$real /run/board/$real; done
systemctl set-environment MIRRORBOX_ROOT=/run/board
systemctl daemon-reload; udevadm control --reload
systemd-tmpfiles --create mirrorbox-update.conf
"""

RULES = "/etc/udev/rules.d /usr/lib/udev/rules.d/70-mirrorbox.rules"
"""The image's and the package's: Debian 12's udev cannot judge them."""

LOG = "journalctl -b --no-pager -o cat -u 'mirrorbox-update@*'"


def test_an_update_is_installed_from_a_stick_and_tried(
    guest: Guest, folder: Path, saved: Saved
) -> None:
    """It waits for who is at the mirror; the default slot is never touched."""
    parts, bundle = _made(folder)
    with VM(guest, folder, data=None, saved=saved.pedal()) as vm:
        stick.plug_in(vm, stick.make(folder / "parts.img", parts))
        vm.sh(f"mount -o ro {stick.DEVICE} /mnt; {INTO_ROOT}{BOARD}")
        vm.sh("umount /mnt")
        verified = vm.sh(f"udevadm verify --no-summary {RULES}; echo $?")
        assert verified == "0\n", verified
        stick.pull_out(vm)
        _keeps_what_shows_the_mirror(vm)

        pedal = Pedal(vm)
        pedal.press(Button.START)
        vm.hears("session: ask_before", 30)
        stick.plug_in(vm, stick.fat(bundle))
        vm.wait_for(LOG, "The mirror is in use; update", 60)
        assert "/dev/sda" not in vm.sh("cat /proc/mounts"), "others see the stick"
        pedal.press(Button.PAUSE, hold_s=5)
        leading.leave(vm, pedal)
        vm.wait_for(LOG, "goes into slot B", 60)
        # RAUC has one per cent of the one emulated processor beside the mirror.
        vm.sh("systemctl stop mirrorbox")
        assert vm.ended(240), vm.sh(f"{LOG}; journalctl -b -o cat -u rauc | tail -20")
        assert vm.data is not None
    disk = datadisk.convert(vm.data, folder / "data.img")
    with datadisk.mounted(disk) as directory:
        slots = directory / "slots"
        assert (slots / "system_b").read_bytes().startswith(SYSTEM)
        assert (slots / "boot_b").read_bytes().startswith(BOOT)
        assert not any((slots / "system_a").read_bytes()), "the slot that runs"
        assert not any((slots / "boot_a").read_bytes()), "the slot that runs"
        assert autoboot("A").encode() in (slots / "bootfs.img").read_bytes()
        trying = (slots / "persistent/mirrorbox-update/trying").read_text()
        assert trying.split()[::2] == ["B", newest_package("amd64").name.split("_")[1]]


def _made(folder: Path) -> tuple[Path, Path]:
    """Two folders: what the image holds, with an empty boot partition; the update."""
    parts, bundle, images = (folder / name for name in ("parts", "bundle", "images"))
    for place in (parts, bundle, images):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
    shutil.copytree(UPDATE, parts / "update")
    bootfs = parts / "bootfs.img"
    command = ["mkfs.vfat", "-C", str(bootfs), "2048"]
    subprocess.run(command, check=True, capture_output=True)
    certificate, secret = key(parts)
    (images / "system.erofs").write_bytes(SYSTEM)
    (images / "boot.vfat").write_bytes(BOOT)
    maker = REPOSITORY / "firmware/image/bundle"
    words = (images, IMAGE, newest_package("amd64"), certificate, secret, bundle)
    subprocess.run([maker, *words], check=True, capture_output=True)
    return parts, bundle


def _keeps_what_shows_the_mirror(vm: VM) -> None:
    """Whichever slot the firmware started becomes the default, on a real FAT."""
    flag = "/run/board/proc/device-tree/chosen/bootloader/partition"
    mark = "systemctl start mirrorbox-mark-good.service"
    for slot in ("B", "A"):
        vm.sh(f"printf '\\0\\0\\0\\{PARTITION[slot]}' >{flag}; {mark}")
        assert vm.sh("cat /bootfs/autoboot.txt") == autoboot(slot)
