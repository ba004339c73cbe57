"""The page of each fault: a picture and a sentence, never a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.errors import FaultKind
from mirrorbox.screen.page import Page, Row, Sign

if TYPE_CHECKING:
    from mirrorbox.errors import Fault

_WORKS = Row("The mirror works. Please tell your therapist.", Sign.PHONE)

_FAULTS: dict[FaultKind, tuple[Sign, str, Row]] = {
    FaultKind.CAMERA_MISSING: (
        Sign.CAMERA,
        "No camera",
        Row("Check the camera's cable.", Sign.CABLE),
    ),
    FaultKind.CAMERA_STALLED: (
        Sign.CAMERA,
        "No picture",
        Row("Please wait. The camera starts again.", Sign.CLOCK),
    ),
    FaultKind.CAMERA_FAILED: (
        Sign.CAMERA,
        "No picture",
        Row("Please wait. The camera starts again.", Sign.CLOCK),
    ),
    FaultKind.SCREEN_MISSING: (
        Sign.SCREEN,
        "No screen",
        Row("Check the screen's cable.", Sign.CABLE),
    ),
    FaultKind.JOURNAL_FULL: (
        Sign.RECORD,
        "Memory full",
        _WORKS,
    ),
    FaultKind.JOURNAL_READ_ONLY: (
        Sign.RECORD,
        "Not recording",
        _WORKS,
    ),
    FaultKind.JOURNAL_RESTORED: (
        Sign.RECORD,
        "Records repaired",
        Row("A copy was used. Please tell your therapist.", Sign.PHONE),
    ),
    FaultKind.JOURNAL_TOO_NEW: (
        Sign.RECORD,
        "Not recording",
        _WORKS,
    ),
    FaultKind.JOURNAL_FAILED: (
        Sign.RECORD,
        "Not recording",
        _WORKS,
    ),
    FaultKind.BUTTON_STUCK: (
        Sign.BUTTON,
        "Button stuck",
        Row("Push the button and let it go.", Sign.BUTTON),
    ),
    FaultKind.BUTTONS_FAILED: (
        Sign.BUTTON,
        "No buttons",
        Row("Unplug the unit, then plug it in.", Sign.PLUG, leads=Sign.CABLE),
    ),
    FaultKind.SUPPLY_WEAK: (
        Sign.POWER,
        "Weak power",
        Row("Please use the power supply that came with the box.", Sign.PLUG),
    ),
    FaultKind.TOO_HOT: (
        Sign.HEAT,
        "Too hot",
        Row("Move the box out of the sun. Free its vents.", Sign.SUN),
    ),
    FaultKind.CARD_WORN: (
        Sign.RECORD,
        "Memory worn",
        _WORKS,
    ),
    FaultKind.RECORDS_UNSAFE: (
        Sign.RECORD,
        "Records at risk",
        Row("Sessions may not be kept. Please tell your therapist.", Sign.PHONE),
    ),
    FaultKind.INTERNAL: (
        Sign.WARNING,
        "A fault",
        Row("Unplug the unit, then plug it in.", Sign.PLUG, leads=Sign.CABLE),
    ),
    FaultKind.CONFIG_WRONG: (
        Sign.PHONE,
        "Not set up",
        Row("Please tell your therapist.", Sign.PHONE),
    ),
    FaultKind.START_FAILED: (
        Sign.PHONE,
        "A fault",
        Row("Please tell your therapist.", Sign.PHONE),
    ),
}

CODES = {FaultKind.CONFIG_WRONG: 1, FaultKind.START_FAILED: 2}
"""What the patient reads out on the telephone, where nothing at the unit helps."""


def fault_page(fault: Fault, rows: tuple[Row, ...] = ()) -> Page:
    """The page of a fault: a picture and a sentence, never a traceback."""
    sign, title, first = _FAULTS[fault.kind]
    said = [first]
    if (code := CODES.get(fault.kind)) is not None:
        said.append(Row("Code: {n}", Sign.PHONE, (("n", code),)))
    return Page(name="fault", sign=sign, title=title, rows=(*said, *rows))
