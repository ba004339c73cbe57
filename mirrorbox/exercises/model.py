"""What an exercise and a programme are: frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from mirrorbox._schema import Pattern, Range
from mirrorbox.words import Limb, Mode  # noqa: TC001 - the schema reads them

_ID = Pattern(r"[a-z][a-z0-9_]*", "small letters, digits and _")
_FILLED = Pattern(r"\S(.*\S)?", "a text with nothing blank around it")


class Group(StrEnum):
    """The joints that move; shoulder and elbow are where a painful hand begins."""

    SHOULDER = "shoulder"
    ELBOW = "elbow"
    FOREARM = "forearm"
    WRIST = "wrist"
    HAND = "hand"
    FOOT = "foot"
    LEG = "leg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One movement that a patient can be asked for.

    Attributes:
        id: its name in prescriptions and records.
        name: a short title, an English msgid.
        sentence: what stands below the picture, at most 12 words, an English msgid.
        spoken: what the voice says, an English msgid.
        limbs: which limbs the camera may film for it.
        group: which joints move.
        grade: 1 (small, slow or proximal) to 5 (large or complex).
        seconds: default length.
        repetitions: default count.
        frames: postures of its picture, shown in turn.
        precautions: sentences for therapist and patient, English msgids.
        source: where the movement comes from; a key of the clinical reference.
    """

    id: str = field(metadata={"check": _ID})
    name: str = field(metadata={"check": _FILLED})
    sentence: str = field(metadata={"check": _FILLED})
    spoken: str = field(metadata={"check": _FILLED})
    limbs: tuple[Limb, ...]
    group: Group
    grade: int = field(metadata={"check": Range(1, 5)})
    seconds: int = field(metadata={"check": Range(5, 1800)})
    repetitions: int = field(metadata={"check": Range(1, 200)})
    frames: tuple[str, ...] = field(metadata={"check": _ID})
    precautions: tuple[str, ...] = field(metadata={"check": _FILLED})
    source: str = field(metadata={"check": _FILLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One exercise of a stage, and how much of it."""

    exercise: str = field(metadata={"check": _ID})
    seconds: int = field(metadata={"check": Range(5, 1800)})
    repetitions: int = field(metadata={"check": Range(1, 200)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Some weeks of a programme. The therapist says when to go on, never a result.

    Attributes:
        weeks: how long it is planned for; 0 where the source states no length.
        mode: what moves.
        laterality_pictures: cards of "left or right?" per session.
        doses: the exercises, in their order.
    """

    weeks: int = field(metadata={"check": Range(0, 52)})
    mode: Mode
    laterality_pictures: int = field(metadata={"check": Range(0, 200)})
    doses: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A graded list of doses, stage by stage.

    Attributes:
        id: its name in prescriptions.
        name: a short title, an English msgid.
        condition: the preset it was made for.
        session_min: minutes of movement that no stage's session exceeds.
        stages: from the first to the last.
        source: of the dose and the order.
    """

    id: str = field(metadata={"check": _ID})
    name: str = field(metadata={"check": _FILLED})
    condition: str = field(metadata={"check": _ID})
    session_min: float = field(metadata={"check": Range(1, 60)})
    stages: tuple[Stage, ...]
    source: str = field(metadata={"check": _FILLED})
