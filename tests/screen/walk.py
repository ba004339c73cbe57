"""A whole session, page by page, as the machine leads through it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mirrorbox.exercises import library
from mirrorbox.screen import Setting, page_of
from mirrorbox.session import Phase, Press, State, Step, Tick, step
from mirrorbox.words import Button, Limb, Mode
from tests.session.courses import FULL, S

if TYPE_CHECKING:
    from mirrorbox.screen import Page
    from mirrorbox.session import Course

SENTENCES = {one.id: one.sentence for one in library().values()}


@dataclass
class Walker:
    """Presses buttons, lets time go by, and keeps every page that was shown."""

    course: Course
    setting: Setting
    state: State = field(default_factory=State)
    now_ns: int = 0

    def __post_init__(self) -> None:
        """Begin with the first page."""
        self.pages: list[tuple[Phase, Page]] = []
        self._see()

    def press(self, *buttons: Button) -> None:
        """Press one after the other, a second apart."""
        for button in buttons:
            self.now_ns += S
            self.state, _ = step(self.state, Press(button), self.now_ns, self.course)
            self._see()

    def wait(self, phase: Phase) -> None:
        """Let time go by until the session is there."""
        for _ in range(2000):
            if self.state.phase is phase:
                return
            self.now_ns += S
            self.state, _ = step(self.state, Tick(), self.now_ns, self.course)
            self._see()
        raise AssertionError(f"The session never came to {phase}.")

    def _see(self) -> None:
        page = page_of(self.state, self.now_ns, self.course, (), self.setting)
        shown = (self.state.phase, page)
        if shown not in self.pages:
            self.pages.append(shown)


def walk(limb: Limb, mode: Mode) -> list[tuple[Phase, Page]]:
    """Every page of a session with a rest, a rescue and a pause in it."""
    fitting = [one.id for one in library().values() if limb in one.limbs]
    course = replace(
        FULL,
        limb=limb,
        steps=tuple(Step(name, 20 * S) for name in fitting),
        rest_ns=5 * S,
        session_ns=20 * len(fitting) * S,
        cap_ns=3600 * S,
    )
    setting = Setting(limb=limb, mode=mode, sentences=SENTENCES, week=(3, 10))
    walker = Walker(course, setting)
    start, pause, log = Button.START, Button.PAUSE, Button.LOG
    walker.press(start, start, start, pause, log)
    walker.wait(Phase.LOOK)
    walker.press(start)
    walker.wait(Phase.REST)
    walker.wait(Phase.MOVE)
    walker.press(log, log, start, log, start)
    walker.wait(Phase.MOVE)
    walker.press(pause, start)
    walker.wait(Phase.ASK_AFTER)
    walker.press(start, log, start, start, log, start, log)
    walker.press(start)
    assert walker.state.phase is Phase.READY
    return walker.pages
