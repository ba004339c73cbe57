"""The answer to "may a session begin?", with the patient's sentences."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

RUNNING = "A session is running."
ENOUGH = "Enough for today."
REST = "Time to rest."
STAY_ON = "Please leave the box switched on."
NEXT_MINUTE = "Next: in one minute."
NEXT_MINUTES = "Next: in {minutes} minutes."
NEXT_HOURS = "Next: in {hours} hours."
NEXT_TOMORROW = "Next: tomorrow."
MESSAGES = (
    RUNNING,
    ENOUGH,
    REST,
    STAY_ON,
    NEXT_MINUTE,
    NEXT_MINUTES,
    NEXT_HOURS,
    NEXT_TOMORROW,
)
"""Every msgid of this room that a patient may read, for the catalogues."""

_HOUR_S = 3600.0
_TOMORROW_S = 12 * _HOUR_S
"""A longer wait reads "tomorrow"; without a clock nothing finer is true."""


class Reason(StrEnum):
    """Why a session may or may not begin."""

    OK = "ok"
    SESSION_RUNNING = "session_running"
    DAILY_CAP = "daily_cap"
    """The day's minutes are used up."""

    PER_DAY = "per_day"
    """The day's sessions are done."""

    TOO_SOON = "too_soon"
    """The last session ended just now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """Whether a session may begin now.

    Attributes:
        allowed: whether it may.
        reason: why, or why not.
        left_s: how many seconds of looking and moving it may last; 0 if refused.
        wait_s: seconds until one may begin if the unit stays on, or None while one
            runs and when none is needed.
        stay_on: whether the wait is known only as long as the unit stays on.
    """

    allowed: bool
    reason: Reason
    left_s: float = 0.0
    wait_s: float | None = None
    stay_on: bool = False

    @property
    def messages(self) -> tuple[tuple[str, dict[str, int]], ...]:
        """The patient's sentences: English msgids with what fills their braces."""
        if self.reason is Reason.SESSION_RUNNING:
            return ((RUNNING, {}),)
        if self.wait_s is None:
            return ()
        first = REST if self.reason is Reason.TOO_SOON else ENOUGH
        told: list[tuple[str, dict[str, int]]] = [(first, {}), _next(self.wait_s)]
        if self.stay_on:
            told.append((STAY_ON, {}))
        return tuple(told)

    @property
    def words(self) -> str:
        """The same in English, in one line."""
        return " ".join(text.format(**values) for text, values in self.messages)


def _next(wait_s: float) -> tuple[str, dict[str, int]]:
    minutes = math.ceil(wait_s / 60)
    if minutes <= 1:
        return NEXT_MINUTE, {}
    if minutes < 120:  # noqa: PLR2004 - two hours: "in one hour" needs no wording
        return NEXT_MINUTES, {"minutes": minutes}
    if wait_s < _TOMORROW_S:
        return NEXT_HOURS, {"hours": math.ceil(wait_s / _HOUR_S)}
    return NEXT_TOMORROW, {}
