"""The pages of "left or right?": no mirror under them, and no verdict on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.screen.page import Deal, Page, Row, Sign
from mirrorbox.session import Pack, Phase, State, percent_correct

if TYPE_CHECKING:
    from collections.abc import Iterable

_TITLE = "Left or right?"
_HOW = Row("START means left. PAUSE means right.")
HOLD_TO_STOP = Row("Hold PAUSE to stop.", Sign.HOLD, leads=Sign.STOP)


def training_ready(notices: Iterable[Row]) -> Page:
    """START begins, and what the buttons will mean stands there already."""
    return Page(
        name="ready",
        sign=Sign.START,
        title="Press START",
        rows=(_HOW, *notices),
        deal=Deal(),
    )


def starting_count(number: int) -> Page:
    """The seconds until the next picture, where it will stand."""
    deal = Deal(number=str(number))
    return Page(name="countdown", deal=deal, rows=(_HOW, HOLD_TO_STOP))


def card_page(state: State) -> Page:
    """A picture between its two answers; in the gap all stands but the picture.

    The ring is what remains of the pack.
    """
    pack = state.pack
    face_up = state.phase is Phase.CARD
    return Page(
        name="card" if face_up else "gap",
        title=_TITLE,
        deal=Deal(pack.card, face_up),
        ring=1 - pack.at / len(pack.cards),
    )


def judged_rows(pack: Pack) -> list[Row]:
    """How many answers, and the share of right ones as a plain number."""
    numbers = (("done", len(pack.answered)), ("total", len(pack.cards)))
    rows = [Row("Pictures: {done} of {total}", Sign.EYE, numbers)]
    percent = percent_correct(pack.answered)
    if percent is not None:
        row = Row("Correct answers: {percent} %", Sign.RECORD, (("percent", percent),))
        rows.append(row)
    return rows
