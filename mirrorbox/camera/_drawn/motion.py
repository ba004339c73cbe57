"""How the drawn hand moves: it opens and closes, then taps its fingers in turn."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mirrorbox.camera._drawn.anatomy import (
    CLOSED,
    DIGITS,
    FINGERS,
    LIFTED,
    RESTING,
    THUMB,
)

if TYPE_CHECKING:
    from mirrorbox.camera._drawn.anatomy import Digit

ROUND_S = 14.0
"""After so long it begins again."""

SWAY_MM = (5.0, 2.5)
"""How far the wrist wanders to each side, and up and down."""

_GRASPS_S, _GRASP_S = 8.0, 4.0
_TAP_S, _TAP_EVERY_S = 0.55, 0.7


def bends(t_s: float) -> dict[Digit, float]:
    """The bend of every digit at a time, between `LIFTED` and `CLOSED`."""
    t_s %= ROUND_S
    if t_s < _GRASPS_S:
        return {d: _grasp(t_s - 0.06 * lag) for lag, d in enumerate(reversed(DIGITS))}
    return {digit: _tap(digit, t_s - _GRASPS_S) for digit in DIGITS}


def sway(t_s: float) -> tuple[float, float]:
    """Where the wrist is at a time: mm to the right and up of its place."""
    return (
        SWAY_MM[0] * math.sin(2 * math.pi * t_s / 9),
        SWAY_MM[1] * math.sin(2 * math.pi * t_s / 7),
    )


def _grasp(t_s: float) -> float:
    if t_s <= 0:  # the thumb follows the fingers, so it begins a little later
        return RESTING
    return CLOSED * 0.5 * (1 - math.cos(2 * math.pi * t_s / _GRASP_S))


def _tap(digit: Digit, t_s: float) -> float:
    if digit is THUMB:
        return RESTING
    turn_s = t_s % (_TAP_EVERY_S * len(FINGERS)) - _TAP_EVERY_S * FINGERS.index(digit)
    if not 0 < turn_s < _TAP_S:
        return RESTING
    return LIFTED * math.sin(math.pi * turn_s / _TAP_S) ** 2
