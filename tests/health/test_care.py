from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from mirrorbox.clock import ClockQuality, SystemClock
from mirrorbox.errors import Fault, FaultKind
from mirrorbox.health import Reading, State
from mirrorbox.health.care import QUIET_LOOKS, Caretaker, ThreadedCare
from mirrorbox.health.trial import Trial
from mirrorbox.scribe import NoBook
from tests.controls.keyboards import until

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Notebook(NoBook):
    """Remembers what the caretaker records."""

    def __init__(self) -> None:
        super().__init__(Fault(FaultKind.JOURNAL_FAILED, ""))
        self.entries: list[Mapping[str, Any]] = []

    def record(
        self, kind: str, data: Mapping[str, Any], *, session: str | None = None
    ) -> None:
        assert (kind, session) == ("health", None)
        self.entries.append(data)


COOL = Reading("temperature", State.OK, "50 °C")
HOT = Reading("temperature", State.BAD, "83 °C", FaultKind.TOO_HOT)
DISK = Reading("disk", State.OK, "enough")
NONE = Reading("card", State.ABSENT, "no card")


class Unit:
    def __init__(self, folder: Path) -> None:
        self.readings = [COOL, DISK, NONE]
        self.book = Notebook()
        self.no_camera = False
        self.folder = folder
        self.looks = 0
        self.clock = SystemClock(folder / "root")
        self.caretaker = Caretaker(
            self.survey,
            clock=self.clock,
            book=self.book,
            trial=Trial.begin(folder),
            blind=lambda: self.no_camera,
        )

    def survey(self) -> list[Reading]:
        self.looks += 1
        return self.readings

    @property
    def kinds(self) -> list[FaultKind]:
        return [fault.kind for fault in self.caretaker.faults]


@pytest.fixture
def unit(tmp_path: Path) -> Unit:
    return Unit(tmp_path)


def test_all_is_recorded_once_then_what_turns(unit: Unit) -> None:
    for readings in ([COOL, DISK, NONE], [HOT, DISK, NONE], [COOL, DISK, NONE]):
        unit.readings = readings
        for _ in range(QUIET_LOOKS):
            unit.caretaker.look()

    assert [sorted(entry) for entry in unit.book.entries] == [
        ["disk", "temperature"],
        ["temperature"],
        ["temperature"],
    ]
    assert unit.book.entries[1]["temperature"] == {"state": "BAD", "said": "83 °C"}


def test_a_supply_on_the_edge_does_not_fill_the_journal(unit: Unit) -> None:
    for i in range(60):
        unit.readings = [HOT if i % 2 else COOL]
        unit.caretaker.look()
    unit.readings = [HOT]
    for _ in range(QUIET_LOOKS):
        unit.caretaker.look()

    assert len(unit.book.entries) <= 8
    assert unit.book.entries[-1]["temperature"]["state"] == "BAD"


def test_the_patient_is_told_while_it_lasts_and_in_the_same_words(unit: Unit) -> None:
    unit.readings = [HOT]
    unit.caretaker.look()
    first = unit.caretaker.faults
    unit.readings = [Reading("temperature", State.BAD, "84 °C", FaultKind.TOO_HOT)]
    unit.caretaker.look()
    assert unit.caretaker.faults == first
    assert unit.kinds == [FaultKind.TOO_HOT]
    unit.readings = [COOL]
    unit.caretaker.look()
    assert unit.kinds == []


def trial(folder: Path) -> str:
    return (folder / "trial.json").read_text(encoding="utf-8")


def test_a_frame_proves_the_version_and_has_everything_read(unit: Unit) -> None:
    care = ThreadedCare(unit.caretaker, period_s=0.01)
    care.start()
    care.seen()
    until(lambda: unit.looks >= 3)
    care.stop()

    assert '"proven": true' in trial(unit.folder)


@pytest.mark.parametrize("no_camera", [True, False])
def test_no_frame_is_forgiven_where_there_is_no_camera(
    unit: Unit, *, no_camera: bool
) -> None:
    unit.no_camera = no_camera
    asked = threading.Event()
    unseen = unit.caretaker.unseen

    def noted() -> None:
        unseen()
        asked.set()

    unit.caretaker.unseen = noted  # type: ignore[method-assign]
    care = ThreadedCare(unit.caretaker, patience_s=0.0)
    care.start()
    assert asked.wait(10)
    care.stop()

    assert f'"starts": {0 if no_camera else 1}' in trial(unit.folder)
    assert unit.looks == 0


def test_a_sensor_that_fails_does_not_end_the_care(unit: Unit) -> None:
    def broken() -> list[Reading]:
        unit.looks += 1
        raise RuntimeError("a bug")

    unit.caretaker._survey = broken
    care = ThreadedCare(unit.caretaker, period_s=0.01)
    care.start()
    care.seen()
    until(lambda: unit.looks >= 3)
    care.stop()


def test_stopping_before_it_began_is_well(unit: Unit) -> None:
    ThreadedCare(unit.caretaker).stop()


def test_a_date_set_later_counts_from_the_next_look(tmp_path: Path) -> None:
    unit = Unit(tmp_path)
    clock = tmp_path / "root/sys/class/rtc/rtc0"
    clock.mkdir(parents=True)
    (clock / "since_epoch").write_text(f"{round(time.time())}\n", encoding="ascii")
    assert unit.clock.wall().quality is ClockQuality.UNKNOWN

    unit.caretaker.look()
    assert unit.clock.wall().quality is ClockQuality.RTC

    (clock / "since_epoch").write_text("12345\n", encoding="ascii")
    unit.caretaker.look()
    assert unit.clock.wall().quality is ClockQuality.UNKNOWN
