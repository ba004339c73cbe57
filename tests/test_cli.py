from __future__ import annotations

import argparse
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mirrorbox.cli import main, parser
from mirrorbox.clock import SimulatedClock
from mirrorbox.journal import Store
from tests.small import CAMERA_AND_SCREEN

if TYPE_CHECKING:
    from collections.abc import Iterator

README = Path(__file__).resolve().parents[1] / "README.md"


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """A small unit's configuration file."""
    path = tmp_path / "unit.toml"
    path.write_text(
        f"""{CAMERA_AND_SCREEN}[controls]
sources = ["script:{tmp_path}/script.txt"]
[journal]
directory = "{tmp_path}/journal"
""",
        encoding="utf-8",
    )
    (tmp_path / "script.txt").write_text("2 START\n8 QUIT\n", encoding="utf-8")
    return path


def commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    def below(
        top: argparse.ArgumentParser, path: str
    ) -> Iterator[tuple[str, argparse.ArgumentParser]]:
        for action in top._actions:
            if isinstance(action, argparse._SubParsersAction):
                for name, sub in action.choices.items():
                    yield f"{path} {name}", sub
                    yield from below(sub, f"{path} {name}")

    yield from below(parser(), "mirrorbox")


def test_every_option_of_every_command_has_help() -> None:
    for name, command in commands():
        assert command.description, name
        for action in command._actions:
            assert action.help or isinstance(action, argparse._SubParsersAction), (
                f"{name} {action.dest}"
            )


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_every_command_stands_in_the_readme(name: str) -> None:
    assert f"`{name}" in README.read_text(encoding="utf-8")


