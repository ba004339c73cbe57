"""Is the unit well? Readings of the board, below a prefix that tests replace."""

from mirrorbox.health.board import (
    Reading,
    State,
    bad,
    free_bytes,
    model,
    temperature,
    throttling,
    under_voltage,
)
from mirrorbox.health.card import card, file_system
from mirrorbox.health.cause import watchdog, why_started
from mirrorbox.health.place import data_partition, space

__all__ = [
    "Reading",
    "State",
    "bad",
    "card",
    "data_partition",
    "file_system",
    "free_bytes",
    "model",
    "space",
    "temperature",
    "throttling",
    "under_voltage",
    "watchdog",
    "why_started",
]
