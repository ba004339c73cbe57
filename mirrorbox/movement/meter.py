"""The meter: looks at frames as they pass and keeps numbers."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING, Self, TypedDict

import numpy as np

from mirrorbox.clock import NS_PER_S
from mirrorbox.movement.cells import Cells
from mirrorbox.movement.changes import LAG, Changes
from mirrorbox.movement.repetitions import Posture, Swings
from mirrorbox.words import Side, View

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirrorbox.camera.base import Pixels
    from mirrorbox.mirror.geometry import Geometry

SAMPLE_S = 0.06
"""A limb is looked at so often, or with every fourth frame of a slower camera."""

FULL_SHARE = 0.25
"""A hand and forearm moving briskly change so much of the half: activity 1."""

MOVING_SHARE, STILL_SHARE = 0.004, 0.002
"""Movement begins when more of the cells change, and ends when fewer do."""

GAP_S = 0.5
"""After a longer gap between frames nobody knows what happened meanwhile."""

_SMOOTH_S = 0.3
_MINUTE_S = 60.0


class Summary(TypedDict):
    """What is stored of a session's movement: numbers only.

    Attributes:
        seconds_watched: how long frames were looked at.
        seconds_moving: how long of that the limb moved.
        movement_per_minute: mean activity in each watched minute, 0 to 1; the last
            one may be short.
        repetitions: to and fro counted as one; an estimate.
    """

    seconds_watched: float
    seconds_moving: float
    movement_per_minute: list[float]
    repetitions: int


class MovementMeter:
    """Measures the movement of the healthy limb; at most 0.1 ms per frame.

    It borrows nothing and keeps no picture, but some brightnesses in memory.
    """

    def __init__(
        self,
        *,
        healthy: Side | slice,
        shape: tuple[int, int],
        rotation_deg: int = 0,
    ) -> None:
        """Set all memory aside.

        Args:
            healthy: the half to look at, or its columns, in the turned picture.
            shape: rows and columns of the camera's picture.
            rotation_deg: the clockwise turn the camera's picture needs.

        Raises:
            ValueError: there are no such columns.
        """
        width = shape[1] if rotation_deg % 180 == 0 else shape[0]
        columns = _half(healthy, width) if isinstance(healthy, Side) else healthy
        self._cells = Cells(shape=shape, columns=columns, rotation_deg=rotation_deg)
        count = self._cells.count
        # One more than is looked back at: no sample is copied, and the last one stays.
        self._ring = cycle([np.empty(count, np.int16) for _ in range(LAG + 2)])
        self._luma = next(self._ring)
        self._changes = Changes(count)
        self._posture = Posture(count)
        self._swings = Swings()
        self._due: Callable[[], None] | None = None
        self._last_ns: int | None = None
        self._sample_s = 0.0
        self._noise = 0.0
        self._activity = 0.0
        self._moving = False
        self._moving_s = 0.0
        self._minutes: list[list[float]] = []

    @classmethod
    def of(cls, geometry: Geometry) -> Self:
        """A meter for what the mirror shows: all of it in the view `reflection`."""
        whole = geometry.view is View.REFLECTION
        return cls(
            healthy=slice(0, geometry.width) if whole else geometry.healthy_columns,
            shape=(geometry.source_height, geometry.source_width),
            rotation_deg=geometry.rotation_deg,
        )

    @property
    def cells(self) -> int:
        """So many pixels of a frame are read."""
        return self._cells.count

    @property
    def movement(self) -> float:
        """How active the limb is now, 0 to 1."""
        return self._activity

    @property
    def moving(self) -> bool:
        """Whether the limb moves now."""
        return self._moving

    @property
    def repetitions(self) -> int:
        """So many times to and fro since the beginning; an estimate."""
        return self._swings.count

    def look(self, pixels: Pixels, at_ns: int) -> None:
        """Look at a frame, think about the last one looked at, or let it pass.

        The work on one sample is spread over four frames, so none pays for all: where
        a frame's worth of other work has emptied the caches, each call of numpy costs
        as much as hundreds of cells.

        Args:
            pixels: H×W as the camera lent it; only read, rows may be padded.
            at_ns: the frame's time, monotonic clock.

        Raises:
            ValueError: the picture has another shape than planned.
        """
        if self._due is not None:
            due, self._due = self._due, None
            due()
            return
        since_s = GAP_S if self._last_ns is None else (at_ns - self._last_ns) / NS_PER_S
        if 0 <= since_s < SAMPLE_S:
            return
        self._luma = next(self._ring)
        self._cells.read(pixels, self._luma)
        self._last_ns = at_ns
        self._sample_s = since_s
        goes_on = 0 < since_s < GAP_S
        if not goes_on:
            self._changes.forget()
        self._changes.take(self._luma)
        self._due = self._judge if goes_on else self._begin

    def summary(self) -> Summary:
        """All that is worth keeping."""
        return Summary(
            seconds_watched=round(sum(watched for _, watched in self._minutes), 1),
            seconds_moving=round(self._moving_s, 1),
            movement_per_minute=[
                round(activity_s / watched_s, 3)
                for activity_s, watched_s in self._minutes
            ],
            repetitions=self.repetitions,
        )

    def _begin(self) -> None:
        """After a gap: what lies before it is no measure of what comes."""
        self._moving = False
        self._activity = 0.0
        self._due = self._relight

    def _judge(self) -> None:
        change = self._changes.judge()
        if change.light:
            self._due = self._relight
        else:
            self._feel(change.share)
            self._noise = change.noise
            self._due = self._follow if self._moving else self._hold
        self._count(self._sample_s)

    def _feel(self, share: float) -> None:
        self._moving = share > (STILL_SHARE if self._moving else MOVING_SHARE)
        now = min(1.0, share / FULL_SHARE) if self._moving else 0.0
        fresh = min(1.0, self._sample_s / _SMOOTH_S)
        self._activity += fresh * (now - self._activity)

    def _follow(self) -> None:
        place = self._posture.place(self._luma)
        self._swings.follow(place, noise=self._noise, dt_s=self._sample_s)
        self._due = self._learn

    def _learn(self) -> None:
        self._posture.learn(self._sample_s, memory_s=self._swings.memory_s)

    def _relight(self) -> None:
        self._posture.relight(self._luma)

    def _hold(self) -> None:
        self._posture.hold(self._luma)

    def _count(self, dt_s: float) -> None:
        if not self._minutes or self._minutes[-1][1] >= _MINUTE_S:
            self._minutes.append([0.0, 0.0])
        self._minutes[-1][0] += self._activity * dt_s
        self._minutes[-1][1] += dt_s
        self._moving_s += dt_s if self._moving else 0.0


def _half(side: Side, width: int) -> slice:
    middle = width // 2
    return slice(0, middle) if side is Side.LEFT else slice(middle, width)
