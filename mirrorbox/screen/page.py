"""A page as a value: what is shown, in words.

Every text is an English sentence, the message id of its translation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mirrorbox.exercises.laterality import Card
    from mirrorbox.words import Rating


class Sign(StrEnum):
    """A symbol; each stands beside the same word everywhere."""

    START = "start"
    PAUSE = "pause"
    LOG = "log"
    DONE = "done"
    STOP = "stop"
    CLOCK = "clock"
    WARNING = "warning"
    CAMERA = "camera"
    SCREEN = "screen"
    RECORD = "record"
    BUTTON = "button"
    EYE = "eye"
    PHONE = "phone"
    KEY = "key"
    REST = "rest"
    PLUG = "plug"
    POWER = "power"
    HEAT = "heat"
    LEFT = "left"
    RIGHT = "right"
    LENS = "lens"
    """A camera that works; `CAMERA` is crossed out."""

    CABLE = "cable"
    SUN = "sun"
    """Crossed out: not into the sun."""

    TOMORROW = "tomorrow"
    HOLD = "hold"
    """PAUSE, held."""

    STEP_ON = "step_on"
    STEP_BACK = "step_back"
    SKIP = "skip"
    THEN = "then"
    """Between a button and what it does."""


class Scene(StrEnum):
    """A picture of the patient's own limb; drawn where signs come before words."""

    PLACE = "place"
    """The healthy limb, under the camera."""

    STILL = "still"
    """Do not move."""

    ONE = "one"
    """The healthy limb moves, the other one rests."""

    BOTH = "both"
    """Both limbs do the same movement together."""

    IMAGINED = "imagined"
    """The movement is only thought of."""

    PAIN = "pain"
    """How much it hurts, as a face."""


@dataclass(frozen=True, slots=True)
class Row:
    """One short sentence and its sign.

    Attributes:
        text: the sentence, with {name} where a number goes.
        sign: its sign, or none.
        scene: its picture, or none.
        leads: what its button does; drawn behind the sign where nothing must be read.
        numbers: what fills the braces; the first chooses between one and many.
        many: the sentence for many, where it differs.
    """

    text: str
    sign: Sign | None = None
    numbers: tuple[tuple[str, int], ...] = ()
    many: str = ""
    scene: Scene | None = None
    leads: Sign | Scene | None = None

    @property
    def pictured(self) -> bool:
        """Whether it says what it says without its words, too."""
        return bool(self.sign or self.scene)


@dataclass(frozen=True, slots=True)
class Ask:
    """A question and the answer chosen so far; None is no answer."""

    rating: Rating
    answer: int | None


@dataclass(frozen=True, slots=True)
class Deal:
    """A picture to judge: START for left is on the left, PAUSE on the right.

    Attributes:
        card: the picture that is asked about; None where there is none yet.
        face_up: whether it is seen. Face down it is drawn ahead, and its place is kept.
        number: the seconds until the first one, in the card's place.
    """

    card: Card | None = None
    face_up: bool = True
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is shown, in words; how it looks is for `draw`.

    Attributes:
        name: the page's own name, one of `PAGES`.
        live: whether the mirror is under it.
        sign: the page's large symbol.
        scene: a picture that needs no sentence, where signs come before words.
        title: one or two words, very large.
        rows: short sentences, each with a sign or none.
        number: a number that fills the page instead of a sign.
        ring: what remains, 0 to 1, as a quiet ring.
        ask: a question with its scale.
        exercise: the exercise whose picture is shown.
        thought: whether it is only imagined.
        deal: a picture to judge, between the two answers.
        dots: how many of how many digits are entered.
    """

    name: str
    live: bool = False
    sign: Sign | None = None
    scene: Scene | None = None
    title: str = ""
    rows: tuple[Row, ...] = ()
    number: str = ""
    ring: float | None = None
    ask: Ask | None = None
    exercise: str = ""
    thought: bool = False
    deal: Deal | None = None
    dots: tuple[int, int] | None = None

    @property
    def bare(self) -> bool:
        """Whether the mirror is alone, with at most its ring."""
        return self.live and not (self.sign or self.title or self.rows or self.number)


PAGES = (
    "starting",
    "ready",
    "limit",
    "ask",
    "countdown",
    "look",
    "exercise",
    "mirror",
    "rest",
    "card",
    "gap",
    "rescue",
    "paused",
    "ended",
    "summary",
    "locked",
    "pin",
    "off",
    "fault",
)
