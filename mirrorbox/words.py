"""The words of the house that more than one room uses; one meaning each."""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """A side of the patient's body, as the patient sees it."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class View(StrEnum):
    """What the patient sees in place of the affected limb."""

    REFLECTION = "reflection"
    """The whole picture is the mirrored healthy limb."""

    BOTH = "both"
    """The healthy half and its reflection, joined at the midline."""

    OVERLAY = "overlay"
    """The reflection blended over the true affected side."""

    TRUE = "true"
    """Unmirrored, for comparison and sham."""


class Button(StrEnum):
    """The three large buttons."""

    START = "start"
    PAUSE = "pause"
    LOG = "log"


class Limb(StrEnum):
    """What is mirrored."""

    HAND = "hand"
    FOREARM = "forearm"
    FOOT = "foot"
    LEG = "leg"


class Mode(StrEnum):
    """What moves while the patient looks."""

    UNILATERAL = "unilateral"
    """Only the filmed limb."""

    BILATERAL_SYNC = "bilateral_sync"
    """Both limbs, or the phantom, do the same movement together."""

    IMAGINED = "imagined"
    """Nothing: the movement is imagined."""


class Rating(StrEnum):
    """What the patient is asked."""

    PAIN_BEFORE = "pain_before"
    PAIN_NOW = "pain_now"
    """In the rescue only."""

    PAIN_AFTER = "pain_after"
    ILLUSION = "illusion"
    UNPLEASANT = "unpleasant"


class Unpleasant(StrEnum):
    """Answers to "anything unpleasant?"."""

    NONE = "none"
    DIZZY = "dizzy"
    SICK = "sick"
    UPSET = "upset"
    STUCK = "stuck"
    OTHER = "other"
