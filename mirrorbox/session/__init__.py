"""The session: what a press means and when it ends."""

from mirrorbox.session.machine import answering, step
from mirrorbox.session.state import (
    Begin,
    CameraBack,
    CameraLost,
    Effect,
    Event,
    Hold,
    Limits,
    Phase,
    Press,
    Reason,
    Record,
    ShutDown,
    State,
    Tick,
)

__all__ = [
    "Begin",
    "CameraBack",
    "CameraLost",
    "Effect",
    "Event",
    "Hold",
    "Limits",
    "Phase",
    "Press",
    "Reason",
    "Record",
    "ShutDown",
    "State",
    "Tick",
    "answering",
    "step",
]
