"""A unit in true time: it is switched on and off, and its clocks may be wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from mirrorbox.clock import NS_PER_S, ClockQuality, WallTime
from mirrorbox.prescription import Allowance, Mark, Past, Prescription, allowance

TRUE_EPOCH_S = 1_700_000_000
HEARTBEAT_S = 10.0


@dataclass(frozen=True)
class Done:
    """A session as it truly was."""

    start_s: float
    end_s: float
    used_s: float
    unfinished: bool
    powered_start_s: float
    powered_end_s: float


@dataclass
class World:
    """Moves in true seconds; `decide` is all the unit knows."""

    given: Prescription
    quality: ClockQuality = ClockQuality.UNKNOWN
    shown_s: float | None = None
    """What the wall clock shows, or None for the truth."""

    true_s: float = 0.0
    booted_s: float = 0.0
    off_s: float = 0.0
    boots: int = 1
    seq: int = 0
    past: list[Past] = field(default_factory=list)
    seen: list[Mark] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)

    def now(self) -> Mark:
        self.seq += 1
        true = TRUE_EPOCH_S + self.true_s
        shown = true if self.shown_s is None else self.shown_s
        return Mark(
            self.seq,
            f"boot-{self.boots}",
            round((self.true_s - self.booted_s) * NS_PER_S),
            WallTime(round(shown * NS_PER_S), self.quality),
        )

    def pass_time(self, seconds: float) -> None:
        self.true_s += seconds
        if self.shown_s is not None:
            self.shown_s += seconds

    def restart(
        self,
        off_s: float,
        quality: ClockQuality,
        shown_s: float | None = None,
        *,
        cut: bool = False,
    ) -> None:
        """Off and on again; a unit whose plug is pulled writes no last entry."""
        if not cut:
            self.seen.append(self.now())
        self.true_s += off_s
        self.off_s += off_s
        self.booted_s = self.true_s
        self.boots += 1
        self.quality, self.shown_s = quality, shown_s

    def decide(self) -> Allowance:
        return allowance(self.given, self.past, self.now(), seen=self.seen)

    def practise(
        self, look_s: float, move_s: float, *, pause_s: float = 0, cut: bool = False
    ) -> None:
        """A session; `cut` pulls the plug at its end, before the last heartbeat."""
        began, start_s = self.now(), self.true_s
        self.pass_time(look_s + move_s + pause_s)
        ended = self.now()
        lost_s = HEARTBEAT_S if cut else 0.0
        self.pass_time(lost_s)  # it went on unrecorded
        one = Past(
            began=began,
            ended=ended,
            looked_s=look_s,
            moved_s=move_s,
            lost_s=lost_s,
            interrupted=cut,
        )
        self.past.append(one)
        self.done.append(
            Done(
                start_s,
                self.true_s,
                look_s + move_s + lost_s,
                one.unfinished,
                start_s - self.off_s,
                self.true_s - self.off_s,
            )
        )
