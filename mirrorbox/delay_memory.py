"""What a trial's delay takes of memory, and whether a unit has so much.

Without pygame: a therapist's command asks it too.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S
from mirrorbox.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT_PER_S = 30
"""Pictures a second that a delay keeps: at 60 frames a second every other one."""

EARLY_NS = 8_000_000
"""How far a frame may run ahead of its beat and still be kept: cameras jitter."""

BUDGET_BYTES = 220 * 2**20
"""What the ring may take: two seconds of 1280×720 at 30 a second are 218 MiB."""

SPARE_BYTES = 100 * 2**20
"""What the unit must have left beside the ring."""

_BYTES_PER_PX = 4


def slots(delay_ms: int) -> int:
    """How many pictures must be kept so that one is always old enough."""
    span_ns = delay_ms * 1_000_000 + EARLY_NS
    return 1 + math.ceil(span_ns * KEPT_PER_S / NS_PER_S)


def check_memory(
    delay_ms: int, size: tuple[int, int], free_bytes: Callable[[], int | None]
) -> None:
    """Refuse a delay for which there is too little memory.

    Args:
        delay_ms: above 0.
        size: width and height of the mirrored picture in pixels.
        free_bytes: memory that could be had; None where nobody knows.

    Raises:
        ConfigError: so many pictures of this size are too much.
    """
    width, height = size
    wanted = slots(delay_ms) * width * height * _BYTES_PER_PX
    free = free_bytes()
    if wanted > BUDGET_BYTES or (free is not None and wanted + SPARE_BYTES > free):
        raise ConfigError(refusal(delay_ms, size))


def refusal(delay_ms: int, size: tuple[int, int]) -> str:
    """The sentence that goes with it."""
    width, height = size
    wanted = slots(delay_ms) * width * height * _BYTES_PER_PX / 2**20
    return (
        f"A delay of {delay_ms} ms at {width}×{height} needs {wanted:.0f} MiB "
        "of memory, which is more than there is; choose a shorter delay or a "
        "smaller camera picture."
    )
