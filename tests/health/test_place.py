from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mirrorbox.errors import FaultKind
from mirrorbox.health import State, data_partition, space
from mirrorbox.health.place import mounts
from tests.health.machine import Machine

JOURNAL = Path("/var/lib/mirrorbox")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_partition_of_its_own_is_well(machine: Machine) -> None:
    machine.mounted(JOURNAL)

    reading = data_partition(JOURNAL, machine.root)

    assert (reading.state, reading.sentence) == (State.OK, f"{JOURNAL}, ext4")
    assert data_partition(JOURNAL / "deeper", machine.root).state is State.OK


@pytest.mark.parametrize(
    "mount",
    [
        pytest.param({"point": None}, id="nothing mounted"),
        pytest.param({"point": Path("/var/lib/mirrorbox2")}, id="its neighbour"),
        pytest.param({"point": JOURNAL, "device": "0:20"}, id="systemd's own bind"),
        pytest.param({"point": JOURNAL, "kind": "overlay"}, id="overlayroot"),
        pytest.param({"point": JOURNAL, "kind": "tmpfs"}, id="memory"),
    ],
)
def test_records_that_may_not_be_kept_are_told(
    machine: Machine, mount: dict[str, Any]
) -> None:
    machine.mounted(**mount)

    reading = data_partition(JOURNAL, machine.root)

    assert reading.state is State.BAD
    assert "may not be kept" in reading.sentence
    assert reading.tells is FaultKind.RECORDS_UNSAFE


@pytest.mark.parametrize("how", [{"options": "ro"}, {"superblock": "ro"}])
def test_a_read_only_partition_is_named(machine: Machine, how: dict[str, str]) -> None:
    machine.mounted(JOURNAL, **how)

    reading = data_partition(JOURNAL, machine.root)

    assert reading.state is State.BAD
    assert "read-only" in reading.sentence


def test_where_none_is_wanted_none_is_missed(machine: Machine) -> None:
    machine.mounted(None)

    assert data_partition(JOURNAL, machine.root, wanted=False).state is State.OK


def test_a_point_with_a_space_is_found(machine: Machine) -> None:
    place = Path("/media/a stick")
    machine.mounted(place)

    assert data_partition(place, machine.root).state is State.OK


@pytest.mark.parametrize(
    "text", ["", "nonsense\n", "1 2 3:4 / / rw - \n", "a - b c d\n"]
)
def test_rubbish_is_no_mount(machine: Machine, text: str) -> None:
    machine.write("proc/self/mountinfo", text)

    assert mounts(machine.root) == []
    assert data_partition(JOURNAL, machine.root).state is State.ABSENT


def test_this_machine_s_own_mounts_are_read() -> None:
    assert Path("/") in {mount.point for mount in mounts()}


def test_space_is_looked_for_where_the_journal_will_be(tmp_path: Path) -> None:
    assert space(tmp_path / "not" / "yet").state is State.OK
