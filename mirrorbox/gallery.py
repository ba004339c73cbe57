"""`mirrorbox pages`: a picture of every page, in every language and layout."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pygame

from mirrorbox.errors import ConfigError, Fault, FaultKind
from mirrorbox.exercises import laterality_cards, library
from mirrorbox.language import NAMES, Language
from mirrorbox.screen import Look, Page, Setting, fault_page
from mirrorbox.screen.draw import Artist
from mirrorbox.screen.pages import off_page, phase_page
from mirrorbox.screen.theme import STANDARD
from mirrorbox.session import (
    Course,
    Judged,
    Lock,
    Outcome,
    Pack,
    Phase,
    Reason,
    State,
    Step,
)
from mirrorbox.words import Limb, Mode, Rating, Side

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from mirrorbox.exercises import Exercise

SIZE_PX = (1280, 720)
WIDTH_MM = 345.0
TABLE = (88, 108, 112)
"""What stands for the mirror under a live page."""

LATE_NS = 30_000_000_000
"""Long enough in a phase that its first words are gone."""


def layouts() -> Mapping[str, Look]:
    """The ways in which pages can look, by name."""
    plain = Look(side=Side.RIGHT)
    return {
        "plain": plain,
        "left": replace(plain, side=Side.LEFT, limb_side=Side.RIGHT),
        "large": replace(plain, large=True),
        "one-sided": replace(plain, anchor=True),
        "one-sided-left": replace(plain, anchor=True, side=Side.LEFT),
        "one-sided-large": replace(plain, anchor=True, large=True),
        "picture-first": replace(plain, picture_first=True),
        "picture-first-leg": replace(plain, picture_first=True, limb=Limb.LEG),
        "standard": replace(plain, theme=STANDARD),
    }


def pages(limb: Limb = Limb.HAND) -> Iterator[tuple[str, Page]]:
    """Every page once, by a name for its file."""
    exercises = library()
    course = _course(tuple(exercises))
    sentences = {one.id: one.sentence for one in exercises.values()}
    setting = Setting(limb=limb, sentences=sentences, phone="030 123 456", week=(3, 10))

    def page(state: State, now_ns: int = 0) -> Page:
        return phase_page(state, now_ns, course, setting)

    done = State(reason=Reason.DOSE, moved_ns=900_000_000_000, moments=2)
    yield from _training_pages(course, setting)
    for phase in Phase:
        if not phase.asks and phase not in {Phase.CARD, Phase.GAP}:
            state = replace(done, phase=phase, locked=Lock.PAIN, pin="12")
            yield phase.value, page(state)
    yield "mirror", page(State(phase=Phase.MOVE), LATE_NS)
    hours = ("Next: in {hours} hours.", (("hours", 3),))
    yield "limit", page(State(refused=(("Enough for today.", ()), hours)))
    for i, rating in enumerate(course.after):
        asked = State(phase=Phase.ASK_AFTER, asked=i)
        yield f"ask-{rating}", page(asked)
        yield f"ask-{rating}-chosen", page(replace(asked, answer=5))
    for i, name in enumerate(exercises):
        yield f"exercise-{name}", page(State(phase=Phase.MOVE, step=i))
    for mode in (Mode.BILATERAL_SYNC, Mode.IMAGINED):
        moving = State(phase=Phase.MOVE, step=_first(limb, exercises))
        meant = replace(setting, mode=mode)
        yield f"exercise-{mode}", phase_page(moving, 0, course, meant)
    for kept in (True, False):
        yield "off" if kept else "off-not-kept", off_page(kept=kept)
    for kind in FaultKind:
        yield f"fault-{kind}", fault_page(Fault(kind, ""))


def _first(limb: Limb, exercises: Mapping[str, Exercise]) -> int:
    """The first exercise for this limb."""
    return next(i for i, one in enumerate(exercises.values()) if limb in one.limbs)


def _training_pages(course: Course, setting: Setting) -> Iterator[tuple[str, Page]]:
    """The pages of "left or right?": all with hands, and a card with a foot."""
    trains = replace(course, pictures=40)
    around = (Phase.READY, Phase.COUNTDOWN, Phase.SUMMARY)
    for limb in (Limb.HAND, Limb.FOOT):
        cards = tuple(laterality_cards(40, limb, 1))
        judged = tuple(
            Judged(i, card, Outcome.ANSWERED, Side.LEFT, 0, 0)
            for i, card in enumerate(cards, start=1)
        )
        pack = Pack(seed=1, cards=cards, at=3, judged=judged)
        for phase in (Phase.CARD, Phase.GAP, *around):
            state = State(phase=phase, pack=pack, reason=Reason.DOSE)
            name = f"card-{phase}" if phase in around else phase.value
            if limb is Limb.HAND or phase is Phase.CARD:
                yield f"{name}-{limb}", phase_page(state, 0, trains, setting)


def write(directory: Path) -> int:
    """Write them all below DIRECTORY/LANGUAGE/LAYOUT; say how many.

    Raises:
        ConfigError: nothing can be written there, or a font is missing.
    """
    count = 0
    try:
        for code in NAMES:
            for name, look in layouts().items():
                folder = directory / code / name
                folder.mkdir(parents=True, exist_ok=True)
                count += _draw(folder, replace(look, language=Language(code)))
    except OSError as error:
        why = f"{error.filename}: {error.strerror}" if error.filename else error
        raise ConfigError(f"The pages cannot be drawn: {why}.") from error
    return count


def _draw(folder: Path, look: Look) -> int:
    artist = Artist(SIZE_PX, mm_per_px=WIDTH_MM / SIZE_PX[0], look=look)
    count = 0
    for name, page in pages(look.limb):
        picture = pygame.Surface(SIZE_PX, 0, 32)
        picture.fill(TABLE if page.live else (0, 0, 0))
        for layer in artist.layers(page):
            picture.blit(layer.surface, (layer.x, layer.y))
        pygame.image.save(picture, folder / f"{name}.png")
        count += 1
    return count


def _course(exercises: tuple[str, ...]) -> Course:
    second = 1_000_000_000
    return Course(
        countdown_ns=5 * second,
        look_ns=60 * second,
        steps=tuple(Step(name, 60 * second) for name in exercises),
        rest_ns=10 * second,
        session_ns=1800 * second,
        cap_ns=3600 * second,
        before=(Rating.PAIN_BEFORE,),
        after=(Rating.PAIN_AFTER, Rating.ILLUSION, Rating.UNPLEASANT),
        pin="1231",
    )
