"""Which cells changed, told apart from noise and from the light."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mirrorbox.movement.cells import Luma

LAG = 3
"""Compared with so many samples ago: 0.2 s before a fast camera, so that slow
movement shows too."""

NOISES = 5.0
"""A change counts from so many standard deviations of the measured noise."""

FLOOR = 6.0
"""A change counts from so many levels of brightness, however quiet the sensor is."""

LIGHT_SHARE = 0.5
"""When more of the cells change at once it was the light: no limb fills so much."""

LIGHT_STEP = 8.0
"""When the middle of all changes is more levels than this it was the light."""

_EVERY = 3  # the light and the noise are judged by every third cell
_QUIET = 0.75  # the least changed cells, taken as those where nothing moves
_MEAN_OF_QUIET = 0.515  # the mean of |z| in that part of a normal distribution
_RISE, _FALL = 0.02, 0.2  # the noise is believed to fall sooner than to rise


@dataclass(frozen=True, slots=True)
class Change:
    """What one sample brought.

    Attributes:
        share: of the cells that changed, 0 to 1.
        light: the lamp or the exposure changed; `share` says nothing.
        noise: standard deviation of a cell's brightness, in levels.
    """

    share: float
    light: bool
    noise: float


class Changes:
    """Compares each sample with an earlier one, in fixed memory."""

    def __init__(self, count: int) -> None:
        """Prepare for samples of `count` cells."""
        self._past: deque[Luma] = deque(maxlen=LAG)
        self._spare = [np.empty(count, np.float32) for _ in range(LAG + 1)]
        self._difference = np.empty(count, np.float32)
        self._sorted = np.empty_like(self._difference[::_EVERY])
        self._over = np.empty(count, np.bool_)
        self._quiet = max(1, round(self._sorted.size * _QUIET))
        self._noise: float | None = None

    def forget(self) -> None:
        """Begin anew: the next sample has nothing before it."""
        self._spare.extend(self._past)
        self._past.clear()

    def look(self, luma: Luma) -> Change:
        """Compare a sample with the one `LAG` samples ago."""
        change = self._compare(luma, self._past[0]) if self._past else _FIRST
        if change.light:
            self.forget()
        if len(self._past) == LAG:
            self._spare.append(self._past.popleft())
        kept = self._spare.pop()
        np.copyto(kept, luma)
        self._past.append(kept)
        return change

    def _compare(self, luma: Luma, past: Luma) -> Change:
        difference = self._difference
        np.subtract(luma, past, out=difference)
        step = float(self._ordered(self._sorted.size // 2)[self._sorted.size // 2])
        np.subtract(difference, np.float32(step), out=difference)
        np.absolute(difference, out=difference)
        quiet = self._ordered(self._quiet - 1)[: self._quiet]
        noise = self._learn(float(np.add.reduce(quiet)) / quiet.size / _MEAN_OF_QUIET)
        np.greater(difference, max(FLOOR, NOISES * noise), out=self._over)
        share = float(np.count_nonzero(self._over)) / self._over.size
        light = share > LIGHT_SHARE or abs(step) > LIGHT_STEP
        return Change(share, light, noise / 2**0.5)

    def _ordered(self, place: int) -> Luma:
        """Some of the differences, the least `place` of them first."""
        np.copyto(self._sorted, self._difference[::_EVERY])
        self._sorted.partition(place)
        return self._sorted

    def _learn(self, measured: float) -> float:
        """The noise of a difference, followed slowly."""
        if self._noise is None:
            self._noise = measured
        rate = _RISE if measured > self._noise else _FALL
        self._noise += rate * (measured - self._noise)
        return self._noise


_FIRST = Change(0.0, light=False, noise=0.0)
