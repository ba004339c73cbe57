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

if TYPE_CHECKING:
    from tests.system.vm import VM

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
def saved_busy(guest: Guest, testrun_uid: str) -> Path:
    """A unit that presses its own buttons, saved as its session begins to look."""
    return _saved(guest, "busy", "session: look", testrun_uid)


@pytest.fixture(scope="session")
def saved_pedal(guest: Guest, testrun_uid: str) -> Path:
    """A unit with a pedal, saved when its mirror is there."""
    return _saved(guest, "pedal", "there is a picture", testrun_uid)


def _saved(guest: Guest, unit: str, words: str, run: str) -> Path:
    """Boot once for all the processes of this run."""
    place = KEPT / f"saved-{unit}"
    of_this_run = place / "run"

    def moment(vm: VM) -> None:
        vm.hears(words, 240)
        vm.mirror()

    with alone(place):
        if not of_this_run.exists() or of_this_run.read_text() != run:
            with tempfile.TemporaryDirectory() as folder:
                journal = datadisk.prescribed(Path(folder))
                disk = datadisk.make(Path(folder) / "data.img", journal)
                save(guest, place, disk, moment, unit=unit)
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
