"""Left or right? Stage 1 of graded motor imagery: pictures, no mirror, no movement.

    COUNTDOWN ─time─► CARD ─START left, PAUSE right, time─► GAP ─time─► CARD …
                       │                                     │  └─none left─► ENDED
                       └────────────LOG, rest────────────────┴──► PAUSED ─START─►
                                                                  COUNTDOWN

An answer counts the moment its button goes down, for its time is measured; so PAUSE
held to stop begins as "right". Once a button is known to be held its answer is taken
back, by an entry of its own, and for left as for right: an answer is a short press.
LOG is a rest: the card that stood is skipped, and that is no answer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mirrorbox.exercises.laterality import laterality_cards
from mirrorbox.session import moves
from mirrorbox.session.pack import Judged, Outcome, Pack, score
from mirrorbox.session.state import Effect, Hold, Phase, Press, Reason, Record, State
from mirrorbox.words import Button, Side

if TYPE_CHECKING:
    from mirrorbox.session.course import Course
    from mirrorbox.session.moves import Moved

PHASES = frozenset({Phase.CARD, Phase.GAP})

ANSWERS = {Button.START: Side.LEFT, Button.PAUSE: Side.RIGHT}
"""Clinical sides; no layout and no language changes them."""


def shuffle(now_ns: int, course: Course) -> Pack:
    """A session's pack; the moment of START is the seed that the record keeps."""
    cards = laterality_cards(course.pictures, course.limb, now_ns)
    return Pack(seed=now_ns, cards=tuple(cards))


def deal(state: State, now_ns: int) -> Moved:
    """Show the next card; after the last one the session is complete."""
    if state.pack.at >= len(state.pack.cards):
        return moves.finish(state, Reason.DOSE, now_ns)
    pack = replace(state.pack, shown_ns=None)
    return moves.enter(state, Phase.CARD, now_ns, pack=pack), []


def shown(state: State, at_ns: int) -> State:
    """The card that stands was seen first at this flip; only the first one counts."""
    if state.phase is not Phase.CARD or state.pack.shown_ns is not None:
        return state
    return replace(state, pack=replace(state.pack, shown_ns=at_ns))


def press(state: State, event: Press, now_ns: int) -> Moved:
    """An answer, or a rest; a press from before the card was seen is neither."""
    if event.button is Button.LOG:
        return _rest(state, now_ns)
    seen_ns = state.pack.shown_ns
    down_ns = now_ns if event.down_ns is None else event.down_ns
    if state.phase is not Phase.CARD or seen_ns is None or down_ns < seen_ns:
        return state, []
    answered = Judged(
        number=state.pack.at + 1,
        card=state.pack.card,
        outcome=Outcome.ANSWERED,
        answer=ANSWERS[event.button],
        down_ns=down_ns,
        reaction_ns=down_ns - seen_ns,
    )
    return _judge(state, answered, now_ns)


def time_is_up(state: State, now_ns: int, course: Course) -> Moved | None:
    """A card nobody answers goes; a gap ends."""
    waited = now_ns - state.since_ns
    if state.phase is Phase.CARD and waited >= course.card_ns:
        return _judge(state, _unanswered(state, Outcome.NO_ANSWER), now_ns)
    if state.phase is Phase.GAP and waited >= course.gap_ns:
        return deal(state, now_ns)
    return None


def take_back(state: State, event: Hold) -> tuple[State, list[Effect]]:
    """A button is held, so the press it began with was no answer.

    PAUSE held that does not say when it went down may be any press: then a last
    answer by it is doubtful and goes. The session may have ended in between.
    """
    held = _begun_with(state, event)
    if held is None:
        return state, []
    kept = tuple(one for one in state.pack.judged if one is not held)
    pack = replace(state.pack, judged=kept)
    told = {"number": held.number, "because": "held", "training": score(pack)}
    return replace(state, pack=pack), [Record("card_taken_back", told)]


def _begun_with(state: State, event: Hold) -> Judged | None:
    """The answer that a hold began with."""
    side, judged = ANSWERS.get(event.button), state.pack.judged
    if side is None or not judged:
        return None
    if event.down_ns is not None:
        presses = {one.down_ns: one for one in judged if one.answer is side}
        return presses.get(event.down_ns)
    doubtful = event.button is Button.PAUSE and state.phase in PHASES
    return judged[-1] if doubtful and judged[-1].answer is side else None


def _rest(state: State, now_ns: int) -> Moved:
    if state.phase is Phase.GAP:
        return moves.pause(state, now_ns, "paused")
    skipped, told = _judge(state, _unanswered(state, Outcome.SKIPPED), now_ns)
    resting, paused = moves.pause(skipped, now_ns, "paused")
    return resting, [*told, *paused]


def _unanswered(state: State, outcome: Outcome) -> Judged:
    return Judged(state.pack.at + 1, state.pack.card, outcome)


def _judge(state: State, judged: Judged, now_ns: int) -> Moved:
    """The card is over; the same calm follows whatever was said."""
    old = state.pack
    pack = replace(old, at=old.at + 1, shown_ns=None, judged=(*old.judged, judged))
    gap = moves.enter(state, Phase.GAP, now_ns, pack=pack)
    return gap, [Record("card", judged.told(old.seed))]
