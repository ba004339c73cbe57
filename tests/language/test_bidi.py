from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.language import Run, runs

ARABIC = "اضغط START للمتابعة."


def test_a_latin_line_is_one_run() -> None:
    assert runs("Press START.", rtl=False) == [Run("Press START.", rtl=False)]


def test_a_button_in_an_arabic_line_keeps_its_letters_and_its_place() -> None:
    after, button, before = runs(ARABIC, rtl=True)
    assert button == Run("START", rtl=False)
    assert before == Run("اضغط ", rtl=True)
    assert after == Run(" للمتابعة.", rtl=True)


def test_the_full_stop_after_a_button_ends_the_arabic_line_on_the_left() -> None:
    assert runs("اضغط START.", rtl=True)[0] == Run(".", rtl=True)


def test_numbers_stay_whole() -> None:
    assert Run("1.5", rtl=False) in runs("الألم: 1.5 من 10", rtl=True)
    assert Run("+49 89 123", rtl=False) in runs("+49 89 123", rtl=False)


def test_an_empty_line_has_no_runs() -> None:
    assert runs("", rtl=True) == []


LETTERS = st.text("abcابت123 .:?؟{}ً", max_size=30)


@given(LETTERS, st.booleans())
def test_nothing_is_lost_and_neighbours_differ(line: str, rtl: bool) -> None:  # noqa: FBT001 - hypothesis hands it in
    parts = runs(line, rtl=rtl)
    read = parts[::-1] if rtl else parts
    assert "".join(run.text for run in read) == line
    assert all(one.rtl != two.rtl for one, two in pairwise(parts))
