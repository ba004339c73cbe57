from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import av  # noqa: TID251 - reads back what was written
import numpy as np
import pytest

from mirrorbox.language import messages
from mirrorbox.voice import Shelf, build, sound_file
from mirrorbox.voice.build import spoken_ids
from mirrorbox.voice.engine import EspeakNg, engine_named, read_wav
from mirrorbox.voice.errors import VoiceError
from tests.voice.engines import HummingEngine, hum

if TYPE_CHECKING:
    from pathlib import Path

FEW = ["pain.before", "rest", "number.7"]


@pytest.fixture(autouse=True)
def few_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "spoken_ids", lambda: FEW)


def test_every_sentence_gets_a_recording_by_its_id(tmp_path: Path) -> None:
    engine = HummingEngine()
    report = build.build("de", tmp_path, engine)
    assert report.made == tuple(FEW)
    assert engine.said[0] == ("Wie stark sind Ihre Schmerzen jetzt?", "de")
    assert engine.said[2] == ("7", "de")
    assert all(Shelf(tmp_path, "de").recordings(key) for key in FEW)
    assert report.sentence.startswith("3 recordings made, 0 up to date, 0 of your own")


def test_a_second_build_has_nothing_to_do(tmp_path: Path) -> None:
    build.build("en", tmp_path, HummingEngine())
    report = build.build("en", tmp_path, engine := HummingEngine())
    assert (report.made, report.fresh) == ((), tuple(FEW))
    assert engine.said == []


def test_a_changed_sentence_is_spoken_anew(tmp_path: Path) -> None:
    build.build("en", tmp_path, HummingEngine())
    listed = tmp_path / "built/en/built.json"
    listed.write_text(listed.read_text().replace("How much pain now?", "Pain?"))
    assert build.build("en", tmp_path, HummingEngine()).made == ("pain.before",)


def test_a_recording_put_there_by_hand_is_kept(tmp_path: Path) -> None:
    build.build("en", tmp_path, HummingEngine())
    (own,) = Shelf(tmp_path, "en").recordings("rest")
    own.write_bytes(b"the therapist's own voice")
    report = build.build("en", tmp_path, HummingEngine())
    assert report.kept == ("rest",)
    assert own.read_bytes() == b"the therapist's own voice"


def test_a_build_that_broke_off_goes_on(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="broke off"):
        build.build("en", tmp_path, HummingEngine(fails_after=2))
    report = build.build("en", tmp_path, HummingEngine())
    assert (len(report.fresh), len(report.made)) == (2, 1)


@pytest.mark.parametrize("listed", ["", "[]", "{"])
def test_a_lost_list_keeps_every_recording(tmp_path: Path, listed: str) -> None:
    build.build("en", tmp_path, HummingEngine())
    (tmp_path / "built/en/built.json").write_text(listed)
    assert build.build("en", tmp_path, HummingEngine()).kept == tuple(FEW)


def test_the_clinics_own_recording_comes_first(tmp_path: Path) -> None:
    for name in ("built/en/rest.opus", "own/en/rest.wav", "own/de/rest.ogg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = Shelf(tmp_path, "en").recordings("rest")
    assert [path.parts[-3:] for path in found] == [
        ("own", "en", "rest.wav"),
        ("built", "en", "rest.opus"),
    ]
    assert Shelf(tmp_path, "fr").recordings("rest") == []


def test_a_recording_is_soft_at_its_ends_and_of_one_loudness(tmp_path: Path) -> None:
    for peak in (0.01, 0.9):
        samples = sound_file.level(hum(peak=peak))
        assert samples[0] == samples[-1] == 0
        assert np.abs(samples).max() == pytest.approx(sound_file.PEAK, abs=0.01)
    sound_file.write(hum(), tmp_path / "hum.wav")
    assert read_wav((tmp_path / "hum.wav").read_bytes()).rate_hz == hum().rate_hz


def test_opus_holds_the_whole_sentence(tmp_path: Path) -> None:
    if sound_file.suffix() != ".opus":
        pytest.skip("this PyAV cannot encode Opus")
    sound_file.write(hum(1.0), tmp_path / "hum.opus")
    with av.open(str(tmp_path / "hum.opus")) as container:
        heard = sum(frame.samples for frame in container.decode(audio=0))
    assert heard / 48_000 == pytest.approx(1.0, abs=0.05)


def test_silence_can_be_written(tmp_path: Path) -> None:
    sound_file.write(hum(peak=0.0), tmp_path / "silence.wav")
    assert (tmp_path / "silence.wav").stat().st_size > 44


def test_an_unknown_language_or_engine_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="There is no language 'xx'"):
        build.build("xx", tmp_path, HummingEngine())
    with pytest.raises(VoiceError, match="no speech engine 'parrot'"):
        build.build("en", tmp_path, "parrot")


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "built").write_text("in the way")
    with pytest.raises(VoiceError, match="The voice cannot be written"):
        build.build("en", tmp_path, HummingEngine())


def test_a_missing_engine_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(VoiceError, match="run apt-get install espeak-ng"):
        engine_named("espeak-ng").speak("Rest.", "en")


def test_an_engine_that_fails_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "espeak-ng").write_text("#!/bin/sh\nexit 3\n")
    (tmp_path / "espeak-ng").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(VoiceError, match="espeak-ng cannot speak en"):
        engine_named("espeak-ng").speak("Rest.", "en")


@pytest.mark.parametrize("data", [b"", b"RIFF", b"no recording at all" * 9])
def test_what_is_no_recording_is_refused(data: bytes) -> None:
    with pytest.raises(VoiceError, match="no recording"):
        read_wav(data)


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is missing")
@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar"])
def test_espeak_speaks_every_language(language: str) -> None:
    speech = EspeakNg().speak("7", language)
    assert 0.2 < speech.samples.size / speech.rate_hz < 5
    assert np.abs(speech.samples).max() > 0.01


def test_what_is_read_only_on_the_page_is_not_spoken() -> None:
    ids = spoken_ids()
    assert "pain.before" in ids
    assert "number.10" in ids
    assert "exercise.of" not in ids
    read = (".sentence", ".precaution1")
    assert not [key for key in ids if key.endswith(read)]
    spoken = [key for key in messages() if key.endswith(".spoken")]
    assert set(spoken) <= set(ids)


def test_a_packaged_voice_speaks_after_every_recording_of_the_unit(
    tmp_path: Path,
) -> None:
    packaged = tmp_path / "packaged"
    build.build("de", packaged, HummingEngine())
    shelf = Shelf(tmp_path / "unit", "de", packaged)
    (found,) = shelf.recordings("rest")
    assert found.is_relative_to(packaged)
    build.build("de", tmp_path / "unit", HummingEngine())
    assert [path.is_relative_to(packaged) for path in shelf.recordings("rest")] == [
        False,
        True,
    ]


def test_two_builds_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        build.build("fr", tmp_path / name, HummingEngine())
    one, two = (tmp_path / name / "built/fr" for name in ("one", "two"))
    assert sorted(p.name for p in one.iterdir()) == sorted(
        p.name for p in two.iterdir()
    )
    assert all(p.read_bytes() == (two / p.name).read_bytes() for p in one.iterdir())