def test_run_and_log(
    unit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shots = str(tmp_path / "shots")
    run = ["run", "--config", str(unit), "--clock", "simulated", "--shots", shots]

    assert main([*run, "--affected", "right", "--view", "overlay"]) == 0
    assert (tmp_path / "shots/02-ready.png").exists()
    capsys.readouterr()

    assert main(["log", "--config", str(unit)]) == 0
    assert "overlay" in capsys.readouterr().out
    assert main(["log", "--config", str(unit), "--csv"]) == 0
    header, row = capsys.readouterr().out.splitlines()
    assert row.count(",") == header.count(",")
    assert "shut_down" in row
    assert main(["log", "--config", str(unit), "show", "1"]) == 0
    assert "started" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["run", "--camera", "flm:x"], "camera.source = 'flm:x' must be pi,"),
        (["run", "--config", "nowhere.toml"], "nowhere.toml cannot be read"),
        (["run", "--controls", "script:nowhere.txt"], "nowhere.txt cannot be read"),
        (["log", "--journal", "nowhere"], "There is no journal"),
        (["log", "show"], "with a session's number"),
        (["config", "check", "--camera", "film:"], "camera.source"),
        (["demo", "--headless", "--out", "taken"], "cannot write to taken"),
    ],
)
def test_bad_input_is_one_clear_sentence(
    arguments: list[str],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken").write_text("a file, not a folder", encoding="utf-8")

    assert main(arguments) == 1

    (told,) = capsys.readouterr().err.splitlines()
    assert told.startswith("mirrorbox: ")
    assert sentence in told


def test_pictures_that_cannot_be_kept(
    unit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = ["run", "--config", str(unit), "--clock", "simulated"]

    assert main([*run, "--shots", str(unit)]) == 1
    assert "No picture can be kept" in capsys.readouterr().err


def test_bench_needs_a_round(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["bench", "--rounds", "0"])
    assert "0 is not above 0" in capsys.readouterr().err


def test_preset_and_prescribe(unit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stroke = ["--preset", "stroke_arm", "--set", "affected_side=right"]

    assert main(["preset", "list"]) == 0
    assert "crps" in capsys.readouterr().out
    assert main(["preset", "show", "crps"]) == 0
    assert "EFIC-how" in capsys.readouterr().out
    assert main(["prescribe", *stroke, "--config", str(unit)]) == 0
    capsys.readouterr()
    assert main(["prescribe", "--history", "--config", str(unit)]) == 0
    assert "Stroke, arm: right" in capsys.readouterr().out

    run = ["run", "--config", str(unit), "--clock", "simulated"]
    assert main(run) == 0
    capsys.readouterr()
    assert main(["log", "--config", str(unit)]) == 0
    assert "right" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--preset", "stork"], "stork"),
        (["--preset", "crps", "--set", "affected_side"], "is not NAME=VALUE"),
        ([], "Name a prescription file, or --preset ID"),
        (["nowhere.toml"], "nowhere.toml cannot be read"),
        (
            ["--preset", "crps", "--set", "affected_side=left", "--set", "cap_min=30"],
            "locks it",
        ),
        (
            [
                "--preset",
                "crps",
                "--set",
                "affected_side=left",
                "--set",
                "stage_by_week=3",
            ],
            "must be a list of stages",
        ),
    ],
)
def test_a_prescription_that_cannot_be_is_one_sentence(
    unit: Path,
    arguments: list[str],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["prescribe", *arguments, "--config", str(unit)]) == 1

    (told,) = capsys.readouterr().err.splitlines()
    assert sentence in told


def test_a_film_that_is_none(unit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = ["run", "--config", str(unit), "--clock", "simulated"]

    assert main([*run, "--camera", f"film:{unit}"]) == 1
    assert "There was no picture: " in capsys.readouterr().err


def test_an_impossible_geometry_is_refused(
    unit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = unit.read_text(encoding="utf-8")
    unit.write_text(text.replace("seam_px = 8", "midline = 0.01"), encoding="utf-8")

    assert main(["config", "check", "--config", str(unit)]) == 1
    assert "midline" in capsys.readouterr().err


def test_a_session_that_does_not_exist(
    unit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["run", "--config", str(unit), "--clock", "simulated"])

    assert main(["log", "--config", str(unit), "show", "7"]) == 1
    assert "no session 7" in capsys.readouterr().err


def test_config_show_is_toml(unit: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "check", "--config", str(unit)]) == 0
    capsys.readouterr()
    assert main(["config", "show", "--config", str(unit)]) == 0

    assert tomllib.loads(capsys.readouterr().out)["camera"]["width"] == 160


def test_doctor_says_a_line_for_each_part(
    unit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor", "--config", str(unit)]) == 0

    assert len(capsys.readouterr().out.splitlines()) == 17


def test_doctor_fails_when_a_part_does(
    unit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film = f"film:{tmp_path}/nowhere.mp4"

    assert main(["doctor", "--config", str(unit), "--camera", film]) == 1

    bad = [line for line in capsys.readouterr().out.splitlines() if "BAD" in line]
    assert len(bad) == 1
    assert "camera" in bad[0]


def test_what_could_not_be_recorded_is_an_exit_code(
    unit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "journal").write_text("in the way", encoding="utf-8")

    assert main(["run", "--config", str(unit), "--clock", "simulated"]) == 3
    assert "Not everything could be recorded" in capsys.readouterr().err


def test_sigterm_closes_the_session(unit: Path, tmp_path: Path) -> None:
    # Again and again: a busy machine may show its first picture after any of them.
    presses = "".join(f"{second} START\n" for second in range(2, 60, 3))
    (tmp_path / "script.txt").write_text(presses + "60 QUIT\n", encoding="utf-8")
    arguments = [sys.executable, "-m", "mirrorbox", "run", "--config", str(unit)]
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True) as run:
        assert run.stderr is not None
        for line in run.stderr:
            if "ask_before" in line:
                run.terminate()
        assert run.wait(timeout=20) == 0

    log = [sys.executable, "-m", "mirrorbox", "log", "--config", str(unit)]
    told = subprocess.run(log, capture_output=True, text=True, check=True)
    assert "shut down" in told.stdout


def test_a_version_that_cannot_even_begin_is_counted_and_goes_back(
    unit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "upgrade"
    folder.mkdir()
    (folder / "previous.deb").touch()
    monkeypatch.setattr("mirrorbox.health.trial.FOLDER", folder)
    unit.write_text("[camera]\nsauce = 1\n", encoding="utf-8")
    for _ in range(3):
        assert main(["run", "--config", str(unit)]) == 1
        assert not (folder / "roll-back").exists()

    assert main(["run", "--config", str(unit)]) == 1
    assert (folder / "roll-back").exists()


def test_a_version_that_shows_the_mirror_stays(
    unit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "upgrade"
    folder.mkdir()
    (folder / "previous.deb").touch()
    monkeypatch.setattr("mirrorbox.health.trial.FOLDER", folder)
    for _ in range(5):
        assert main(["run", "--config", str(unit), "--clock", "simulated"]) == 0

    assert not (folder / "roll-back").exists()


def test_importing_the_package_does_nothing() -> None:
    code = (
        "import mirrorbox, mirrorbox.cli, mirrorbox.controls, mirrorbox.session, sys;"
        "assert not {'pygame', 'gpiozero', 'av', 'picamera2'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_log_tells_of_a_repaired_journal(
    unit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = ["run", "--config", str(unit), "--clock", "simulated"]
    assert main(run) == 0
    store = Store.open(tmp_path / "journal", SimulatedClock(boot_id="the next"))
    store.copy_if_due()  # in the run itself a thread takes it, if there is time
    store.close()
    (tmp_path / "journal/journal.db").write_bytes(b"no database at all")
    assert main(run) == 0
    capsys.readouterr()

    assert main(["log", "--config", str(unit)]) == 0
    assert "restored from the copy 0" in capsys.readouterr().out
