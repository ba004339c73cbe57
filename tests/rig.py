"""A whole appliance in simulated time, for the tests of how its parts work together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from mirrorbox._schema import merge
from mirrorbox.build import build
from mirrorbox.clock import NS_PER_S, SimulatedClock
from mirrorbox.config import load
from mirrorbox.exercises import library as exercises
from mirrorbox.exercises import programmes
from mirrorbox.journal import Reader
from mirrorbox.prescription import Library, Prescription, general
from mirrorbox.words import Side, View

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.appliance import Appliance
    from mirrorbox.health.trial import Trial
    from mirrorbox.journal import Entry, SessionSummary
    from mirrorbox.screen import Page

SMALL: dict[str, Any] = {
    "camera": {"source": "synthetic", "width": 160, "height": 120, "fps": 10},
    "mirror": {"view": "both", "seam_px": 8},
    "screen": {
        "driver": "memory",
        "width_px": 320,
        "height_px": 180,
        "refresh_hz": 10.0,
    },
    "session": {"countdown_s": 3},
}


def plain(**changes: Any) -> Prescription:
    """A minute of the mirror and nothing asked: what most tests need."""
    library = Library(exercises(), programmes())
    given = replace(
        general(Side.LEFT, library=library),
        view=View.BOTH,
        look_first_s=0,
        session_min=1.0,
        cap_min=10.0,
        per_day=24,
        daily_cap_min=240.0,
        gap_min=0.0,
        programme="",
        exercises=(),
        rest_s=0,
        ratings=(),
    )
    return replace(given, **changes)


@dataclass
class Visit:
    """Somebody comes, presses what the script says, and leaves."""

    folder: Path
    script: str
    overrides: dict[str, Any] = field(default_factory=dict)
    shots: bool = False
    clock: SimulatedClock = field(default_factory=SimulatedClock)
    prescription: Prescription | None = field(default_factory=plain)
    trial: Trial | None = None

    def build(self) -> Appliance:
        path = self.folder / "script.txt"
        path.write_text(self.script, encoding="utf-8")
        here = {
            "controls": {"sources": [f"script:{path}"]},
            "journal": {"directory": self.folder / "journal"},
        }
        config = load(overrides=merge([SMALL, here, self.overrides]))
        shots = self.folder / "shots" if self.shots else None
        return build(
            config,
            clock=self.clock,
            shots=shots,
            prescription=self.prescription,
            trial=self.trial,
            root=self.folder / "root",
        )

    def run(self) -> int:
        return self.build().run()

    @property
    def sessions(self) -> list[SessionSummary]:
        with Reader(self.folder / "journal") as reader:
            return reader.sessions()

    def entries(self, number: int | None = 1) -> list[Entry]:
        with Reader(self.folder / "journal") as reader:
            return reader.entries(number)

    @property
    def kinds(self) -> list[str]:
        return [e.kind for e in self.entries() if e.kind != "heartbeat"]

    @property
    def pages(self) -> list[str]:
        """The pages in the order they came up."""
        names = sorted(path.stem for path in (self.folder / "shots").glob("*.png"))
        return [name.partition("-")[2] for name in names]


def turn_until(appliance: Appliance, visit: Visit, second: float) -> None:
    while visit.clock.boot_ns() < second * NS_PER_S:
        appliance.turn()


def started(visit: Visit) -> Appliance:
    appliance = visit.build()
    appliance.start()
    return appliance


def page(appliance: Appliance) -> Page:
    assert appliance.page is not None
    return appliance.page
