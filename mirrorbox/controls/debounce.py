"""Raw timestamped edges of one contact become presses, holds and stuck buttons.

Pure: every time comes from the edges or the caller. gpiozero's own debounce differs
from back end to back end (gpiozero#378, #550) and its hold repeats for ever when a
release is lost (gpiozero#697), so neither is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S

if TYPE_CHECKING:
    from mirrorbox.config import ControlsConfig


class Happening(Enum):
    """What a contact did, bounces taken away."""

    PRESSED = auto()
    HELD = auto()
    STUCK = auto()
    FREED = auto()
    """A stuck button came up again."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long a contact must rest, and what counts as held and stuck, in ns."""

    debounce_ns: int
    hold_ns: int
    stuck_ns: int
    grip_ns: int

    @classmethod
    def of(cls, config: ControlsConfig) -> Timing:
        """The timing that a configuration sets."""
        return cls(
            debounce_ns=round(config.debounce_s * NS_PER_S),
            hold_ns=round(config.hold_s * NS_PER_S),
            stuck_ns=round(config.stuck_s * NS_PER_S),
            grip_ns=round(config.grip_s * NS_PER_S),
        )


class Debouncer:
    """One contact.

    A level counts once it has rested for the debounce time; the time of a press is
    that of its first resting edge, not of the call that noticed it. A button that is
    down when the unit starts is not pressed: it must come up first.
    """

    def __init__(self, timing: Timing) -> None:
        """Begin with a contact nobody has looked at yet."""
        self._timing = timing
        self._raw: bool | None = None
        self._raw_since_ns = 0
        self._down = False
        self._down_since_ns = 0
        self._ignored = False
        self._held = False
        self._stuck = False

    def edge(self, *, down: bool, at_ns: int) -> list[Happening]:
        """Take an edge; say what had come to rest before it."""
        if self._raw is None:
            self._begin(down=not down, at_ns=at_ns)
        happened = self._rest(at_ns)
        if down is not self._raw:
            self._raw = down
            self._raw_since_ns = max(at_ns, self._raw_since_ns)
        return happened

    def poll(self, *, down: bool, now_ns: int) -> list[Happening]:
        """Take the level as read now: it makes good for edges that were lost."""
        if self._raw is None:
            self._begin(down=down, at_ns=now_ns)
        happened = self._rest(now_ns)
        if down is not self._raw:
            happened += self.edge(down=down, at_ns=now_ns)
        return happened + self._linger(now_ns)

    @property
    def since_ns(self) -> int:
        """When the last press began, on the clock of the edges."""
        return self._down_since_ns

    def down_ns(self, now_ns: int) -> int:
        """How long it has been pressed; 0 when it is up or was down from the start."""
        pressed = self._down and self._raw and not self._ignored
        return now_ns - self._down_since_ns if pressed else 0

    def _begin(self, *, down: bool, at_ns: int) -> None:
        self._raw = self._down = self._ignored = down
        self._raw_since_ns = self._down_since_ns = at_ns

    def _rest(self, now_ns: int) -> list[Happening]:
        rested = now_ns - self._raw_since_ns >= self._timing.debounce_ns
        if self._raw is self._down or not rested:
            return []
        self._down = not self._down
        if self._down:
            self._down_since_ns = self._raw_since_ns
            return [Happening.PRESSED]
        freed = [Happening.FREED] if self._stuck else []
        self._held = self._stuck = self._ignored = False
        return freed

    def _linger(self, now_ns: int) -> list[Happening]:
        """Holds count only while the level itself still says down."""
        if not (self._down and self._raw):
            return []
        happened = []
        spent_ns = now_ns - self._down_since_ns
        if spent_ns >= self._timing.hold_ns and not (self._held or self._ignored):
            self._held = True
            happened.append(Happening.HELD)
        if spent_ns >= self._timing.stuck_ns and not self._stuck:
            self._stuck = True
            happened.append(Happening.STUCK)
        return happened
