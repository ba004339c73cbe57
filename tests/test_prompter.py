from __future__ import annotations

from dataclasses import replace

from mirrorbox.exercises import laterality_cards
from mirrorbox.language import messages
from mirrorbox.prompter import Prompter
from mirrorbox.screen import Page
from mirrorbox.screen.page import Ask, Deal, Row
from mirrorbox.voice import Tone
from mirrorbox.words import Limb, Rating
from tests.screen.test_pages import every_page
from tests.voice.engines import RecordingSpeaker

QUESTION = Page(
    name="ask",
    title="How much pain now?",
    rows=(Row("More"), Row("Less"), Row("Skip")),
    ask=Ask(Rating.PAIN_BEFORE, None),
)
COUNT = Page(
    name="countdown", live=True, number="3", rows=(Row("Put your hand back."),)
)
BARE = Page(name="mirror", live=True, ring=0.5)


def heard(*pages: Page) -> list[str]:
    speaker = RecordingSpeaker()
    prompter = Prompter(lambda: speaker)
    prompter.open()
    for page in pages:
        prompter.follow(page)
    return [str(what) for what in speaker.heard]


def test_a_page_is_said_once() -> None:
    assert heard(QUESTION, QUESTION, QUESTION).count("pain.before") == 1


def test_it_is_silent_until_it_is_opened_and_says_what_is_up_then() -> None:
    speaker = RecordingSpeaker()
    prompter = Prompter(lambda: speaker)
    prompter.follow(BARE)
    prompter.follow(QUESTION)
    assert speaker.heard == []

    prompter.open()
    prompter.open()
    prompter.follow(QUESTION)
    assert speaker.heard.count("pain.before") == 1


def test_a_chosen_number_is_said() -> None:
    chosen = replace(QUESTION, ask=Ask(Rating.PAIN_BEFORE, 7))

    assert "number.7" in heard(QUESTION, chosen)


def test_the_countdown_ticks_and_the_mirror_begins_with_a_tone() -> None:
    said = heard(COUNT, replace(COUNT, number="2"), BARE)

    assert said.count(f"tone {Tone.TICK}") == 2
    assert said[-1] == f"tone {Tone.GO}"


def test_a_moving_ring_is_silent() -> None:
    assert heard(BARE, replace(BARE, ring=0.4), replace(BARE, ring=0.3)) == []


def test_an_exercise_is_said_by_its_own_prompt() -> None:
    page = Page(name="exercise", live=True, rows=(Row("x"),), exercise="hand_close")

    assert "exercise.hand_close.spoken" in heard(page)


def test_every_page_with_words_says_something() -> None:
    for page in every_page():
        if page.bare:
            continue
        assert [what for what in heard(page) if what in messages()], page


def test_cards_are_asked_once_and_never_judged_aloud() -> None:
    hands = laterality_cards(4, Limb.HAND, 1)
    cards = [Page(name="card", title="Left or right?", deal=Deal(one)) for one in hands]
    gaps = [
        Page(name="gap", title="Left or right?", deal=Deal(hands[0], face_up=False))
    ]
    count = Page(name="countdown", number="1", rows=(Row("Put your hand back."),))

    said = heard(count, cards[0], *gaps, cards[1], *gaps, cards[2], *gaps, cards[3])

    assert said.count("laterality.title") == 1
    assert said.count(f"tone {Tone.GO}") == 1
    assert said[-1] == "laterality.title"
