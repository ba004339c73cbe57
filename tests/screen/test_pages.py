from __future__ import annotations

from dataclasses import replace

import pytest

from mirrorbox.errors import Fault, FaultKind
from mirrorbox.exercises import laterality_cards, library
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
from mirrorbox.session import (
    Judged,
    Lock,
    Outcome,
    Pack,
    Phase,
    Reason,
    State,
    Step,
)
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
TRAIN = replace(COURSE, pictures=4)
CARDS = tuple(laterality_cards(4, Limb.HAND, 1))
PACK = Pack(cards=CARDS, at=1)
IN_TRAINING = {Phase.CARD, Phase.GAP}


said = Look(side=Side.LEFT).said


def page(state: State, now_s: float = 0, faults: tuple[Fault, ...] = ()) -> Page:
    return page_of(state, round(now_s * S), COURSE, faults, SETTING)


def every_page() -> list[Page]:
    phases = [
        page(State(phase=phase, locked=Lock.PAIN, pin="12", reason=Reason.DOSE), now_s)
        for phase in Phase
        if phase not in IN_TRAINING
        for now_s in (0, 30)
    ]
    judged = tuple(
        Judged(i, card, Outcome.ANSWERED, Side.LEFT, 0, S)
        for i, card in enumerate(CARDS, start=1)
    )
    training = [
        page_of(State(phase=phase, pack=replace(PACK, judged=some)), 0, TRAIN)
        for phase in (*IN_TRAINING, Phase.READY, Phase.COUNTDOWN, Phase.SUMMARY)
        for some in ((), judged)
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
    return list(dict.fromkeys(every + starting + off + training))


@pytest.mark.parametrize(
    ("phase", "name", "live"),
    [
        (Phase.READY, "ready", True),
        (Phase.ASK_BEFORE, "ask", False),
        (Phase.COUNTDOWN, "countdown", True),
        (Phase.LOOK, "look", True),
        (Phase.MOVE, "exercise", True),
        (Phase.REST, "rest", True),
        (Phase.CARD, "card", False),
        (Phase.GAP, "gap", False),
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
    shown = page(State(phase=phase, pack=PACK))

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


@pytest.mark.parametrize("phase", [Phase.READY, Phase.PAUSED, *IN_TRAINING])
def test_pictures_need_no_camera_and_no_fault_of_it_is_told(phase: Phase) -> None:
    blind = State(phase=phase, camera=False, pack=PACK)
    shown = page_of(blind, 0, TRAIN, (CABLE,), SETTING)

    assert (shown.name, shown.live) == (phase.value, False)


def test_the_card_page_never_tells_what_was_right() -> None:
    """Whatever was answered, the gap and the next card look the same."""
    seen = set()
    for side in Side:
        judged = (Judged(1, CARDS[0], Outcome.ANSWERED, side, 0, S),)
        for phase in IN_TRAINING:
            state = State(phase=phase, pack=replace(PACK, judged=judged))
            seen.add((phase, page_of(state, 0, TRAIN)))
    assert len(seen) == len(IN_TRAINING)


def test_the_summary_of_pictures_says_numbers() -> None:
    judged = (
        Judged(1, CARDS[0], Outcome.ANSWERED, CARDS[0].side, 0, S),
        Judged(2, CARDS[1], Outcome.ANSWERED, CARDS[1].side.other, 0, S),
        Judged(3, CARDS[2], Outcome.SKIPPED),
    )
    done = State(
        phase=Phase.SUMMARY, reason=Reason.STOPPED, pack=replace(PACK, judged=judged)
    )
    rows = [said(row) for row in page_of(done, 0, TRAIN, (), SETTING).rows]

    assert rows[:2] == ["Pictures: 2 of 4", "Correct answers: 50 %"]
    none = replace(done, pack=PACK)
    rows = [said(row) for row in page_of(none, 0, TRAIN, (), SETTING).rows]
    assert "%" not in " ".join(rows)


def test_a_full_disk_waits_until_no_session_runs() -> None:
    for phase in Phase:
        shown = page(State(phase=phase, pack=PACK), faults=(FULL_DISK,))
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
