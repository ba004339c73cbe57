from __future__ import annotations

import gettext
import io
import re
import string

import pytest

from mirrorbox.language import NAMES, SOURCE, messages
from mirrorbox.language.compile import (
    LOCALES,
    CatalogueError,
    Entry,
    catalogues,
    compiled,
    parse,
)
from mirrorbox.language.messages import NUMBERS

MAX_WORDS = 12
BUTTONS = ("START", "PAUSE", "LOG")


def entries(code: str) -> dict[str, Entry]:
    path = LOCALES / code / "LC_MESSAGES/mirrorbox.po"
    header, *rest = parse(path.read_text("utf-8"))
    assert header.msgid == ""
    assert len({entry.msgid for entry in rest}) == len(rest)
    return {entry.msgid: entry for entry in rest}


def sentences(text: str) -> list[str]:
    """The sentences of a text; a spaced mark, as in French, is no word."""
    return [part for part in re.split(r"[.?!؟:]\s*", text) if part.strip("¿¡ ")]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", NAMES)
def test_every_sentence_is_translated_and_none_is_left_over(code: str) -> None:
    catalogue = entries(code)
    wanted = {message.text for message in messages().values()}
    assert set(catalogue) == wanted
    missing = [e.msgid for e in catalogue.values() if not e.texts or not all(e.texts)]
    assert not missing
    assert not [entry.msgid for entry in catalogue.values() if entry.fuzzy]


@pytest.mark.parametrize("code", NAMES)
def test_every_plural_form_is_there(code: str) -> None:
    path = LOCALES / code / "LC_MESSAGES/mirrorbox.po"
    header = parse(path.read_text("utf-8"))[0].texts[0]
    found = re.search(r"nplurals=(\d)", header)
    assert found is not None
    catalogue = entries(code)
    for message in messages().values():
        entry = catalogue[message.text]
        assert entry.plural == (message.plural or "")
        assert len(entry.texts) == (int(found[1]) if message.plural else 1)


@pytest.mark.parametrize("code", NAMES)
def test_placeholders_are_the_same(code: str) -> None:
    for entry in entries(code).values():
        for text in entry.texts:
            assert placeholders(text) == placeholders(entry.msgid), text


@pytest.mark.parametrize("code", NAMES)
def test_every_sentence_is_short(code: str) -> None:
    long = [
        sentence
        for entry in entries(code).values()
        for text in entry.texts
        for sentence in sentences(text)
        if len(sentence.split()) > MAX_WORDS
    ]
    assert not long


@pytest.mark.parametrize("code", NAMES)
def test_buttons_keep_the_names_printed_on_them(code: str) -> None:
    for entry in entries(code).values():
        named = [button for button in BUTTONS if button in entry.msgid]
        for text in entry.texts:
            assert [button for button in BUTTONS if button in text] == named, text


def test_english_has_no_contractions() -> None:
    texts = [message.text for message in messages().values()]
    assert not [t for t in texts if re.search(r"\w['’](?!s cable)\w", t)]


def test_english_is_its_own_translation() -> None:
    for entry in entries(SOURCE).values():
        assert entry.texts == [entry.msgid, *([entry.plural] if entry.plural else [])]


@pytest.mark.parametrize("code", NAMES)
def test_left_and_right_are_never_swapped(code: str) -> None:
    words = {
        "en": ("left", "right"),
        "de": ("link", "recht"),
        "fr": ("gauche", "droit"),
        "es": ("izquierd", "derech"),
        "ar": ("يسر|يسار", "يمن|يمين"),
    }[code]
    catalogue = entries(code)
    for key, message in messages().items():
        text = catalogue[message.text].texts[0].casefold()
        sides = [bool(re.search(word, text)) for word in words]
        if ".left" in key:
            assert sides == [True, False], text
        elif ".right" in key and "answers" not in key:
            assert sides == [False, True], text


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parts[-3])
def test_the_compiled_catalogue_is_fresh(path: object) -> None:
    assert path in catalogues()
    po = next(p for p in catalogues() if p == path)
    fresh = compiled(parse(po.read_text("utf-8")))
    stale = "run python -m mirrorbox.language.compile"
    assert po.with_suffix(".mo").read_bytes() == fresh, stale


def test_every_language_has_a_catalogue_and_every_catalogue_a_language() -> None:
    assert {path.parts[-3] for path in catalogues()} == set(NAMES)


def test_ids_can_be_names_of_files() -> None:
    for key in (*messages(), *NUMBERS):
        assert re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)*", key), key


def test_a_compiled_catalogue_is_read_by_gettext() -> None:
    text = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        '# a remark\nmsgid "one "\n"sentence"\nmsgstr "ein \\"Satz\\"\\n"\n\n'
        'msgid "{n} hand"\nmsgid_plural "{n} hands"\n'
        'msgstr[0] "{n} Hand"\nmsgstr[1] "{n} Hände"\n\n'
        '#, fuzzy\nmsgid "guess"\nmsgstr "geraten"\n\n'
        'msgid "untranslated"\nmsgstr ""\n'
    )
    read = gettext.GNUTranslations(io.BytesIO(compiled(parse(text))))
    assert read.gettext("one sentence") == 'ein "Satz"\n'
    assert read.ngettext("{n} hand", "{n} hands", 1) == "{n} Hand"
    assert read.ngettext("{n} hand", "{n} hands", 2) == "{n} Hände"
    assert read.gettext("guess") == "guess"
    assert read.gettext("untranslated") == "untranslated"


@pytest.mark.parametrize("text", ["nonsense", '"floating"', 'msgid "open'])
def test_a_broken_catalogue_is_refused(text: str) -> None:
    with pytest.raises(CatalogueError):
        parse(text)


@pytest.mark.parametrize("code", ["de", "es", "fr"])
def test_a_mark_or_a_unit_is_never_torn_from_its_word(code: str) -> None:
    """French sets a space before ? ! : ; and all before %: no line breaks at it."""
    torn = [
        text
        for entry in entries(code).values()
        for text in entry.texts
        if re.search(r" [?!:;%]", text)
    ]
    assert not torn
