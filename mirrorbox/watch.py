"""How much the healthy limb moved in a session, as numbers; no picture is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.movement import MovementMeter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mirrorbox.camera import Frame
    from mirrorbox.mirror.geometry import Geometry


class MovementWatch:
    """Measures while the patient is asked to move; a therapist reads the numbers."""

    def __init__(self) -> None:
        """Watch nothing yet."""
        self._geometry: Geometry | None = None
        self._meter: MovementMeter | None = None

    def begin(self) -> None:
        """Another session: forget the last one."""
        self._meter = None

    def look(self, frame: Frame, geometry: Geometry | None) -> None:
        """Look at a lent frame of a camera that stands like this."""
        if geometry is None:
            return
        if self._meter is None or geometry != self._geometry:
            self._geometry = geometry
            self._meter = MovementMeter.of(geometry)
        self._meter.look(frame.pixels, frame.timestamp_ns)

    def summary(self) -> Mapping[str, object] | None:
        """Seconds moving, movement per minute, repetitions; None without a look."""
        return None if self._meter is None else {**self._meter.summary()}
