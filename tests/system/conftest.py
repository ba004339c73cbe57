"""What every scenario has: a guest, a folder for its pictures and logs, a data disk."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from tests.system import datadisk
from tests.system.guest import REPOSITORY, Guest, build, newest_package
from tests.system.guest.layers import GuestError
from tests.system.saving import Saved

if TYPE_CHECKING:
    from pathlib import Path

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
def saved(guest: Guest) -> Saved:
    """Moments to go on from, each made when a scenario first wants it."""
    return Saved(guest)


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
