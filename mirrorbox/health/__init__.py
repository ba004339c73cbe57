"""Is the unit well? Readings of the board, below a prefix that tests replace."""

from mirrorbox.health.board import (
    Reading,
    State,
    free_bytes,
    temperature,
    under_voltage,
)

__all__ = ["Reading", "State", "free_bytes", "temperature", "under_voltage"]
