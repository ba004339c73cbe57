"""Prescriptions in the journal: written as entries, the newest good one in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from mirrorbox.prescription.catalogue import GENERAL
from mirrorbox.prescription.making import from_dict, general, make
from mirrorbox.prescription.values import PrescriptionError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mirrorbox.clock import ClockQuality
    from mirrorbox.prescription.library import Library
    from mirrorbox.prescription.values import Prescription
    from mirrorbox.words import Side

PRESCRIBED = "prescribed"
"""The kind of entry that holds a prescription."""


class Written(Protocol):
    """What is read of a journal's entry."""

    @property
    def seq(self) -> int:
        """Its place in the journal."""

    @property
    def kind(self) -> str:
        """What happened."""

    @property
    def wall_unix_ns(self) -> int:
        """What the wall clock said, ns since 1970 UTC."""

    @property
    def clock_quality(self) -> ClockQuality:
        """How far that may be trusted."""

    @property
    def data(self) -> Mapping[str, Any]:
        """What it says."""


@dataclass(frozen=True, slots=True)
class Prescribed:
    """One entry of the history: a prescription, or what is wrong with it."""

    entry: Written
    prescription: Prescription | None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Current:
    """What the unit runs under.

    Attributes:
        prescription: the one in force.
        seq: the entry that holds it; None for the general one.
        notice: what the therapist must be told, never the patient, or None.
        unusable: whether the newest stored one cannot be used.
    """

    prescription: Prescription
    seq: int | None
    notice: str | None
    unusable: bool = False


def history(entries: Iterable[Written], *, library: Library) -> tuple[Prescribed, ...]:
    """Every prescription the journal holds, oldest first."""
    kept = sorted(
        (entry for entry in entries if entry.kind == PRESCRIBED),
        key=lambda entry: entry.seq,
    )
    return tuple(_read(entry, library) for entry in kept)


def current(
    entries: Iterable[Written], *, library: Library, affected_side: Side
) -> Current:
    """The newest good prescription; the general one where there is none.

    Args:
        entries: of the journal; other kinds are passed over.
        library: what exercises and programmes there are.
        affected_side: the unit's own setting, for the general prescription.
    """
    told = history(entries, library=library)
    for one in reversed(told):
        if one.prescription is not None:
            older = one is not told[-1]
            notice = _fallen_back(told[-1], one) if older else None
            return Current(one.prescription, one.entry.seq, notice, unusable=older)
    notice = "No prescription is stored; the unit runs the cautious general preset."
    if told:
        notice = f"{_bad(told[-1])} The unit runs the cautious general preset."
    general_one = _general(affected_side, library)
    return Current(general_one, None, notice, unusable=bool(told))


def _read(entry: Written, library: Library) -> Prescribed:
    try:
        return Prescribed(entry, from_dict(entry.data, library=library))
    except PrescriptionError as error:
        return Prescribed(entry, None, tuple(str(error).splitlines()))


def _general(affected_side: Side, library: Library) -> Prescription:
    try:
        return general(affected_side, library=library)
    except PrescriptionError:  # the library itself is wrong: move freely, then
        without: dict[str, Any] = {
            "affected_side": affected_side.value,
            "exercises": [],
        }
        return make(GENERAL, without, library=library)


def _bad(one: Prescribed) -> str:
    return (
        f"The prescription of entry {one.entry.seq} cannot be used: {one.problems[0]}"
    )


def _fallen_back(newest: Prescribed, good: Prescribed) -> str:
    return f"{_bad(newest)} The one of entry {good.entry.seq} stays in force."
