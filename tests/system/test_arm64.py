"""The target's architecture: boot, buttons and a pulled plug on an arm64 kernel."""

from __future__ import annotations

import json
import random
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import pytest

from tests.system import datadisk, test_buttons
from tests.system.datadisk import Promises
from tests.system.test_boot import MONOTONIC, wait_for_mirror
from tests.system.vm import VM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.system.guest import Guest

pytestmark = [pytest.mark.arm64, pytest.mark.timeout(2400)]

BOOT_S = 500
"""On an idle machine the mirror comes after 70 s."""

CUTS = 6
STARTING_S, SESSION_S = (25.0, 70.0), (0.0, 15.0)
"""Every other cut is while it starts, from before the service on; every other one is
in a session, so long after its first page."""


@dataclass
class Figures:
    """What was tried, for the notes."""

    cuts: int = 0
    promises: int = 0
    interrupted: int = 0


def test_the_mirror_on_arm64(arm_guest: Guest, data: Path, folder: Path) -> None:
    with VM(arm_guest, folder, data=data) as vm:
        vm.shell(BOOT_S)
        assert vm.sh("uname -m").strip() == "aarch64"
        vm.mirror(BOOT_S)
        wait_for_mirror(vm)
        mounts = vm.sh("findmnt -no FSTYPE /; findmnt -no FSTYPE /var/lib/mirrorbox")
        assert mounts.split() == ["overlay", "ext4"]
        assert vm.sh("systemctl --failed --plain --no-legend") == ""
        seconds = {"kernel_to_mirror_s": round(int(vm.sh(MONOTONIC)) / 1e6, 1)}
    assert vm.root_is_untouched()
    (folder / "figures.json").write_text(json.dumps(seconds) + "\n")


def test_a_session_on_arm64(arm_guest: Guest, data: Path, folder: Path) -> None:
    with VM(arm_guest, folder, data=data, unit="gpio") as vm:
        vm.shell(BOOT_S)
        vm.mirror(BOOT_S)
        test_buttons.play(vm)


def test_the_plug_on_arm64(arm_guest: Guest, folder: Path, tmp_path: Path) -> None:
    """One unit, cut after cut on the same disk, and every promise is kept."""
    chance = random.Random(64)
    figures = Figures()
    promises = Promises()
    disk = datadisk.make(folder / "data.img", datadisk.prescribed(tmp_path))
    for number in range(CUTS):
        with VM(arm_guest, folder / f"cut{number}", data=disk, unit="busy") as vm:
            if number % 2:
                vm.hears("session: look", BOOT_S)
            time.sleep(chance.uniform(*(SESSION_S if number % 2 else STARTING_S)))
            vm.shot("last")
        assert vm.root_is_untouched()
        figures.cuts += 1
        figures.promises += promises.hear(vm.said())
        with datadisk.mounted(disk) as directory:
            figures.interrupted += promises.check(directory)
    (folder / "figures.json").write_text(json.dumps(asdict(figures)) + "\n")
    assert figures.promises > CUTS
    assert figures.interrupted >= CUTS // 2
    with VM(arm_guest, folder / "after", data=disk, unit="busy") as vm:
        vm.hears("there is a picture", BOOT_S)
