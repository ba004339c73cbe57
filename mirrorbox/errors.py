"""Faults: what can go wrong, as values with a sentence for each reader.

A `Fault` names what is wrong. Its patient's sentence is shown with a picture; its
detail goes to the log and to the person at the command line.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """Every fault the patient may see, one page each."""

    CAMERA_MISSING = "camera_missing"
    CAMERA_STALLED = "camera_stalled"
    CAMERA_FAILED = "camera_failed"
    SCREEN_MISSING = "screen_missing"
    JOURNAL_FULL = "journal_full"
    JOURNAL_READ_ONLY = "journal_read_only"
    JOURNAL_RESTORED = "journal_restored"
    JOURNAL_TOO_NEW = "journal_too_new"
    JOURNAL_FAILED = "journal_failed"
    BUTTON_STUCK = "button_stuck"
    BUTTONS_FAILED = "buttons_failed"
    SUPPLY_WEAK = "supply_weak"
    TOO_HOT = "too_hot"
    CARD_WORN = "card_worn"
    RECORDS_UNSAFE = "records_unsafe"
    CONFIG_WRONG = "config_wrong"
    START_FAILED = "start_failed"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong now.

    Attributes:
        kind: which page the patient sees.
        detail: one sentence for the log and the command line, with the way back.
    """

    kind: FaultKind
    detail: str


class MirrorboxError(Exception):
    """Base of every error of ours; its text is one clear sentence."""


class ConfigError(MirrorboxError, ValueError):
    """The configuration is wrong; the text lists every error at once."""


class GeometryError(ConfigError):
    """No picture can be made of these sides, sizes and scales."""


class FaultError(MirrorboxError):
    """An error that the patient sees as a fault page."""

    kind: FaultKind = FaultKind.INTERNAL

    @property
    def fault(self) -> Fault:
        """This error as a value."""
        return Fault(self.kind, str(self))


class CameraFault(FaultError):
    """The camera failed; closing it and opening it again may help."""

    kind = FaultKind.CAMERA_FAILED


class CameraMissing(CameraFault, FileNotFoundError):
    """No such camera; says which cable or path to check."""

    kind = FaultKind.CAMERA_MISSING


class CameraStalled(CameraFault, TimeoutError):
    """No frame came in time."""

    kind = FaultKind.CAMERA_STALLED


class FilmEnded(CameraFault, EOFError):
    """A film played once has no frame left."""


class ScreenFault(FaultError):
    """The screen cannot be opened or was lost."""

    kind = FaultKind.SCREEN_MISSING


class ControlsFault(FaultError):
    """The buttons cannot be reached."""

    kind = FaultKind.BUTTONS_FAILED


class ControlsLate(ControlsFault):
    """The buttons cannot be reached yet; another try may help."""


class JournalFault(FaultError):
    """The journal cannot be read or written."""

    kind = FaultKind.JOURNAL_FAILED


class JournalMissing(JournalFault, FileNotFoundError):
    """There is no journal yet."""


class JournalFull(JournalFault):
    """The disk is full; what is recorded stays."""

    kind = FaultKind.JOURNAL_FULL


class JournalReadOnly(JournalFault, PermissionError):
    """The journal's directory cannot be written."""

    kind = FaultKind.JOURNAL_READ_ONLY


class JournalTooNew(JournalFault):
    """A newer version of mirrorbox wrote this journal."""

    kind = FaultKind.JOURNAL_TOO_NEW


def fault_of(error: Exception) -> Fault:
    """What the patient is told of an error that ends the mirror."""
    if isinstance(error, FaultError):
        return error.fault
    if isinstance(error, ConfigError):
        return Fault(FaultKind.CONFIG_WRONG, str(error))
    return Fault(FaultKind.INTERNAL, repr(error))
