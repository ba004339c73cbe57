"""Prescriptions of pictures and plans, and visits under them, for several tests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mirrorbox.clock import NS_PER_S, ClockQuality, SimulatedClock, WallTime
from mirrorbox.errors import JournalMissing
from mirrorbox.journal import Reader, Store
from mirrorbox.prescribing import packaged_library
from mirrorbox.prescription import PRESCRIBED, make, to_dict
from tests.rig import Visit

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.journal import SessionSummary
    from mirrorbox.prescription import Prescription

NOWHERE = {"camera": {"source": "film:nowhere.mp4"}}
WEEK_S = 7 * 24 * 3600


def pictures(count: int = 10, **changes: Any) -> Prescription:
    """Pictures of hands, and nothing asked."""
    settings = {"affected_side": "left", "laterality_pictures": count, "gap_min": 15}
    given = make("gmi_laterality", settings, library=packaged_library())
    rules = replace(given.stop_rules, pain_rise=0, adverse_effect=())
    return replace(given, ratings=(), stop_rules=rules, **changes)


def cards(visit: Visit, number: int = 1) -> list[dict[str, Any]]:
    return [dict(e.data) for e in visit.entries(number) if e.kind == "card"]


def answers(first_s: float, count: int, every_s: float = 3.0) -> str:
    """START and PAUSE in turn."""
    words = ("START", "PAUSE")
    return "".join(f"{first_s + every_s * i} {words[i % 2]}\n" for i in range(count))


def planned() -> Prescription:
    given = make(
        "gmi_mirror",
        {"affected_side": "left", "stage_by_week": [1, 1, 2, 2, 3, 3]},
        library=packaged_library(),
    )
    rules = replace(given.stop_rules, pain_rise=0, adverse_effect=())
    plan = tuple(
        replace(one, laterality_pictures=min(2, one.laterality_pictures))
        for one in given.plan
    )
    return replace(
        given, ratings=(), stop_rules=rules, plan=plan, laterality_pictures=2,
        undated_day_h=1,
    )  # fmt: skip


def prescribe(folder: Path, given: Prescription, clock: SimulatedClock) -> None:
    store = Store.open(folder / "journal", clock)
    store.append(PRESCRIBED, to_dict(given))
    store.close()


class Dateless(SimulatedClock):
    """A unit whose wall clock nothing vouches for."""

    def wall(self) -> WallTime:
        return WallTime(super().wall().unix_ns, ClockQuality.UNKNOWN)


def clock_on(day: float, kind: type[SimulatedClock] = SimulatedClock) -> SimulatedClock:
    """A boot of its own on that day."""
    unix_ns = 1_700_000_000 * NS_PER_S + round(day * 86_400) * NS_PER_S
    return kind(boot_id=f"day {day}", unix_ns=unix_ns)


def practised(folder: Path, clock: SimulatedClock) -> tuple[int, dict[str, Any]]:
    """Visit, practise a little: under which stage, at which place of the plan."""
    script = f"2 START\n{answers(7, 2)}30 PAUSE for 2.5\n45 QUIT"
    before = len(sessions(folder))
    visit = Visit(folder, script, prescription=None, clock=clock)
    visit.run()
    assert len(visit.sessions) == before + 1
    settings = visit.sessions[-1].settings
    return settings["prescription"]["stage"], settings["plan"]


def sessions(folder: Path) -> list[SessionSummary]:
    try:
        with Reader(folder / "journal") as reader:
            return reader.sessions()
    except JournalMissing:
        return []
