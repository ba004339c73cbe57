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
        """Prepare for samples of `count` cells."""
        self._mean = np.zeros(count, np.float32)
        self._away = np.zeros(count, np.float32)
        self._last = np.zeros(count, np.float32)
        self._step = np.zeros(count, np.float32)
        self._axis = np.zeros(count, np.float32)
        self._seen_s = 0.0
        self._settled_s = math.inf
        self._known = False

    def relight(self, luma: Luma) -> None:
        """The light changed or a pause ended: the limb is taken to be where it was."""
        if not self._known:
            np.copyto(self._mean, luma)
            self._known = True
        else:
            np.subtract(luma, self._last, out=self._step)
            self._mean += self._step
            self._settled_s = 0.0
        np.copyto(self._last, luma)

    def move(self, luma: Luma, dt_s: float, *, memory_s: float) -> float:
        """The limb's place now, in levels times root of cells; 0 is the middle."""
        np.copyto(self._last, luma)
        np.subtract(luma, self._mean, out=self._away)
        self._away -= np.float32(np.add.reduce(self._away) / self._away.size)
        self._seen_s += dt_s
        rate = dt_s / min(memory_s, self._seen_s)
        length = float(np.dot(self._axis, self._axis)) ** 0.5
        along = float(np.dot(self._away, self._axis)) / length if length else 0.0
        pull = along if length else float(np.dot(self._away, self._away)) ** 0.5
        np.multiply(self._away, np.float32(rate * pull), out=self._step)
        self._axis *= np.float32(1 - rate)
        self._axis += self._step
        self._settled_s += dt_s
        rate = dt_s / min(memory_s, RELIGHT_S + self._settled_s)
        np.multiply(self._away, np.float32(rate), out=self._step)
        self._mean += self._step
        return along

    def hold(self, luma: Luma) -> None:
        """The limb rests: remember the picture, learn nothing."""
        np.copyto(self._last, luma)


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
