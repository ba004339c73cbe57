"""No reading is needed to finish a session: every page says by pictures what to do."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from mirrorbox.errors import Fault, FaultKind
from mirrorbox.exercises import library
from mirrorbox.language import Language
from mirrorbox.screen import Setting, fault_page, page_of
from mirrorbox.screen.draw import Artist
from mirrorbox.screen.look import Look
from mirrorbox.screen.page import Page, Row, Scene, Sign
from mirrorbox.session import Phase, State
from mirrorbox.words import Limb, Mode, Rating, Side
from tests.screen.measuring import pieces
from tests.screen.walk import SENTENCES, walk
from tests.session.courses import FULL

if TYPE_CHECKING:
    from mirrorbox.screen.board import Piece

SIZE = (1280, 720)
LOOK = Look(side=Side.RIGHT, picture_first=True)
MODE_SCENES = {
    Mode.UNILATERAL: Scene.ONE,
    Mode.BILATERAL_SYNC: Scene.BOTH,
    Mode.IMAGINED: Scene.IMAGINED,
}
WALKS = [
    pytest.param(limb, mode, id=f"{limb}-{mode}") for limb in Limb for mode in Mode
]
ACTS = {
    "ready": {Sign.START},
    "ask": {Sign.START, Sign.PAUSE, Sign.LOG},
    "look": {Sign.START},
    "rescue": {Sign.START, Sign.LOG},
    "paused": {Sign.START, Sign.HOLD},
    "summary": {Sign.START},
}
"""On these pages the session waits for the patient: with which buttons."""

STAYS = {"Look at the picture. Do not move yet."}
NO_REQUEST = {"Next exercise"}


@cache
def pages(limb: Limb, mode: Mode) -> tuple[Page, ...]:
    """The pages of a walk that say anything."""
    return tuple(page for _, page in walk(limb, mode) if not page.bare)


def shown(page: Page, limb: Limb) -> list[Piece]:
    artist = Artist(SIZE, mm_per_px=345 / SIZE[0], look=replace(LOOK, limb=limb))
    return pieces(artist.layers(page))


def said_by_a_picture(page: Page, row: Row) -> bool:
    """Whether a page tells what a row asks for to somebody who does not read."""
    if row.pictured or row.text in NO_REQUEST:
        return True
    if row.text in STAYS:
        return page.scene is Scene.STILL
    return bool(page.exercise) and row.text == SENTENCES[page.exercise]


@pytest.mark.parametrize(("limb", "mode"), WALKS)
def test_the_walk_meets_every_page_of_a_session(limb: Limb, mode: Mode) -> None:
    phases = {phase for phase, _ in walk(limb, mode)}
    away = {Phase.CARD, Phase.GAP, Phase.LOCKED, Phase.PIN}

    assert phases == set(Phase) - away
    assert {p.exercise for p in pages(limb, mode) if p.name == "exercise"} >= {
        name for name in SENTENCES if limb in library()[name].limbs
    }


def exercise_limbs(name: str) -> tuple[Limb, ...]:
    from mirrorbox.exercises import library

    return library()[name].limbs


@pytest.mark.parametrize(("limb", "mode"), WALKS)
def test_nothing_is_asked_without_a_picture(limb: Limb, mode: Mode) -> None:
    for page in pages(limb, mode):
        for row in page.rows:
            assert said_by_a_picture(page, row), (page.name, row.text)


@pytest.mark.parametrize(("limb", "mode"), WALKS)
def test_every_picture_is_really_drawn(limb: Limb, mode: Mode) -> None:
    for page in pages(limb, mode):
        drawn = {piece.name for piece in shown(page, limb)}
        meant = {page.sign, page.scene}
        for row in page.rows:
            meant |= {row.sign, row.scene, row.leads}
        missing = {sign.value for sign in meant if sign} - drawn
        assert not missing, (page.name, missing)


@pytest.mark.parametrize(("limb", "mode"), WALKS)
def test_where_the_session_waits_the_buttons_are_shown(limb: Limb, mode: Mode) -> None:
    waiting = [page for page in pages(limb, mode) if page.name in ACTS]

    assert {page.name for page in waiting} == set(ACTS)
    for page in waiting:
        drawn = {piece.name for piece in shown(page, limb)}
        assert ACTS[page.name] <= drawn, page.name


@pytest.mark.parametrize(("limb", "mode"), WALKS)
def test_the_mode_stands_beside_every_exercise(limb: Limb, mode: Mode) -> None:
    exercises = [page for page in pages(limb, mode) if page.name == "exercise"]

    assert exercises
    for page in exercises:
        drawn = {piece.name for piece in shown(page, limb)}
        assert drawn >= {MODE_SCENES[mode].value, f"{page.exercise} 1"}
        assert not drawn & {s.value for s in MODE_SCENES.values()} - {MODE_SCENES[mode]}


@pytest.mark.parametrize("kind", FaultKind)
def test_a_fault_says_by_signs_what_helps(kind: FaultKind) -> None:
    page = fault_page(Fault(kind, ""))
    drawn = {piece.name for piece in shown(page, Limb.HAND)}

    for row in page.rows:
        assert row.sign
        assert row.sign.value in drawn
        assert row.leads is None or row.leads.value in drawn


def test_free_movement_has_its_mode_too() -> None:
    free = replace(FULL, steps=())
    setting = Setting(mode=Mode.BILATERAL_SYNC, mode_alone=True)
    page = page_of(State(phase=Phase.MOVE), 0, free, (), setting)

    assert "both" in {piece.name for piece in shown(page, Limb.HAND)}
    plain = page_of(State(phase=Phase.MOVE), 0, free, (), Setting())
    assert plain.bare


def test_at_rest_no_movement_is_shown() -> None:
    for page in pages(Limb.HAND, Mode.UNILATERAL):
        if page.name == "rest":
            names = {piece.name for piece in shown(page, Limb.HAND)}
            assert names == {"rest", "still", "Rest"}


def test_a_question_shows_both_ends_of_its_scale() -> None:
    asked = [page for page in pages(Limb.FOOT, Mode.UNILATERAL) if page.ask]

    assert {page.ask.rating for page in asked if page.ask} == set(Rating)
    for page in asked:
        drawn = {piece.name for piece in shown(page, Limb.FOOT)}
        if page.ask and page.ask.rating is Rating.UNPLEASANT:
            assert drawn >= {"none", "dizzy", "sick", "upset", "stuck", "other"}
        else:
            assert drawn >= {"least", "most"}


def test_the_limb_is_placed_before_start_is_pressed() -> None:
    ready = pages(Limb.LEG, Mode.UNILATERAL)[0]
    tops = {piece.name: piece.box.top for piece in shown(ready, Limb.LEG)}

    assert ready.name == "ready"
    assert tops["place"] < tops["start"]


def test_arabic_reads_pictures_from_the_right_and_mirrors_no_limb() -> None:
    """A button stands right of what it does, a first posture right of the next."""
    arabic = replace(LOOK, language=Language("ar"))
    walked = pages(Limb.HAND, Mode.UNILATERAL)
    rescue = next(page for page in walked if page.name == "rescue")
    moving = next(page for page in walked if page.name == "exercise")
    for look, way in ((LOOK, 1), (arabic, -1)):
        artist = Artist(SIZE, mm_per_px=345 / SIZE[0], look=look)
        x = {p.name: p.box.centerx * way for p in pieces(artist.layers(rescue))}
        assert x["log"] < x["then"] < x["pain"]
        assert x["eye"] < x["still"]
        x = {p.name: p.box.centerx * way for p in pieces(artist.layers(moving))}
        assert x[f"{moving.exercise} 1"] < x[f"{moving.exercise} 2"]
