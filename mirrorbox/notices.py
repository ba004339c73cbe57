"""What is wrong now, and what of it the patient has been told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.errors import Fault, FaultKind
from mirrorbox.screen import notices_among

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from mirrorbox.camera import Feed
    from mirrorbox.controls.late import LateSource
    from mirrorbox.scribe import Book
    from mirrorbox.words import Button


class Notices:
    """Gathers the faults of all parts; each is told once, until it comes anew."""

    def __init__(
        self,
        *,
        feed: Feed,
        book: Book,
        late: Sequence[LateSource] = (),
        health: Callable[[], Iterable[Fault]] = tuple,
    ) -> None:
        """Watch the camera's, the journal's and the board's faults.

        Args:
            feed: where frames come from.
            book: the journal.
            late: buttons that may come late, or never.
            health: what the caretaker has to tell now.
        """
        self._feed = feed
        self._book = book
        self._late = late
        self._health = health
        self._stuck: set[Button] = set()
        self._told: set[Fault] = set()

    def faults(self) -> list[Fault]:
        """What is wrong now and not yet told, the gravest first."""
        book = self._book
        faults = [self._feed.fault, book.fault, book.notice]
        faults += [source.fault for source in self._late]
        if self._stuck:
            faults.append(self._stuck_fault())
        faults += self._health()
        return [f for f in faults if f is not None and f not in self._told]

    def dismiss(self) -> None:
        """Tell no more of the notice that is shown; the next one gets its own page."""
        faults = notices_among(self.faults())
        self._told.update(f for f in faults if f.kind is faults[0].kind)

    def stuck(self, button: Button) -> None:
        """A button has been down far too long."""
        self._stuck.add(button)
        self._told.discard(self._stuck_fault())

    def freed(self, button: Button) -> None:
        """It came up again."""
        self._stuck.discard(button)

    def session_ended(self) -> None:
        """What the journal could not take is said after each session anew."""
        if (fault := self._book.fault) is not None:
            self._told.discard(fault)

    def _stuck_fault(self) -> Fault:
        buttons = ", ".join(sorted(self._stuck))
        return Fault(FaultKind.BUTTON_STUCK, f"Stuck: {buttons}.")
