"""What a therapist sets, as frozen values.

The ranges here only keep nonsense out. Clinical figures, their bounds and their
sources stand in the presets' data files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from mirrorbox._schema import Pattern, Range
from mirrorbox.errors import MirrorboxError
from mirrorbox.words import (  # noqa: TC001 - build() reads the annotations
    Limb,
    Mode,
    Rating,
    Side,
    Unpleasant,
    View,
)


class PrescriptionError(MirrorboxError, ValueError):
    """The prescription is wrong; the text lists every error, a line each."""


class InterfaceSide(StrEnum):
    """Where on the screen everything stands that is not the limb."""

    AUTO = "auto"
    """On the healthy limb's side."""

    LEFT = "left"
    RIGHT = "right"


class Contrast(StrEnum):
    """How strongly the pages differ from their background."""

    HIGH = "high"
    STANDARD = "standard"


class TextSize(StrEnum):
    """How large the words are."""

    NORMAL = "normal"
    LARGE = "large"


LANGUAGE = r"[a-z]{2}(_[A-Z]{2})?"
"""How a language is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """So much of one exercise.

    Attributes:
        exercise: its id in the library.
        seconds: how long it is practised.
        repetitions: how often it is done in that time.
    """

    exercise: str
    seconds: int = field(metadata={"check": Range(1, 3600)})
    repetitions: int = field(metadata={"check": Range(1, 1000)})


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRules:
    """When the unit ends the treatment and asks for the therapist.

    Attributes:
        pain_rise: points on the 0-10 scale from before to after; 0 is off.
        pain_rise_sessions: in how many sessions running.
        adverse_effect: answers to "anything unpleasant?" that stop; none is off.
    """

    pain_rise: int = field(metadata={"check": Range(0, 10)})
    pain_rise_sessions: int = field(metadata={"check": Range(1, 10)})
    adverse_effect: tuple[Unpleasant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A stage of a programme, and from which week on it is due; see `planning`.

    Attributes:
        from_week: counted from 1, the week of the first session.
        stage: of the programme, from 1.
        session_min: minutes of movement; 0 where only pictures are judged.
        mode: what moves.
        laterality_pictures: left-or-right pictures to judge; 0 is none.
        exercises: one after another.
    """

    from_week: int = field(metadata={"check": Range(1, 104)})
    stage: int = field(metadata={"check": Range(1, 100)})
    session_min: float = field(metadata={"check": Range(0, 240)})
    mode: Mode
    laterality_pictures: int = field(metadata={"check": Range(0, 400)})
    exercises: tuple[Dose, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """One patient's treatment on this unit.

    Attributes:
        preset: the condition it started from; its bounds and locks hold.
        affected_side: the hidden side. No preset knows it.
        limb: what is mirrored.
        view: what the patient sees; `true` in trials only.
        scale: 1.0 is life size; above needs `unlock_magnification`.
        unlock_magnification: the therapist answers for a magnified limb.
        overlay_opacity: of the reflection in the overlay view, 0 to 1.
        mode: what moves.
        look_first_s: looking without moving, at the beginning.
        session_min: minutes of movement; 0 where only pictures are judged.
        cap_min: looking and moving together end here, whatever is left.
        per_day: sessions a day.
        days_per_week: days of practice a week.
        weeks: how long; 0 is until the therapist says otherwise.
        daily_cap_min: looking and moving of a whole day.
        gap_min: from the end of a session to the earliest next one.
        day_h: how long a session counts as "today"; see `dose`.
        undated_day_h: the same, in powered hours, where no clock vouches for the
            date across a restart; see `dose`.
        programme: the programme the exercises came from, "" for an own list.
        stage: which stage of it, from 1; only the therapist, now or by a plan, goes on.
        plan: stages by week, as the therapist set them; empty is the one stage.
        exercises: one after another; none means free, slow movement.
        rest_s: between two exercises.
        ratings: what is asked.
        stop_rules: when the treatment ends.
        delay_ms: added to the picture, in trials only.
        trial: a comparison; every record is marked.
        language: as its catalogue is named.
        voice: whether prompts are spoken; captions stay either way.
        interface_side: where words and signs stand.
        contrast: of the pages.
        text_size: of the words.
        picture_first: no reading is needed to finish a session.
        laterality_pictures: left-or-right pictures to judge; 0 is none. They are a
            session of their own, in which nothing moves.
    """

    preset: str
    affected_side: Side
    limb: Limb
    view: View
    scale: float = field(metadata={"check": Range(0.25, 4)})
    unlock_magnification: bool
    overlay_opacity: float = field(metadata={"check": Range(0, 1)})
    mode: Mode
    look_first_s: int = field(metadata={"check": Range(0, 3600)})
    session_min: float = field(metadata={"check": Range(0, 240)})
    cap_min: float = field(metadata={"check": Range(0.5, 240)})
    per_day: int = field(metadata={"check": Range(1, 24)})
    days_per_week: int = field(metadata={"check": Range(1, 7)})
    weeks: int = field(metadata={"check": Range(0, 104)})
    daily_cap_min: float = field(metadata={"check": Range(0.5, 960)})
    gap_min: float = field(metadata={"check": Range(0, 1440)})
    day_h: float = field(metadata={"check": Range(12, 24)})
    undated_day_h: float = field(metadata={"check": Range(0.25, 24)})
    programme: str
    stage: int = field(metadata={"check": Range(1, 100)})
    plan: tuple[Planned, ...]
    exercises: tuple[Dose, ...]
    rest_s: int = field(metadata={"check": Range(0, 600)})
    ratings: tuple[Rating, ...]
    stop_rules: StopRules
    delay_ms: int = field(metadata={"check": Range(0, 2000)})
    trial: bool
    language: str = field(metadata={"check": Pattern(LANGUAGE, "like en or pt_BR")})
    voice: bool
    interface_side: InterfaceSide
    contrast: Contrast
    text_size: TextSize
    picture_first: bool
    laterality_pictures: int = field(metadata={"check": Range(0, 400)})
