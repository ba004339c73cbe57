"""The page of each fault: a picture and a sentence, never a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.errors import FaultKind
from mirrorbox.screen.page import Page, Row, Sign

if TYPE_CHECKING:
    from mirrorbox.errors import Fault

_FAULTS: dict[FaultKind, tuple[Sign, str, str]] = {
    FaultKind.CAMERA_MISSING: (
        Sign.CAMERA,
        "No camera",
        "Check the camera's cable.",
    ),
    FaultKind.CAMERA_STALLED: (
        Sign.CAMERA,
        "No picture",
        "Please wait. The camera starts again.",
    ),
    FaultKind.CAMERA_FAILED: (
        Sign.CAMERA,
        "No picture",
        "Please wait. The camera starts again.",
    ),
    FaultKind.SCREEN_MISSING: (Sign.SCREEN, "No screen", "Check the screen's cable."),
    FaultKind.JOURNAL_FULL: (
        Sign.RECORD,
        "Memory full",
        "The mirror works. Please tell your therapist.",
    ),
    FaultKind.JOURNAL_READ_ONLY: (
        Sign.RECORD,
        "Not recording",
        "The mirror works. Please tell your therapist.",
    ),
    FaultKind.JOURNAL_RESTORED: (
        Sign.RECORD,
        "Records repaired",
        "A copy was used. Please tell your therapist.",
    ),
    FaultKind.JOURNAL_TOO_NEW: (
        Sign.RECORD,
        "Not recording",
        "The mirror works. Please tell your therapist.",
    ),
    FaultKind.JOURNAL_FAILED: (
        Sign.RECORD,
        "Not recording",
        "The mirror works. Please tell your therapist.",
    ),
    FaultKind.BUTTON_STUCK: (
        Sign.BUTTON,
        "Button stuck",
        "Push the button and let it go.",
    ),
    FaultKind.BUTTONS_FAILED: (
        Sign.BUTTON,
        "No buttons",
        "Unplug the unit, then plug it in.",
    ),
    FaultKind.SUPPLY_WEAK: (
        Sign.POWER,
        "Weak power",
        "Please use the power supply that came with the box.",
    ),
    FaultKind.TOO_HOT: (
        Sign.HEAT,
        "Too hot",
        "Move the box out of the sun. Free its vents.",
    ),
    FaultKind.CARD_WORN: (
        Sign.RECORD,
        "Memory worn",
        "The mirror works. Please tell your therapist.",
    ),
    FaultKind.RECORDS_UNSAFE: (
        Sign.RECORD,
        "Records at risk",
        "Sessions may not be kept. Please tell your therapist.",
    ),
    FaultKind.CONFIG_WRONG: (
        Sign.PHONE,
        "Not set up",
        "Please tell your therapist.",
    ),
    FaultKind.START_FAILED: (
        Sign.PHONE,
        "A fault",
        "Please tell your therapist.",
    ),
    FaultKind.INTERNAL: (Sign.WARNING, "A fault", "Unplug the unit, then plug it in."),
}

CODES = {FaultKind.CONFIG_WRONG: 1, FaultKind.START_FAILED: 2}
"""What the patient reads out on the telephone, where nothing at the unit helps."""


def fault_page(fault: Fault, rows: tuple[Row, ...] = ()) -> Page:
    """The page of a fault: a picture and a sentence, never a traceback."""
    sign, title, sentence = _FAULTS[fault.kind]
    said = [Row(sentence)]
    if (code := CODES.get(fault.kind)) is not None:
        said.append(Row("Code: {n}", numbers=(("n", code),)))
    return Page(name="fault", sign=sign, title=title, rows=(*said, *rows))
