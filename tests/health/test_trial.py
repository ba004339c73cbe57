from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mirrorbox.health.trial import Record, Trial, begun, went_back

if TYPE_CHECKING:
    from pathlib import Path

NEW = "2.0.0"


def start(folder: Path, version: str = NEW) -> Trial:
    return Trial.begin(folder, version)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "previous.deb").write_bytes(b"the package that worked")
    return tmp_path


def wish(folder: Path) -> bool:
    return (folder / "roll-back").exists()


@pytest.mark.parametrize(
    ("before", "after", "back"),
    [
        (None, Record(version=NEW, starts=1), False),
        (Record(version="1", starts=9), Record(version=NEW, starts=1), False),
        (Record(version="1", proven=True), Record(version=NEW, starts=1), False),
        (Record(version=NEW, starts=1), Record(version=NEW, starts=2), False),
        (Record(version=NEW, starts=2), Record(version=NEW, starts=3), False),
        (Record(version=NEW, starts=3), Record(version=NEW, starts=4), True),
        (
            Record(version=NEW, starts=3, proven=True),
            Record(version=NEW, starts=3, proven=True),
            False,
        ),
    ],
)
def test_starts_are_counted(
    before: Record | None, after: Record, *, back: bool
) -> None:
    assert begun(before, NEW) == (after, back)


def test_three_starts_without_a_frame_bring_the_old_version_back(folder: Path) -> None:
    for _ in range(3):
        start(folder)
        assert not wish(folder)
    start(folder)

    assert wish(folder)
    assert went_back(folder, "1.0.0")
    assert not went_back(folder, NEW)


def test_one_frame_is_enough_for_ever(folder: Path) -> None:
    start(folder)
    start(folder).prove()
    for _ in range(10):
        start(folder)

    assert not wish(folder)
    told = json.loads((folder / "trial.json").read_text(encoding="utf-8"))
    assert told == {"version": NEW, "starts": 2, "proven": True}


def test_a_start_without_a_camera_says_nothing_of_the_version(folder: Path) -> None:
    for _ in range(9):
        trial = start(folder)
        trial.excuse()
        trial.excuse()

    assert not wish(folder)


def test_without_a_package_there_is_no_way_back(tmp_path: Path) -> None:
    for _ in range(9):
        start(tmp_path)

    assert not wish(tmp_path)
    assert not went_back(tmp_path, "1.0.0")


def test_the_old_version_is_on_trial_anew_when_it_comes_back(folder: Path) -> None:
    for _ in range(4):
        start(folder)
    (folder / "roll-back").unlink()
    for _ in range(3):
        start(folder, "1.0.0")

    assert not wish(folder)


@pytest.mark.parametrize(
    "torn", ["", "{", "[]", "null", '{"version": "2.0.0"}', '{"starts": "x"}', "\xff"]
)
def test_a_torn_record_begins_anew(folder: Path, torn: str) -> None:
    (folder / "trial.json").write_bytes(torn.encode("latin-1"))
    start(folder)

    told = json.loads((folder / "trial.json").read_text(encoding="utf-8"))
    assert told["starts"] == 1


def test_no_folder_no_trial(tmp_path: Path) -> None:
    trial = start(tmp_path / "none")
    trial.prove()
    trial.excuse()

    assert not (tmp_path / "none").exists()


def test_a_folder_that_cannot_be_written_stops_nobody(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mirrorbox.health.trial.os.fsync", full)
    trial = start(folder)
    trial.prove()

    assert not (folder / "trial.json").exists()
