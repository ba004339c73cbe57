"""What every source of presses is: edges with a time, a level, and lamps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from mirrorbox.words import Button


@dataclass(frozen=True, slots=True)
class Edge:
    """A contact opened or closed, bounces and all.

    Attributes:
        button: whose contact.
        down: whether it closed.
        at_ns: when, on the boot-time clock.
    """

    button: Button
    down: bool
    at_ns: int


class Source(Protocol):
    """Buttons somewhere: on pins, on a keyboard, in a script."""

    @property
    def bounces(self) -> bool:
        """Whether its contacts bounce; a keyboard has settled its own."""

    def edges(self) -> list[Edge]:
        """Every edge since the last call, oldest first; never waits."""

    def is_down(self, button: Button) -> bool:
        """The level of its contact now, read anew."""

    def light(self, lit: frozenset[Button]) -> None:
        """Light these lamps and no other; nothing where there are none."""

    def close(self) -> None:
        """Let go of pins and devices; a second call does nothing."""
