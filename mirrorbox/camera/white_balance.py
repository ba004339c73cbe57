"""Holding the white balance, worked out without a camera."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mirrorbox.camera.pi_settings import Controls

_ALIKE = 0.01
"""Gains that differ by less look the same."""


@dataclass(frozen=True, slots=True)
class _Gains:
    red: float
    blue: float

    def near(self, other: _Gains) -> bool:
        """Whether nobody would see the difference."""
        return (
            abs(self.red - other.red) < _ALIKE * other.red
            and abs(self.blue - other.blue) < _ALIKE * other.blue
        )


class WhiteBalance:
    """Lets the white balance settle, then holds it: a limb must not change its colour.

    settling ──(20 frames alike after 40, or 240 frames, or lock)──► held
    held ──(unlock)──► settling
    """

    _FIRST_FRAMES = 40
    """The Pi's own algorithm shows defaults for its first ten frames or so."""

    _ALIKE_FRAMES = 20
    _MOST_FRAMES = 240
    _REMIND_FRAMES = 8
    """A control takes about three frames; one that was lost is sent again after so
    many: picamera2 forgets what is set while it hands a request back."""

    def __init__(self) -> None:
        """Begin to settle."""
        self._last: deque[_Gains] = deque(maxlen=self._ALIKE_FRAMES)
        self._held: _Gains | None = None
        self._seen = 0
        self._astray = 0

    @property
    def locked(self) -> bool:
        """Whether it is held."""
        return self._held is not None

    @property
    def controls(self) -> Controls:
        """What holds it now; none while it settles."""
        if self._held is None:
            return {}
        gains = (self._held.red, self._held.blue)
        return {"AwbEnable": False, "ColourGains": gains}

    def see(self, metadata: Mapping[str, Any]) -> Controls:
        """Look at a frame's metadata; the controls to set now, mostly none."""
        gains = metadata.get("ColourGains")
        if gains is None or min(gains) <= 0:
            return {}
        now = _Gains(*gains)
        self._last.append(now)
        self._seen += 1
        if self._held is not None:
            return self._remind(now.near(self._held))
        if self._settled(now) or self._seen >= self._MOST_FRAMES:
            return self.lock()
        return {}

    def lock(self) -> Controls:
        """Hold the gains last seen; the controls for it, none if none were seen."""
        if self._last:
            self._held = self._last[-1]
            self._astray = 0
        return self.controls

    def unlock(self) -> Controls:
        """Settle anew, for other light; the controls for it."""
        self._last.clear()
        self._held = None
        self._seen = 0
        return {"AwbEnable": True, "ColourGains": (0.0, 0.0)}

    def _settled(self, now: _Gains) -> bool:
        return self._seen >= self._FIRST_FRAMES and all(map(now.near, self._last))

    def _remind(self, obeyed: bool) -> Controls:  # noqa: FBT001  a fact, not a mode
        self._astray = 0 if obeyed else self._astray + 1
        if self._astray < self._REMIND_FRAMES:
            return {}
        self._astray = 0
        return self.controls
