"""What the session wants remembered goes to the journal, and no further."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Protocol

from mirrorbox.session import Begin, Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mirrorbox.errors import Fault
    from mirrorbox.session import Effect
    from mirrorbox.words import Side, View


class Book(Protocol):
    """The part of a journal that the appliance uses; no call of it ever waits."""

    @property
    def fault(self) -> Fault | None:
        """What is wrong with it now."""

    @property
    def notice(self) -> Fault | None:
        """What happened to it that must be told once."""

    def begin_session(
        self,
        *,
        affected_side: Side,
        view: View,
        settings: Mapping[str, Any],
        uid: str | None = None,
    ) -> object:
        """Record that a session begins."""

    def record(
        self, kind: str, data: Mapping[str, Any], *, session: str | None = None
    ) -> object:
        """Record what happened."""

    def copy_if_due(self) -> None:
        """Have the daily copy taken."""

    def verify(self) -> None:
        """Have the whole file checked."""

    def close(self) -> int:
        """Write what waits; say how many entries could not be written."""


class NoBook:
    """Stands in where no journal can be opened: the mirror goes on, and says so."""

    def __init__(self, fault: Fault) -> None:
        """Remember why there is no journal."""
        self.fault: Fault | None = fault
        self.notice: Fault | None = None
        self._forgotten = 0

    def begin_session(
        self,
        *,
        affected_side: Side,  # noqa: ARG002 - as a book has it
        view: View,  # noqa: ARG002
        settings: Mapping[str, Any],  # noqa: ARG002
        uid: str | None = None,  # noqa: ARG002
    ) -> None:
        self._forgotten += 1

    def record(
        self,
        kind: str,  # noqa: ARG002 - as a book has it
        data: Mapping[str, Any],  # noqa: ARG002
        *,
        session: str | None = None,  # noqa: ARG002
    ) -> None:
        self._forgotten += 1

    def copy_if_due(self) -> None:
        """There is nothing to copy."""

    def verify(self) -> None:
        """There is nothing to check."""

    def close(self) -> int:
        return self._forgotten


class Scribe:
    """Turns the session's effects into entries of the session they belong to."""

    def __init__(
        self,
        book: Book,
        *,
        affected_side: Side,
        view: View,
        settings: Mapping[str, Any],
        mark: Mapping[str, object] | None = None,
    ) -> None:
        """Write into `book`.

        Args:
            book: the journal.
            affected_side: of the patient.
            view: what the patient sees.
            settings: what every session runs under.
            mark: what is written into every entry of a session: that it is a trial.
        """
        self._book = book
        self._affected_side = affected_side
        self._view = view
        self._mark = mark or {}
        self._settings = {**settings, **self._mark}
        self._session: str | None = None

    def under(self, settings: Mapping[str, Any]) -> None:
        """From the next session on, these stand in place of settings of that name."""
        self._settings = {**self._settings, **settings}

    def note(self, effect: Effect, **more: object) -> None:
        """Write an effect down; `more` is added to its data."""
        match effect:
            case Begin():
                self._session = str(uuid.uuid4())
                self._book.begin_session(
                    affected_side=self._affected_side,
                    view=self._view,
                    settings={**self._settings, **more},
                    uid=self._session,
                )
            case Record(kind, data, unit):
                session = None if unit else self._session
                mark = {} if unit else self._mark
                self._book.record(kind, {**data, **more, **mark}, session=session)

    def note_unit(self, kind: str, data: Mapping[str, Any]) -> None:
        """Write down what concerns the unit, not a session."""
        self._book.record(kind, data)

    def note_fault(self, fault: Fault) -> None:
        """Write down what is wrong with the unit."""
        self.note_unit("fault", {"kind": fault.kind.value, "detail": fault.detail})
