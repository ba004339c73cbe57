"""What every scenario has: a guest, a folder for its pictures and logs, a data disk."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.system import datadisk
from tests.system.guest import REPOSITORY, Guest, build, newest_package
from tests.system.guest.layers import GuestError, alone
from tests.system.saving import save
from tests.system.vm import QUIET, UNITS, VM

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT = REPOSITORY / "build" / "system"
"""Console logs and pictures of every scenario."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest scenario first, so that no process is left alone with it."""
    items.sort(key=lambda item: "test_upgrade.py" not in item.nodeid)


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
def saved_pedal(guest: Guest, testrun_uid: str) -> Path:
    """A unit with a pedal, saved when its mirror is there."""

    def begin(place: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            journal = datadisk.prescribed(Path(folder))
            datadisk.lay_years(journal)
            data = Path(folder) / "data.img"
            disk = datadisk.make(data, journal, datadisk.YEARS_SIZE)
            save(guest, place, disk, VM.mirror)

    return _saved("pedal", testrun_uid, begin)


@pytest.fixture(scope="session")
def saved_busy(guest: Guest, testrun_uid: str, saved_pedal: Path) -> Path:
    """It presses its own buttons from now on; saved as its session begins to look."""

    def go_on(vm: VM) -> None:
        vm.sh(f"cd {UNITS}; mv pedal.toml {QUIET}; cp busy.toml pedal.toml")
        vm.sh("systemctl restart --no-block mirrorbox")
        vm.hears("session: look", 120)
        vm.mirror()

    def begin(place: Path) -> None:
        save(guest, place, saved_pedal, go_on)

    return _saved("busy", testrun_uid, begin)


def _saved(name: str, run: str, begin: Callable[[Path], None]) -> Path:
    """Make it once for all the processes of this run."""
    place = KEPT / f"saved-{name}"
    of_this_run = place / "run"
    with alone(place):
        if not of_this_run.exists() or of_this_run.read_text() != run:
            begin(place)
            of_this_run.write_text(run)
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
