"""How much time has passed at the least, across power cuts and wrong clocks.

Within one boot the boot-time clock is exact. Across boots two things are known:

- The unit was powered for so long: what is left of the earlier boot up to the last
  thing known of it, every boot between, and the present one. True time cannot be
  less, whatever any clock says.
- Where a time server or a battery clock vouches for the date on both sides, their
  difference, unless it is less than the powered time. A boot is dated by the best
  stamp in it, so a session from before the time server answered is dated too. A
  battery clock that shows an earlier date than one already vouched for has lost its
  date and is not believed.

What this cannot see is a vouched-for date that is wrong: a clock that runs ahead now,
or a battery clock that lagged then and was put right since.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S, ClockQuality, WallTime

if TYPE_CHECKING:
    from collections.abc import Iterable

_TRUST = (ClockQuality.SIMULATED, ClockQuality.RTC, ClockQuality.NTP)
"""Qualities that vouch for a date, the best last."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One moment of the unit's life.

    Attributes:
        seq: its place in the journal; later is larger. Now is larger than all.
        boot_id: in which boot.
        boot_ns: ns of the boot-time clock, which begins at 0 with each boot.
        wall: what the wall clock said.
    """

    seq: int
    boot_id: str
    boot_ns: int
    wall: WallTime


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Time between two marks.

    Attributes:
        at_least_s: so much has truly passed, or more.
        exact: whether it is the whole of it; if not, the unit may have been off for
            any time beyond.
    """

    at_least_s: float
    exact: bool


@dataclass(slots=True)
class _Boot:
    """What is known of one boot; `offset_ns` is the wall time of its beginning."""

    first_ns: int
    last_ns: int
    quality: ClockQuality = ClockQuality.UNKNOWN
    offset_ns: int = 0


class Timeline:
    """The unit's boots in order, as far as marks tell of them."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        """Learn from marks of any order; the present moment must be among them."""
        self._boots: dict[str, _Boot] = {}
        for mark in sorted(marks, key=lambda mark: mark.seq):
            self._learn(mark)
        self._order = list(self._boots)
        self._doubt()

    def between(self, earlier: Mark, later: Mark) -> Elapsed:
        """What has passed between two of the marks, never less than 0."""
        if earlier.boot_id == later.boot_id:
            # A shared id with a smaller time is no boot of ours; it proves nothing.
            return Elapsed(
                max(0, later.boot_ns - earlier.boot_ns) / NS_PER_S, exact=True
            )
        powered_ns = self._powered_ns(earlier, later)
        dated_ns = self._dated_ns(earlier, later)
        if dated_ns is None or dated_ns < powered_ns:
            return Elapsed(powered_ns / NS_PER_S, exact=False)
        return Elapsed(dated_ns / NS_PER_S, exact=True)

    def _learn(self, mark: Mark) -> None:
        boot = self._boots.setdefault(mark.boot_id, _Boot(mark.boot_ns, mark.boot_ns))
        boot.first_ns = min(boot.first_ns, mark.boot_ns)
        boot.last_ns = max(boot.last_ns, mark.boot_ns)
        if _rank(mark.wall.quality) >= max(_rank(boot.quality), 0):
            boot.quality = mark.wall.quality
            boot.offset_ns = mark.wall.unix_ns - mark.boot_ns

    def _doubt(self) -> None:
        """Stop believing battery clocks that went backwards."""
        newest_ns: int | None = None
        for boot in self._boots.values():
            if _rank(boot.quality) < _rank(ClockQuality.RTC):
                continue
            first_ns = boot.offset_ns + boot.first_ns
            went_back = newest_ns is not None and first_ns < newest_ns
            if went_back and boot.quality is ClockQuality.RTC:
                boot.quality = ClockQuality.UNKNOWN
            else:
                newest_ns = boot.offset_ns + boot.last_ns

    def _powered_ns(self, earlier: Mark, later: Mark) -> int:
        first = self._order.index(earlier.boot_id)
        last = self._order.index(later.boot_id)
        if first > last:
            return 0
        between = [self._boots[name].last_ns for name in self._order[first + 1 : last]]
        rest = self._boots[earlier.boot_id].last_ns - earlier.boot_ns
        return rest + sum(between) + later.boot_ns

    def _dated_ns(self, earlier: Mark, later: Mark) -> int | None:
        one, two = self._boots[earlier.boot_id], self._boots[later.boot_id]
        ranks = {_rank(one.quality), _rank(two.quality)}
        simulated = _rank(ClockQuality.SIMULATED)
        if -1 in ranks or (simulated in ranks and len(ranks) > 1):
            return None
        return (two.offset_ns + later.boot_ns) - (one.offset_ns + earlier.boot_ns)


def _rank(quality: ClockQuality) -> int:
    return _TRUST.index(quality) if quality in _TRUST else -1
