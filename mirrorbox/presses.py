"""What keys and buttons mean before the session hears of them.

screen's keys ─► keyboards ─┐
                            ├─► panel ─► presses ─► happen (the session)
pins, pedal, script ────────┘              └─► switch off, notices read, stop
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S
from mirrorbox.controls import Freed, Stuck, SwitchOff
from mirrorbox.screen import Key, KeysLost, Quit
from mirrorbox.session import Event, Phase, Press
from mirrorbox.words import Button

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mirrorbox.clock import Clock
    from mirrorbox.conductor import Conductor
    from mirrorbox.controls import Keys, Panel, PanelEvent
    from mirrorbox.notices import Notices
    from mirrorbox.screen import Page, Screen
    from mirrorbox.scribe import Scribe

    Happen = Callable[[Event], None]

TOGETHER_NS = 3 * NS_PER_S // 10
"""START begins a session only if PAUSE does not join it so soon: two thumbs are never
quite together, and switching off must leave no session of nothing in the record."""


class Presses:
    """Listens once a turn; what the session is to know goes to `happen`."""

    def __init__(
        self,
        *,
        clock: Clock,
        screen: Screen,
        panel: Panel,
        keyboards: Sequence[Keys],
        conductor: Conductor,
        notices: Notices,
        scribe: Scribe,
    ) -> None:
        """Listen to a screen's keys and a panel's buttons.

        Args:
            clock: what time it is.
            screen: has keys, where it is a window.
            panel: the buttons.
            keyboards: the sources of the panel that are fed with the screen's keys.
            conductor: knows where the session is.
            notices: hear of a stuck button, and that one of them was read.
            scribe: writes a stuck button down.
        """
        self._clock = clock
        self._screen = screen
        self._panel = panel
        self._keyboards = keyboards
        self._conductor = conductor
        self._notices = notices
        self._scribe = scribe
        self._start_ns: int | None = None
        self.quits = False
        """Whether somebody wants the program to end."""
        self.switches_off = False
        """Whether START and PAUSE were held: the unit is to be off."""

    def listen(self, page: Page | None, happen: Happen) -> None:
        """Take what happened since the last turn.

        Args:
            page: was shown in that turn.
            happen: takes an event to the session.
        """
        for event in self._screen.events():
            match event:
                case Quit():
                    self.quits = True
                case KeysLost():
                    for keys in self._keyboards:
                        keys.release_all()
                case Key(name, down):
                    for keys in self._keyboards:
                        keys.key(name, down=down)
        for happened in self._panel.poll(self._clock.boot_ns()):
            self._press(happened, page, happen)
        self._begin_alone(happen)

    def _press(self, happened: PanelEvent, page: Page | None, happen: Happen) -> None:
        match happened:
            case Stuck(button):
                self._notices.stuck(button)
                self._scribe.note_unit("button_stuck", {"button": button.value})
            case Freed(button):
                self._notices.freed(button)
            case SwitchOff():
                self.switches_off = True
            case _ if self._dismisses(happened, page):
                self._notices.dismiss()
            case Press(Button.START) if self._conductor.state.phase is Phase.READY:
                self._start_ns = self._clock.boot_ns()
            case _:
                happen(happened)

    def _begin_alone(self, happen: Happen) -> None:
        """Let START begin a session, once it is clear that it came alone."""
        if self._start_ns is None:
            return
        now_ns = self._clock.boot_ns()
        if self._panel.is_held(Button.PAUSE, now_ns):
            self._start_ns = None
        elif now_ns - self._start_ns >= TOGETHER_NS:
            self._start_ns = None
            happen(Press(Button.START))

    def _dismisses(self, event: Event, page: Page | None) -> bool:
        """START on a notice means "I have read it", not "begin"."""
        state = self._conductor.state
        notice = page is not None and page.name == "fault"
        sees = state.camera or not self._conductor.needs_camera
        ready = state.phase is Phase.READY and sees
        return notice and ready and event == Press(Button.START)
