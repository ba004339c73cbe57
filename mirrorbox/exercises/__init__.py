"""The exercises and the graded programmes: data files, read and checked. Pure.

`library()` is what a patient can be shown; `programmes()` are graded lists of doses
that a therapist may start from; `laterality_cards()` draws the cards of "left or
right?". The drawings themselves belong to `mirrorbox/screen/limbs`.
"""

from __future__ import annotations

from mirrorbox.exercises.laterality import Aspect, Card, laterality_cards
from mirrorbox.exercises.load import ExerciseError, library, messages, programmes
from mirrorbox.exercises.model import Exercise, Group, Programme, Stage, Step

__all__ = [
    "Aspect",
    "Card",
    "Exercise",
    "ExerciseError",
    "Group",
    "Programme",
    "Stage",
    "Step",
    "laterality_cards",
    "library",
    "messages",
    "programmes",
]
