from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from mirrorbox.language import NAMES, Language, LanguageError, messages
from mirrorbox.language.messages import NUMBERS

if TYPE_CHECKING:
    from pathlib import Path


def test_a_sentence_is_translated() -> None:
    assert Language("de").translate("How much pain now?").startswith("Wie stark")
    assert Language("en").translate("How much pain now?") == "How much pain now?"


def test_numbers_are_filled_in() -> None:
    text = Language("fr").translate("Exercise {number} of {total}", number=2, total=8)
    assert text == "Exercice 2 sur 8"


@pytest.mark.parametrize(
    ("code", "n", "text"),
    [
        ("en", 1, "1 minute of mirror"),
        ("en", 0, "0 minutes of mirror"),
        ("de", 2, "2\u00a0Minuten Spiegel"),
        ("fr", 0, "0\u00a0minute de miroir"),
        ("es", 1, "1\u00a0minuto de espejo"),
    ],
)
def test_plurals_follow_the_language(code: str, n: int, text: str) -> None:
    assert Language(code).sentence("summary.minutes", n=n) == text
    forms = ("{n} minute of mirror", "{n} minutes of mirror")
    assert Language(code).count(*forms, n) == text


def test_arabic_has_its_six_numbers() -> None:
    language = Language("ar")
    texts = {
        language.sentence("dose.hours", n=n).replace(str(n), "#") for n in (1, 2, 3)
    }
    assert len(texts) == 3


def test_only_arabic_runs_from_right_to_left() -> None:
    assert [code for code in NAMES if Language(code).rtl] == ["ar"]


def test_a_language_says_its_own_name() -> None:
    assert Language("de").name == "Deutsch"


@pytest.mark.parametrize("code", NAMES)
def test_every_id_gives_a_sentence(code: str, caplog: pytest.LogCaptureFixture) -> None:
    language = Language(code)
    for key, message in messages().items():
        if message.plural:
            assert language.sentence(key, n=3)
        else:
            assert language.sentence(key)
    assert [language.sentence(key) for key in NUMBERS] == [str(n) for n in range(11)]
    assert not caplog.records


def test_a_missing_translation_stays_english_and_is_logged_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    language = Language("es")
    for _ in range(3):
        assert language.translate("Never written.") == "Never written."
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


def test_a_missing_plural_stays_english(caplog: pytest.LogCaptureFixture) -> None:
    assert Language("es").count("{n} owl", "{n} owls", 2) == "2 owls"
    assert "owl" in caplog.text


@pytest.mark.parametrize("content", [None, b"", b"not a catalogue at all, I fear"])
def test_a_broken_catalogue_leaves_english(
    tmp_path: Path, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    if content is not None:
        path = tmp_path / "de/LC_MESSAGES/mirrorbox.mo"
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    language = Language("de", tmp_path)
    assert language.sentence("pain.before") == "How much pain now?"
    assert "English stays" in caplog.text


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(LanguageError, match="no language 'xx'; there are en, de"):
        Language("xx")


def test_an_unknown_sentence_is_refused() -> None:
    with pytest.raises(LanguageError, match=r"no sentence 'pain\.never'"):
        Language("en").sentence("pain.never")


def test_a_plural_needs_its_number() -> None:
    with pytest.raises(LanguageError, match="needs a whole number"):
        Language("en").sentence("summary.minutes")


def test_a_sentence_with_a_number_in_it_is_not_spoken() -> None:
    assert messages()["pain.before"].spoken
    assert not messages()["exercise.of"].spoken
