"""Which cells changed, told apart from noise and from the light."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

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

_QUIET = 0.75  # the middle of the changes, taken as those where nothing moves
_ENDS = 1.15  # in a normal distribution it ends so many standard deviations out
_RISE, _FALL = 0.02, 0.2  # the noise is believed to fall sooner than to rise


class Change(NamedTuple):
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
        self._changes = np.empty(count, np.int16)
        self._compares = False
        self._low = round(count * (1 - _QUIET) / 2)
        self._noise: float | None = None

    def forget(self) -> None:
        """Begin anew: the next sample has nothing before it."""
        self._past.clear()

    def take(self, luma: Luma) -> None:
        """Compare a sample with the one `LAG` samples ago; it is kept, not copied."""
        self._compares = bool(self._past)
        if self._compares:
            np.subtract(luma, self._past[0], out=self._changes)
        self._past.append(luma)

    def judge(self) -> Change:
        """What the last sample brought.

        All changes are put in order, and everything is read off. Numbers so short are
        sorted by their digits, in a time that does not vary.
        """
        if not self._compares:
            return _FIRST
        changes = self._changes
        changes.sort(kind="stable")
        step = int(changes[changes.size // 2])
        below = step - int(changes[self._low])
        above = int(changes[-1 - self._low]) - step
        noise = self._learn(min(below, above) / _ENDS)  # a limb may fill one end
        least = int(max(FLOOR, NOISES * noise))
        low, high = np.int16(step - least), np.int16(step + least)
        quiet = changes.searchsorted(high, "right") - changes.searchsorted(low)
        share = 1 - float(quiet) / changes.size
        light = share > LIGHT_SHARE or abs(step) > LIGHT_STEP
        if light:  # what came before it is no measure of what comes
            newest = self._past[-1]
            self._past.clear()
            self._past.append(newest)
        return Change(share, light, noise / 2**0.5)

    def _learn(self, measured: float) -> float:
        """The noise of a difference, followed slowly."""
        if self._noise is None:
            self._noise = measured
        rate = _RISE if measured > self._noise else _FALL
        self._noise += rate * (measured - self._noise)
        return self._noise


_FIRST = Change(0.0, light=False, noise=0.0)
