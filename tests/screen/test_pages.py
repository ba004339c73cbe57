from __future__ import annotations

from dataclasses import replace

import pytest

from mirrorbox.errors import Fault, FaultKind
from mirrorbox.exercises import library
from mirrorbox.language import messages
from mirrorbox.screen import (
    PAGES,
    Look,
    Page,
    Setting,
    fault_page,
    off_page,
    page_of,
)
from mirrorbox.screen.page import Ask, Sign
from mirrorbox.session import Lock, Phase, Reason, State, Step
from mirrorbox.words import Limb, Rating, Side
from tests.session.courses import FULL, S

EXERCISES = library()
COURSE = replace(
    FULL,
    steps=tuple(Step(name, 20 * S, 5) for name in EXERCISES),
    session_ns=600 * S,
)
SETTING = Setting(
    sentences={e.id: e.sentence for e in EXERCISES.values()},
    phone="030 123 456",
    notice="No prescription yet.",
    week=(3, 10),
)
CABLE = Fault(FaultKind.CAMERA_MISSING, "The cable is out.")
FULL_DISK = Fault(FaultKind.JOURNAL_FULL, "The disk is full.")
MAX_WORDS = 12


said = Look(side=Side.LEFT).said


def page(state: State, now_s: float = 0, faults: tuple[Fault, ...] = ()) -> Page:
    return page_of(state, round(now_s * S), COURSE, faults, SETTING)


def every_page() -> list[Page]:
    phases = [
        page(State(phase=phase, locked=Lock.PAIN, pin="12", reason=Reason.DOSE), now_s)
        for phase in Phase
        for now_s in (0, 30)
    ]
    exercises = [
        page(State(phase=phase, step=i))
        for phase in (Phase.MOVE, Phase.REST)
        for i in range(len(COURSE.steps))
    ]
    questions = [
        page(State(phase=Phase.ASK_AFTER, asked=asked, answer=answer))
        for asked in range(3)
        for answer in (None, 0, 5, 10 if asked < 2 else 5)
    ]
    limbs = [
        page_of(State(), 0, COURSE, (), replace(SETTING, limb=limb)) for limb in Limb
    ]
    refused = page(
        State(
            refused=(
                ("Enough for today.", ()),
                ("Next: in {hours} hours.", (("hours", 3),)),
            )
        )
    )
    ends = [
        page(State(phase=Phase.SUMMARY, reason=reason, moved_ns=moved * S, moments=n))
        for reason in Reason
        for moved, n in ((1, 0), (59, 1), (60, 2), (900, 12))
    ]
    faults = [fault_page(Fault(kind, "detail")) for kind in FaultKind]
    starting = [page(State(camera=False))]
    off = [off_page(kept=True), off_page(kept=False)]
    every = phases + exercises + questions + limbs + [refused] + ends + faults
    return list(dict.fromkeys(every + starting + off))


@pytest.mark.parametrize(
    ("phase", "name", "live"),
    [
        (Phase.READY, "ready", True),
        (Phase.ASK_BEFORE, "ask", False),
        (Phase.COUNTDOWN, "countdown", True),
        (Phase.LOOK, "look", True),
        (Phase.MOVE, "exercise", True),
        (Phase.REST, "rest", True),
        (Phase.RESCUE, "rescue", True),
        (Phase.ASK_RESCUE, "ask", False),
        (Phase.PAUSED, "paused", False),
        (Phase.ENDED, "ended", False),
        (Phase.ASK_AFTER, "ask", False),
        (Phase.SUMMARY, "summary", False),
        (Phase.LOCKED, "locked", False),
        (Phase.PIN, "pin", False),
    ],
)
def test_each_phase_has_its_page(phase: Phase, name: str, *, live: bool) -> None:
    shown = page(State(phase=phase))

    assert (shown.name, shown.live) == (name, live)


