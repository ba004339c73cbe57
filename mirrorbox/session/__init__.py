"""The session: what a press means and when it ends."""

from mirrorbox.session.asking import HIGHEST, highest, question
from mirrorbox.session.course import Course, Step
from mirrorbox.session.machine import answering, step
from mirrorbox.session.pack import Judged, Outcome, Pack, percent_correct
from mirrorbox.session.state import (
    Begin,
    CameraBack,
    CameraLost,
    Effect,
    Event,
    Hold,
    Lock,
    Permit,
    Phase,
    Press,
    Reason,
    Record,
    Said,
    Shown,
    ShutDown,
    State,
    Tick,
    Unlock,
)

__all__ = [
    "HIGHEST",
    "Begin",
    "CameraBack",
    "CameraLost",
    "Course",
    "Effect",
    "Event",
    "Hold",
    "Judged",
    "Lock",
    "Outcome",
    "Pack",
    "Permit",
    "Phase",
    "Press",
    "Reason",
    "Record",
    "Said",
    "Shown",
    "ShutDown",
    "State",
    "Step",
    "Tick",
    "Unlock",
    "answering",
    "highest",
    "percent_correct",
    "question",
    "step",
]
