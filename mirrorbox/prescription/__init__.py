"""What a therapist sets: condition presets, bounds and locks, the dose, stop rules.

    preset file ─┐
    programme ───┼─► make ─► Prescription ─► to_dict ─► journal ─► current
    changes ─────┘

`allowance` says whether a session may begin, `stop` whether the treatment is stopped;
both are pure functions of what the journal holds.
"""

from __future__ import annotations

from mirrorbox.prescription.answer import MESSAGES, Allowance, Reason
from mirrorbox.prescription.catalogue import (
    DERIVED,
    GENERAL,
    Preset,
    Rule,
    preset,
    presets,
    sources,
)
from mirrorbox.prescription.dose import Past, Week, allowance, week
from mirrorbox.prescription.elapsed import Elapsed, Mark, Timeline
from mirrorbox.prescription.library import Library
from mirrorbox.prescription.making import from_dict, general, load, make, to_dict
from mirrorbox.prescription.planning import Due, due, staged
from mirrorbox.prescription.stopping import Answers, Stop, StopRule, stop
from mirrorbox.prescription.stored import (
    PRESCRIBED,
    Current,
    Prescribed,
    current,
    history,
)
from mirrorbox.prescription.text import (
    confirmation,
    due_text,
    history_text,
    preset_page,
    preset_table,
    summary,
)
from mirrorbox.prescription.values import (
    Contrast,
    Dose,
    InterfaceSide,
    Planned,
    Prescription,
    PrescriptionError,
    StopRules,
    TextSize,
)

__all__ = [
    "DERIVED",
    "GENERAL",
    "MESSAGES",
    "PRESCRIBED",
    "Allowance",
    "Answers",
    "Contrast",
    "Current",
    "Dose",
    "Due",
    "Elapsed",
    "InterfaceSide",
    "Library",
    "Mark",
    "Past",
    "Planned",
    "Prescribed",
    "Prescription",
    "PrescriptionError",
    "Preset",
    "Reason",
    "Rule",
    "Stop",
    "StopRule",
    "StopRules",
    "TextSize",
    "Timeline",
    "Week",
    "allowance",
    "confirmation",
    "current",
    "due",
    "due_text",
    "from_dict",
    "general",
    "history",
    "history_text",
    "load",
    "make",
    "preset",
    "preset_page",
    "preset_table",
    "presets",
    "sources",
    "staged",
    "stop",
    "summary",
    "to_dict",
    "week",
]
