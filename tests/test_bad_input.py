"""Bad input through the real program: one clear sentence, a code above 0, no traceback.

What each check says in detail is tested beside it; here a whole process says it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.small import CAMERA_AND_SCREEN

if TYPE_CHECKING:
    from pathlib import Path

UNIT = f"""{CAMERA_AND_SCREEN}[controls]
sources = ["script:script.txt"]
[journal]
directory = "journal"
[voice]
directory = "voice"
"""

GENERAL = 'preset = "general"\naffected_side = "left"\n'
STROKE = ["--preset", "stroke_arm", "--set", "affected_side=left"]
TRIAL = [*STROKE, "--set", "trial=true", "--set", "delay_ms=2000"]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a unit's configuration and what people mistake for it."""
    (tmp_path / "unit.toml").write_text(UNIT, encoding="utf-8")
    (tmp_path / "script.txt").write_text("2 START\n8 QUIT\n", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").touch()
    (tmp_path / "film.mp4").write_bytes(os.urandom(5000))
    (tmp_path / "long.toml").write_bytes(b"#" * 1_000_001)
    return tmp_path


def mirrorbox(desk: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mirrorbox", *arguments],
        cwd=desk,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def told(desk: Path, *arguments: str) -> str:
    """The one sentence of a command that fails."""
    done = mirrorbox(desk, *arguments)
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    lines = [x for x in done.stderr.splitlines() if x.startswith("mirrorbox: ")]
    assert len(lines) == 1, done.stderr
    assert "Traceback" not in done.stderr
    return lines[0]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('exercises = [{exercise = "juggle"}]', "'juggle' is no exercise of"),
        ('exercises = [{exercise = "hand_close", seconds = 0}]', "seconds = 0 is out"),
        ('programme = ["gmi_hand", "leg_graded"]', "names 2 programmes; one at"),
        ("session_min = 900", "session_min = 900.0 is out of range: 0 to 240."),
        ('language = "xx"', "one of en, de, fr, es, ar."),
    ],
)
def test_a_prescription_that_cannot_be(desk: Path, text: str, sentence: str) -> None:
    (desk / "given.toml").write_text(f"{GENERAL}{text}\n", encoding="utf-8")

    assert sentence in told(desk, "prescribe", "given.toml", "--config", "unit.toml")
    assert not (desk / "journal").exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("folder", "folder cannot be read: Is a directory."),
        ("empty", "empty names no preset"),
        ("film.mp4", "film.mp4 is not a text file in UTF-8."),
        ("long.toml", "long.toml is far too long."),
    ],
)
def test_a_file_that_is_no_prescription(desk: Path, name: str, sentence: str) -> None:
    assert sentence in told(desk, "prescribe", name, "--config", "unit.toml")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["config", "check", "--config", "folder"], "folder cannot be read: Is a dir"),
        (["config", "check", "--config", "film.mp4"], "film.mp4 is not a text file"),
        (["log", "--journal", "film.mp4"], "There is no journal at film.mp4"),
        (["preset", "show", "stroke"], "There is no preset 'stroke'; did you mean"),
        (["voice", "build", "xx"], "There is no language 'xx'"),
    ],
)
def test_the_wrong_kind_of_file_or_name(
    desk: Path, arguments: list[str], sentence: str
) -> None:
    assert sentence in told(desk, *arguments)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--controls", "script:folder"], "script folder cannot be read: Is a dir"),
        (["--controls", "script:film.mp4"], "script film.mp4 is not a text file"),
        (["--camera", "film:empty"], "empty is not a film that can be played."),
        (["--shots", "empty"], "No picture can be kept in empty"),
    ],
)
def test_a_mirror_that_cannot_run(desk: Path, more: list[str], sentence: str) -> None:
    run = ["run", "--config", "unit.toml", "--clock", "simulated"]

    assert sentence in told(desk, *run, *more)


def test_a_delay_for_which_there_is_no_memory(desk: Path) -> None:
    text = UNIT.replace("width = 160", "width = 1920").replace("= 120", "= 1080")
    (desk / "large.toml").write_text(text, encoding="utf-8")

    sentence = told(desk, "prescribe", *TRIAL, "--config", "large.toml")
    assert "A delay of 2000 ms at 1920×1080 needs 490 MiB of memory" in sentence
    assert not (desk / "journal").exists()
    assert mirrorbox(desk, "prescribe", *TRIAL, "--config", "unit.toml").returncode == 0


def test_a_prescription_whose_picture_this_unit_cannot_make(desk: Path) -> None:
    text = UNIT.replace("seam_px = 8", "midline = 0.01")
    (desk / "aslant.toml").write_text(text, encoding="utf-8")

    sentence = told(
        desk, "prescribe", *STROKE, "--set", "view=both", "--config", "aslant.toml"
    )
    assert "midline" in sentence


def test_a_broken_recording_is_silence(desk: Path) -> None:
    own = desk / "voice/own/en"
    own.mkdir(parents=True)
    (own / "ready.hand.ogg").write_bytes(os.urandom(3000))
    (own / "pain.before.wav").touch()
    (own / "countdown.hand.opus").mkdir()
    done = mirrorbox(desk, "run", "--config", "unit.toml", "--clock", "simulated")

    assert done.returncode == 0, done.stderr
    assert "recording ready.hand.ogg cannot be played" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_of_a_therapist_s_editor_is_read(desk: Path) -> None:
    text = GENERAL.replace("\n", "\r\n")
    (desk / "given.toml").write_bytes(b"\xef\xbb\xbf" + text.encode())

    done = mirrorbox(desk, "prescribe", "given.toml", "--config", "unit.toml")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["doctor", "--seconds", "nan"], "nan is not above 0"),
        (["doctor", "--seconds", "-3"], "-3 is not above 0"),
        (["doctor", "--seconds", "soon"], "soon is not a number"),
        (["bench", "--rounds", "many"], "many is not a whole number"),
    ],
)
def test_a_word_where_a_number_belongs(
    desk: Path, arguments: list[str], sentence: str
) -> None:
    done = mirrorbox(desk, *arguments)

    assert done.returncode == 2
    assert sentence in done.stderr.splitlines()[-1]
