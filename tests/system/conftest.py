"""What every scenario has: a guest, a folder for its pictures and logs, a data disk."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.system import datadisk
from tests.system.guest import REPOSITORY, Guest, build, newest_package
from tests.system.guest.layers import GuestError
from tests.system.vm import VM

KEPT = REPOSITORY / "build" / "system"
"""Console logs and pictures of every scenario."""


@pytest.fixture(scope="session")
def guest() -> Guest:
    """Debian 13 on amd64 with the package that `make deb` left."""
    return _guest("amd64")


@pytest.fixture(scope="session")
def arm_guest() -> Guest:
    """The same on arm64, the target's architecture."""
    return _guest("arm64")


def _guest(arch: str) -> Guest:
    try:
        return build(arch, newest_package(arch))
    except GuestError as error:
        if os.environ.get("MIRRORBOX_REQUIRE_SYSTEM"):
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def saved_busy(guest: Guest) -> Path:
    """A unit that presses its own buttons, saved as its session begins to look."""
    return _saved(guest, "busy", "session: look")


@pytest.fixture(scope="session")
def saved_pedal(guest: Guest) -> Path:
    """A unit with a pedal, saved when its mirror is there."""
    return _saved(guest, "pedal", "there is a picture")


def _saved(guest: Guest, unit: str, moment: str) -> Path:
    """Boot once for many scenarios; each goes on from a copy."""
    place = KEPT / f"saved-{unit}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        journal = datadisk.prescribed(Path(folder))
        disk = datadisk.as_qcow2(datadisk.make(place / "data.img", journal))
    with VM(guest, place, data=disk, unit=unit) as vm:
        vm.shell()
        vm.hears(moment, 240)
        vm.wait_for("systemctl is-active mirrorbox", "active\n")
        vm.save()
        (place / "said.log").write_text(vm.said())
    return place


@pytest.fixture
def folder(request: pytest.FixtureRequest) -> Path:
    """Where this scenario's console logs and pictures are kept."""
    name = re.sub(r"\W+", "-", request.node.name).strip("-")
    place = KEPT / name
    place.mkdir(parents=True, exist_ok=True)
    return place


@pytest.fixture
def data(folder: Path) -> Path:
    """A new, empty data disk."""
    return datadisk.make(folder / "data.img")
