from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pygame
import pytest

from mirrorbox.voice import Shelf, SilentSpeaker, Speaker, Tone, open_speaker
from mirrorbox.voice.mixer import MixerSpeaker
from mirrorbox.voice.sound_file import suffix, write
from tests.voice.engines import RecordingSpeaker, hum

if TYPE_CHECKING:
    from collections.abc import Iterator

music = pygame.mixer.music


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    folder = tmp_path / "built/en"
    folder.mkdir(parents=True)
    write(hum(5.0), folder / f"rest{suffix()}")
    write(hum(5.0), folder / "next.wav")
    return tmp_path


@pytest.fixture
def speaker(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Speaker]:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    opened = open_speaker(Shelf(directory, "en"), on=True, volume=0.5)
    assert isinstance(opened, MixerSpeaker)
    yield opened
    opened.close()


@pytest.mark.parametrize("message_id", ["rest", "next"])
def test_a_prompt_is_spoken(speaker: Speaker, message_id: str) -> None:
    speaker.say(message_id)
    assert music.get_busy()


def test_a_new_prompt_takes_the_place_of_the_old_one(
    speaker: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    load = music.load

    def spy(path: Path) -> None:
        loaded.append(path.stem)
        load(path)

    monkeypatch.setattr(music, "load", spy)
    speaker.say("rest")
    speaker.say("next")
    assert loaded == ["rest", "next"]
    assert music.get_busy()


def test_a_prompt_without_a_recording_silences_the_old_one_and_is_logged_once(
    speaker: Speaker, caplog: pytest.LogCaptureFixture
) -> None:
    speaker.say("rest")
    for _ in range(3):
        speaker.say("pain.before")
    assert not music.get_busy()
    assert [r.message for r in caplog.records] == ["voice: no recording of pain.before"]


@pytest.mark.parametrize("content", [b"", b"not a sound" * 50])
def test_a_broken_own_recording_falls_back_to_the_packaged_voice(
    speaker: Speaker,
    directory: Path,
    content: bytes,
    caplog: pytest.LogCaptureFixture,
) -> None:
    own = directory / "own/en/rest.ogg"
    own.parent.mkdir(parents=True)
    own.write_bytes(content)
    for _ in range(2):
        speaker.say("rest")
        assert music.get_busy()
    assert len(caplog.records) == 1
    assert "rest.ogg cannot be played" in caplog.text


def test_a_tone_sounds_over_a_prompt(speaker: Speaker) -> None:
    speaker.say("rest")
    for which in Tone:
        speaker.tone(which)
        assert pygame.mixer.Channel(0).get_busy()
    assert music.get_busy()


def test_hush_is_silence_at_once(speaker: Speaker) -> None:
    speaker.say("rest")
    speaker.tone(Tone.END)
    speaker.hush()
    assert not music.get_busy()
    assert not pygame.mixer.get_busy()


@pytest.mark.parametrize(("asked", "set_to"), [(0.25, 0.25), (-3.0, 0.0), (7.0, 1.0)])
def test_volume_holds_for_prompts_and_tones(
    speaker: Speaker, asked: float, set_to: float
) -> None:
    speaker.volume = asked
    speaker.say("rest")
    speaker.tone(Tone.GO)
    assert speaker.volume == set_to
    assert music.get_volume() == pytest.approx(set_to, abs=0.01)
    assert pygame.mixer.Channel(0).get_volume() == pytest.approx(set_to, abs=0.01)


def test_a_closed_speaker_says_nothing_and_fails_at_nothing(speaker: Speaker) -> None:
    speaker.close()
    speaker.close()
    speaker.say("rest")
    speaker.tone(Tone.PRESS)
    speaker.hush()
    speaker.volume = 0.1
    assert pygame.mixer.get_init() is None


def test_a_unit_without_sound_stays_silent(
    directory: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-driver")
    opened = open_speaker(Shelf(directory, "en"), on=True, volume=0.5)
    assert isinstance(opened, SilentSpeaker)
    assert "There is no sound" in caplog.text


def test_a_device_that_opens_and_then_fails_stays_silent(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: int) -> None:
        raise pygame.error("the channel is gone")

    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    monkeypatch.setattr(pygame.mixer, "Channel", failing)
    opened = open_speaker(Shelf(directory, "en"), on=True, volume=0.5)

    assert isinstance(opened, SilentSpeaker)
    assert pygame.mixer.get_init() is None


def test_a_voice_switched_off_never_opens_the_device(directory: Path) -> None:
    opened = open_speaker(Shelf(directory, "en"), on=False, volume=0.5)
    assert isinstance(opened, SilentSpeaker)
    assert pygame.mixer.get_init() is None


@pytest.mark.parametrize("quiet", [SilentSpeaker(), RecordingSpeaker()])
def test_every_speaker_is_one(quiet: Speaker) -> None:
    quiet.volume = 0.3
    quiet.say("rest")
    quiet.tone(Tone.PRESS)
    quiet.hush()
    quiet.close()
    assert quiet.volume == 0.3


def test_the_recorder_remembers() -> None:
    recorder = RecordingSpeaker()
    recorder.say("rest")
    recorder.tone(Tone.GO)
    recorder.hush()
    assert recorder.heard == ["rest", "tone go", "hush"]


def test_a_folder_that_cannot_be_looked_into_is_silence() -> None:
    """As one that may not be read is; root may read everything, so by its name."""
    assert Shelf(Path("/" + "x" * 300), "en").recordings("rest") == []
