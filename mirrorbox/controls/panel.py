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


@dataclass(frozen=True, slots=True)
class SwitchOff:
    """START and PAUSE have been down together for five seconds."""


PanelEvent = Press | Hold | Stuck | Freed | Unlock | SwitchOff

GRIPS: dict[frozenset[Button], Unlock | SwitchOff] = {
    frozenset({Button.START, Button.LOG}): Unlock(),
    frozenset({Button.START, Button.PAUSE}): SwitchOff(),
}
"""Two buttons together for some seconds, which nobody does by chance."""


class Panel:
    """All sources together.

    Two sources of one button are debounced apart: a stuck pedal does not silence
    the button on the box.
    """

    def __init__(self, sources: Sequence[Source], timing: Timing) -> None:
        """Take over the sources; `close` lets them go."""
        self._contacts = [(source, _contacts(source, timing)) for source in sources]
        self._grip_ns = timing.grip_ns
        self._stuck_ns = timing.stuck_ns
        self._gripped: set[frozenset[Button]] = set()
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
        return happened + self._grips(now_ns)

    def _grips(self, now_ns: int) -> list[PanelEvent]:
        """Each grip once until it is let go."""
        before = self._gripped
        self._gripped = {g for g in GRIPS if self._held_ns(g, now_ns) >= self._grip_ns}
        return [told for grip, told in GRIPS.items() if grip in self._gripped - before]

    def _held_ns(self, grip: frozenset[Button], now_ns: int) -> int:
        """How long all its buttons have been down together on one source."""
        return max(
            (
                min(contacts[button].down_ns(now_ns) for button in grip)
                for _, contacts in self._contacts
            ),
            default=0,
        )

    def is_held(self, button: Button, now_ns: int) -> bool:
        """Whether somebody holds it: it is down somewhere, and not stuck."""
        held = (contacts[button].down_ns(now_ns) for _, contacts in self._contacts)
        return any(0 < down_ns < self._stuck_ns for down_ns in held)

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
