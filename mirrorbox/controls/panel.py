"""The three buttons, wherever they are: every source debounced into one stream."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mirrorbox.controls.debounce import Debouncer, Happening, Timing
from mirrorbox.session import Hold, Press, Unlock
from mirrorbox.words import Button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mirrorbox.controls.base import Source


@dataclass(frozen=True, slots=True)
class Stuck:
    """A button has been down far too long."""

    button: Button


@dataclass(frozen=True, slots=True)
class Freed:
    """A stuck button came up again."""

    button: Button


PanelEvent = Press | Hold | Stuck | Freed | Unlock

GRIP = frozenset({Button.START, Button.LOG})
"""The therapist's grip: together for some seconds, which no patient does by chance."""


class Panel:
    """All sources together.

    Two sources of one button are debounced apart: a stuck pedal does not silence
    the button on the box.
    """

    def __init__(self, sources: Sequence[Source], timing: Timing) -> None:
        """Take over the sources; `close` lets them go."""
        self._contacts = [(source, _contacts(source, timing)) for source in sources]
        self._grip_ns = timing.grip_ns
        self._gripped = False
        self._lit: frozenset[Button] | None = None

    def poll(self, now_ns: int) -> list[PanelEvent]:
        """What happened since the last call, up to `now_ns` of boot-time clock."""
        happened: list[PanelEvent] = []
        for source, contacts in self._contacts:
            for edge in source.edges():
                rested = contacts[edge.button].edge(down=edge.down, at_ns=edge.at_ns)
                happened += _told(rested, edge.button, contacts[edge.button])
            for button, contact in contacts.items():
                rested = contact.poll(down=source.is_down(button), now_ns=now_ns)
                happened += _told(rested, button, contact)
        return happened + self._grip(now_ns)

    def _grip(self, now_ns: int) -> list[PanelEvent]:
        """Both buttons of the grip, on one source, once until they are let go."""
        longest = max(
            (
                min(contacts[button].down_ns(now_ns) for button in GRIP)
                for _, contacts in self._contacts
            ),
            default=0,
        )
        before, self._gripped = self._gripped, longest >= self._grip_ns
        return [Unlock()] if self._gripped and not before else []

    def light(self, lit: frozenset[Button]) -> None:
        """Light exactly these lamps; a lamp lit already is left alone."""
        if lit != self._lit:
            self._lit = lit
            for source, _ in self._contacts:
                source.light(lit)

    def close(self) -> None:
        """Put the lamps out and let the sources go."""
        self.light(frozenset())
        for source, _ in self._contacts:
            source.close()


def _told(
    happened: list[Happening], button: Button, contact: Debouncer
) -> list[PanelEvent]:
    """Presses and holds say when the button went down, not when it was noticed."""
    return [_event(what, button, contact.since_ns) for what in happened]


def _event(what: Happening, button: Button, down_ns: int) -> PanelEvent:
    match what:
        case Happening.PRESSED:
            return Press(button, down_ns)
        case Happening.HELD:
            return Hold(button, down_ns)
        case Happening.STUCK:
            return Stuck(button)
        case Happening.FREED:
            return Freed(button)


def _contacts(source: Source, timing: Timing) -> dict[Button, Debouncer]:
    settled = timing if source.bounces else replace(timing, debounce_ns=0)
    return {button: Debouncer(settled) for button in Button}
