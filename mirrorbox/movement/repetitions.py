"""Repetitions: to and fro counted as one, whatever the movement is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mirrorbox.movement.cells import Luma

MEMORY_CYCLES = 3.0
"""What is learned of a movement is forgotten after about so many repetitions."""

MEMORY_S = (8.0, 30.0)
"""It lasts at least and at most so long."""

RELIGHT_S = 2.0
"""After the light changed the middle of the movement is learned anew so fast."""

TURN_SHARE = 0.5
"""Going back by so much of the whole swing is a turn; less is a tremor."""

TURN_NOISES = 8.0
"""A turn is at least so many standard deviations of the noise."""


class Posture:
    """One number for where the limb is between the two ends of its movement.

    The picture's first principal component, learned as the limb moves (Weng, Zhang,
    Hwang: candid covariance-free incremental PCA, 2003). A hand that goes to and fro,
    opens and closes, or turns and turns back moves this number up and down once.
    """

    def __init__(self, count: int) -> None:
        """Prepare for samples of `count` cells.

        The last sample is kept and not copied: whoever hands it in leaves it alone
        until the next one was handed in.
        """
        rows = np.zeros((4, count), np.float32)
        self._mean, self._axis, self._away, ones = rows
        ones[:] = 1
        self._seen = rows[1:]  # what `away` is multiplied with, in one call
        self._learned = rows[:2]
        self._step = np.empty_like(self._learned)
        self._sums = np.empty(3, np.float32)
        self._pull = np.empty((2, 1), np.float32)
        self._last: Luma | None = None
        self._length2 = 0.0  # of the axis, squared
        self._along = self._along_axis = self._away2 = 0.0
        self._seen_s = 0.0
        self._settled_s = math.inf

    def relight(self, luma: Luma) -> None:
        """The light changed or a pause ended: the limb is taken to be where it was."""
        if self._last is None:
            np.copyto(self._mean, luma)
        else:
            np.subtract(luma, self._last, out=self._away)
            self._mean += self._away
            self._settled_s = 0.0
        self._last = luma

    def place(self, luma: Luma) -> float:
        """The limb's place now, in levels times root of cells; 0 is the middle."""
        self._last = luma
        np.subtract(luma, self._mean, out=self._away)
        np.dot(self._seen, self._away, out=self._sums)
        self._along_axis, away2, total = self._sums.tolist()
        common = total / luma.size
        self._away -= np.float32(common)  # the axis itself has nothing in common
        self._away2 = max(0.0, away2 - common * total)
        self._along = self._along_axis / self._length2**0.5 if self._length2 else 0.0
        return self._along

    def learn(self, dt_s: float, *, memory_s: float) -> None:
        """Move the middle and the axis towards the place that was taken last."""
        self._seen_s += dt_s
        self._settled_s += dt_s
        rate = dt_s / min(memory_s, self._seen_s)
        fresh = self._along if self._length2 else self._away2**0.5
        keep, pull = 1 - rate, rate * fresh
        self._pull[0] = dt_s / min(memory_s, RELIGHT_S + self._settled_s)
        self._pull[1] = pull
        np.multiply(self._axis, np.float32(keep), out=self._axis)
        np.multiply(self._away, self._pull, out=self._step)
        np.add(self._learned, self._step, out=self._learned)
        self._length2 *= keep**2
        self._length2 += 2 * keep * pull * self._along_axis + pull**2 * self._away2

    def hold(self, luma: Luma) -> None:
        """The limb rests: remember the picture, learn nothing."""
        self._last = luma


class Swings:
    """Counts the far turns of a number that goes to and fro."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self.count = 0
        self._high = self._low = 0.0  # envelope of the last swings
        self._extreme = 0.0
        self._rising = True
        self._cycle_s = MEMORY_S[0] / MEMORY_CYCLES
        self._since_s = 0.0

    @property
    def memory_s(self) -> float:
        """How long to remember at the pace of the last repetitions."""
        least, most = MEMORY_S
        return min(most, max(least, MEMORY_CYCLES * self._cycle_s))

    def follow(self, place: float, *, noise: float, dt_s: float) -> None:
        """Take the next place; counts when it has turned back from the far end.

        Args:
            place: where the limb is.
            noise: standard deviation of `place`.
            dt_s: since the last one.
        """
        self._since_s += dt_s
        fade = dt_s / self.memory_s * (self._high - self._low)
        self._high = max(place, self._high - fade)
        self._low = min(place, self._low + fade)
        turn = max(TURN_NOISES * noise, TURN_SHARE * (self._high - self._low))
        ahead = place - self._extreme if self._rising else self._extreme - place
        if ahead > 0:
            self._extreme = place
        elif -ahead > turn:
            self._rising = not self._rising
            self._extreme = place
            if not self._rising:
                self._repeated()

    def _repeated(self) -> None:
        self.count += 1
        self._cycle_s += 0.5 * (self._since_s - self._cycle_s)
        self._since_s = 0.0
