from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.exercises import Group, library, messages, programmes
from mirrorbox.exercises.load import ExerciseError, read_library
from mirrorbox.exercises.packaged import packaged
from mirrorbox.exercises.sentences import MAX_WORDS, complaints, split
from mirrorbox.words import Limb

EXERCISES = library()
TEXTS = [(e.id, e.sentence) for e in EXERCISES.values()]
TEXTS += [(e.id, e.spoken) for e in EXERCISES.values()]
TEXTS += [(e.id, text) for e in EXERCISES.values() for text in e.precautions]

SLOWEST_S, QUICKEST_S = 30.0, 5.0
"""A repetition takes its time: slow and smooth first (EFIC-how)."""


def test_there_are_at_least_24_exercises_over_every_group() -> None:
    assert len(EXERCISES) >= 24
    assert {e.group for e in EXERCISES.values()} == set(Group)


@pytest.mark.parametrize("limb", list(Limb))
def test_every_limb_has_exercises_from_easy_to_hard(limb: Limb) -> None:
    grades = {e.grade for e in EXERCISES.values() if limb in e.limbs}

    assert min(grades) == 1
    assert max(grades) >= 3


def test_a_painful_hand_can_begin_at_shoulder_and_elbow() -> None:
    proximal = [
        e for e in EXERCISES.values() if e.group in {Group.SHOULDER, Group.ELBOW}
    ]

    assert len(proximal) >= 3
    assert all(Limb.FOREARM in e.limbs for e in proximal)


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_sentences_are_short_and_plain(name: str, text: str) -> None:
    assert not list(complaints(text)), name
    for word in re.findall(r"[a-z]+", text.lower()):
        assert len(word) <= 9, f"{name}: {word}"


def test_the_sentence_below_a_picture_has_12_words_in_all() -> None:
    assert all(len(e.sentence.split()) <= MAX_WORDS for e in EXERCISES.values())


def test_every_exercise_has_a_source_a_precaution_and_2_or_3_frames() -> None:
    for exercise in EXERCISES.values():
        assert exercise.source
        assert exercise.precautions
        assert 2 <= len(exercise.frames) <= 3, exercise.id


def test_repetitions_are_slow() -> None:
    for exercise in EXERCISES.values():
        pace = exercise.seconds / exercise.repetitions
        assert QUICKEST_S <= pace <= SLOWEST_S, exercise.id


def test_names_are_told_apart() -> None:
    names = [e.name for e in EXERCISES.values()]
    assert len(set(names)) == len(names)


def test_messages_are_every_text_once() -> None:
    texts = {text for _, text in TEXTS} | {e.name for e in EXERCISES.values()}
    texts |= {programme.name for programme in programmes().values()}

    assert set(messages()) == texts
    assert list(messages()) == sorted(texts)


def test_library_is_handed_out_as_a_copy() -> None:
    library().clear()
    assert library() == EXERCISES


def _with(**changes: Any) -> dict[str, Any]:
    return {"pinch": packaged("library.toml")["pinch"] | changes}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"seconds": 0}, "pinch.seconds = 0 is out of range: 5 to 1800."),
        ({"grade": 6}, "pinch.grade = 6 is out of range: 1 to 5."),
        ({"repetitions": 0}, "pinch.repetitions = 0 is out of range"),
        (
            {"source": ""},
            "pinch.source = '' must be a text with nothing blank around it.",
        ),
        ({"limbs": ["tail"]}, "pinch.limbs[0] = 'tail' must be one of hand"),
        ({"limbs": []}, "pinch.limbs must not be empty."),
        ({"frames": []}, "pinch.frames must not be empty."),
        ({"sentence": "Do not stop"}, "pinch.sentence must end with a full stop"),
        ({"spoken": "Don't stop."}, "pinch.spoken has a contraction"),
        ({"precautions": ["a " * 13 + "."]}, "pinch.precautions[0] has a sentence of"),
        (
            {"sentence": "One two three four." + " One two three four." * 3},
            "longer than 12 words in all",
        ),
        ({"colour": "red"}, "pinch.colour is not a setting."),
    ],
)
def test_a_wrong_exercise_is_told_in_one_sentence(
    change: dict[str, Any], words: str
) -> None:
    with pytest.raises(ExerciseError) as caught:
        read_library(_with(**change))
    assert words in str(caught.value)


def test_every_mistake_is_told_at_once() -> None:
    tables = _with(seconds=0) | {"other": {"name": "x"}, "third": 3}
    with pytest.raises(ExerciseError) as caught:
        read_library(tables)
    lines = str(caught.value).splitlines()
    assert any("pinch.seconds" in line for line in lines)
    assert any("other.sentence is missing." in line for line in lines)
    assert "third must be a table, not 3." in lines


@given(st.lists(st.text("abc", min_size=1), min_size=1, max_size=20))
def test_a_sentence_is_too_long_from_13_words_on(words: list[str]) -> None:
    text = " ".join(words) + "."

    assert split(text) == [text[:-1]]
    assert bool(list(complaints(text))) == (len(words) > MAX_WORDS)