@pytest.mark.parametrize("phase", [Phase.LOOK, Phase.MOVE, Phase.RESCUE])
def test_after_its_words_the_mirror_is_alone(phase: Phase) -> None:
    shown = page(State(phase=phase), 9)

    assert (shown.name, shown.bare) == ("mirror", True)
    assert (shown.ring is None) is (phase is Phase.RESCUE)


def test_every_page_s_name_is_known() -> None:
    assert {shown.name for shown in every_page()} == set(PAGES)


def test_sentences_are_short_and_details_stay_in_the_log() -> None:
    for shown in every_page():
        for row in shown.rows:
            assert 1 <= len(row.text.split()) <= MAX_WORDS
            assert "detail" not in row.text


def test_signs_stand_with_the_words_of_their_buttons() -> None:
    for shown in every_page():
        for row in shown.rows:
            button = row.sign in {Sign.START, Sign.PAUSE} and shown.name != "ask"
            if button and row.sign is not None:
                assert row.sign.name in row.text


@pytest.mark.parametrize(
    ("now_s", "number"), [(0, "5"), (0.01, "5"), (1, "4"), (4.5, "1"), (5, "1")]
)
def test_the_countdown_counts_whole_seconds(now_s: float, number: str) -> None:
    assert page(State(phase=Phase.COUNTDOWN), now_s).number == number


@pytest.mark.parametrize(("now_s", "ring"), [(150, 0.75), (599, 1 / 60), (601, 0)])
def test_the_ring_is_what_remains(now_s: float, ring: float) -> None:
    assert page(State(phase=Phase.MOVE), now_s).ring == pytest.approx(ring)


def test_the_ring_moves_a_few_times_a_minute_not_every_frame() -> None:
    running = State(phase=Phase.MOVE)
    rings = {page(running, i / 10).ring for i in range(100, 6000)}

    assert len(rings) <= 61


@pytest.mark.parametrize("phase", [Phase.READY, Phase.PAUSED])
def test_a_missing_camera_is_told_instead_of_the_page(phase: Phase) -> None:
    blind = State(phase=phase, camera=False)

    assert page(blind, faults=(CABLE,)).title == "No camera"
    assert page(blind).name == "starting"


def test_a_full_disk_waits_until_no_session_runs() -> None:
    for phase in Phase:
        shown = page(State(phase=phase), faults=(FULL_DISK,))
        assert (shown.name == "fault") is (phase is Phase.READY)


def test_a_camera_s_hiccup_hides_nothing_while_the_picture_lasts() -> None:
    assert page(State(), faults=(CABLE,)).name == "ready"


@pytest.mark.parametrize(
    ("moved_s", "words"),
    [
        (1, "1 second of mirror"),
        (59, "59 seconds of mirror"),
        (60, "1 minute of mirror"),
        (725, "12 minutes of mirror"),
    ],
)
def test_the_summary_says_how_long(moved_s: int, words: str) -> None:
    done = State(phase=Phase.SUMMARY, reason=Reason.DOSE, moved_ns=moved_s * S)

    assert said(page(done).rows[0]) == words


def test_the_summary_says_how_it_ended_and_what_was_marked() -> None:
    done = State(phase=Phase.SUMMARY, reason=Reason.DOSE, moments=1)

    assert page(done).title == "Session complete"
    assert said(page(done).rows[1]) == "1 moment marked"
    assert page(replace(done, reason=Reason.STOPPED)).title == "Session stopped"
    assert len(page(replace(done, moments=0)).rows) == 3


def test_a_question_says_skip_until_something_is_chosen() -> None:
    asking = State(phase=Phase.ASK_BEFORE)
    assert page(asking).rows[2].text == "Skip"
    assert page(replace(asking, answer=0)).rows[2].text == "This one"
    assert page(asking).ask == Ask(Rating.PAIN_BEFORE, None)


def test_every_sentence_can_be_translated() -> None:
    known = {text for m in messages().values() for text in (m.text, m.plural)}
    for shown in every_page():
        said = {shown.title, *(t for row in shown.rows for t in (row.text, row.many))}
        assert said - {"", SETTING.phone} <= known
