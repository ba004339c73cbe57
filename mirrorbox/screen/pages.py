"""Which page the patient sees: a pure function of the session and its faults.

Every text is an English sentence, the message id of its translation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.screen.end_pages import (
    ask_page,
    locked_page,
    off_page,
    summary_page,
)
from mirrorbox.screen.fault_pages import fault_page
from mirrorbox.screen.live_pages import (
    GO_ON,
    countdown_page,
    mirror_page,
    ready_page,
)
from mirrorbox.screen.page import Page, Row, Sign
from mirrorbox.screen.setting import Setting
from mirrorbox.screen.training_pages import HOLD_TO_STOP, card_page
from mirrorbox.session import Course, Phase, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mirrorbox.errors import Fault

__all__ = ["Setting", "notices_among", "off_page", "page_of", "phase_page"]

_DARK: dict[Phase, Page] = {
    Phase.PAUSED: Page(
        name="paused",
        sign=Sign.PAUSE,
        title="Paused",
        rows=(GO_ON, HOLD_TO_STOP),
    ),
    Phase.ENDED: Page(name="ended", sign=Sign.DONE, title="Finished"),
}

_STARTING = Page(
    name="starting",
    sign=Sign.CLOCK,
    title="Please wait",
    rows=(Row("The camera starts.", Sign.LENS),),
)


def page_of(
    state: State,
    now_ns: int,
    course: Course,
    faults: Sequence[Fault] = (),
    setting: Setting | None = None,
) -> Page:
    """The page for this moment.

    A fault of the camera hides the picture wherever one would be. Any other fault
    waits until no session runs: the mirror goes on.

    Args:
        state: the session.
        now_ns: boot-time clock.
        course: what the session must be.
        faults: what is wrong now, the gravest first.
        setting: what pages say beyond the session.
    """
    others = notices_among(faults)
    camera = [f for f in faults if f not in others]
    blind = not state.camera and not course.trains
    if blind and state.phase in {Phase.READY, Phase.PAUSED}:
        return fault_page(camera[0]) if camera else _STARTING
    if others and state.phase is Phase.READY:
        return fault_page(others[0], rows=(GO_ON,))
    return phase_page(state, now_ns, course, setting or Setting())


def notices_among(faults: Sequence[Fault]) -> list[Fault]:
    """The faults that hide no picture: each waits for READY, and is told once."""
    return [f for f in faults if not f.kind.value.startswith("camera")]


def phase_page(state: State, now_ns: int, course: Course, setting: Setting) -> Page:
    """The page of a phase."""
    match state.phase:
        case Phase.READY:
            return ready_page(state, course, setting)
        case Phase.COUNTDOWN:
            return countdown_page(state, now_ns, course, setting)
        case Phase.LOOK | Phase.MOVE | Phase.REST | Phase.RESCUE:
            return mirror_page(state, now_ns, course, setting)
        case Phase.CARD | Phase.GAP:
            return card_page(state)
        case Phase.ASK_BEFORE | Phase.ASK_RESCUE | Phase.ASK_AFTER:
            return ask_page(state, course)
        case Phase.PAUSED | Phase.ENDED:
            return _DARK[state.phase]
        case Phase.SUMMARY:
            return summary_page(state, setting)
        case Phase.LOCKED:
            return locked_page(setting)
        case Phase.PIN:
            dots = (len(state.pin), len(course.pin))
            return Page(
                name="pin",
                sign=Sign.KEY,
                title="For the therapist",
                rows=(Row("Enter the PIN."),),
                dots=dots,
            )
