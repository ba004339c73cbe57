"""What a session must be: the unit's times and the prescription's, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirrorbox.clock import NS_PER_S
from mirrorbox.words import Limb

if TYPE_CHECKING:
    from mirrorbox.words import Rating, Unpleasant


@dataclass(frozen=True, slots=True)
class Step:
    """One exercise of a session.

    Attributes:
        exercise: its id in the library; empty where the patient moves freely.
        move_ns: how long it lasts.
        repetitions: how often the movement is suggested; 0 where it is not said.
    """

    exercise: str
    move_ns: int
    repetitions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a session runs; all times in ns of the boot-time clock.

    Attributes:
        countdown_ns: so that the hand that pressed gets back.
        look_ns: looking without moving, before any movement.
        steps: the exercises, in order and then again, until `session_ns`.
        rest_ns: between two exercises.
        session_ns: movement in a session.
        cap_ns: looking, moving and resting together, or judging pictures; a hard stop.
        pictures: of "left or right?"; above 0 they are the whole session, and nothing
            moves and no limb is filmed (clinical reference, section 2, stage 1).
        limb: what the pictures show.
        card_ns: a picture nobody answers goes after so long; ample, for healthy adults
            need about two seconds (derived).
        gap_ns: calm between two pictures (derived).
        before: what is asked before.
        after: what is asked after.
        pain_rise: a rise of pain by so much counts for the stop rule; 0 is off.
        pain_rise_sessions: so many rises in a row end the treatment until a therapist
            has looked.
        adverse: unpleasant answers that do so at once.
        pin: the therapist's, of the digits 1 START, 2 PAUSE, 3 LOG; empty: none.
        pause_ns: a longer pause ends the session.
        rating_ns: a question nobody answers for so long is skipped.
        ended_ns: how long the calm page stands.
        summary_ns: how long the summary stands.
        heartbeat_ns: the journal hears of an open session so often.
        pin_ns: a PIN nobody goes on entering is forgotten.
        pin_tries: wrong PINs before the unit waits.
        pin_block_ns: how long it waits.
    """

    countdown_ns: int
    look_ns: int
    steps: tuple[Step, ...]
    rest_ns: int
    session_ns: int
    cap_ns: int
    pictures: int = 0
    limb: Limb = Limb.HAND
    card_ns: int = 30 * NS_PER_S
    gap_ns: int = NS_PER_S
    before: tuple[Rating, ...] = ()
    after: tuple[Rating, ...] = ()
    pain_rise: int = 0
    pain_rise_sessions: int = 2
    adverse: tuple[Unpleasant, ...] = ()
    pin: str = ""
    pause_ns: int = 600 * NS_PER_S
    rating_ns: int = 120 * NS_PER_S
    ended_ns: int = 3 * NS_PER_S
    summary_ns: int = 60 * NS_PER_S
    heartbeat_ns: int = 10 * NS_PER_S
    pin_ns: int = 60 * NS_PER_S
    pin_tries: int = 3
    pin_block_ns: int = 600 * NS_PER_S

    @property
    def trains(self) -> bool:
        """Whether a session is pictures of "left or right?", without the mirror."""
        return self.pictures > 0

    def step(self, number: int) -> Step:
        """The step of that number, counted through as the exercises come again."""
        if not self.steps:
            return Step("", self.session_ns)
        return self.steps[number % len(self.steps)]
