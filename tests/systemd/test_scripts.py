from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.systemd.helpers import REPOSITORY, SYSTEMD, fake_tools, need, run

if TYPE_CHECKING:
    from pathlib import Path

LIBEXEC = SYSTEMD / "libexec"

LSBLK = """
case "$2" in
  PKNAME) case "$3" in /dev/sda1) echo /dev/sda ;; esac ;;
  SIZE) echo 3.7G ;;
  FSTYPE) echo vfat ;;
  MOUNTPOINTS) cat "$MOUNTS" ;;
esac
"""


def script(name: str, *words: str, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [str(LIBEXEC / name), *words],
        env=env,
        check=False,
        stdout=-1,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return f"{done.stdout}{done.returncode}"


def stick(tmp_path: Path, mounts: str) -> tuple[str, str]:
    (tmp_path / "mounts").write_text(mounts)
    done = tmp_path / "done"
    done.touch()
    tools = {"lsblk": LSBLK, "blockdev": f'echo "$@" >> {done}'}
    env = {**fake_tools(tmp_path / "bin", **tools), "MOUNTS": str(tmp_path / "mounts")}
    return script("stick", "sda1", env=env), done.read_text()


def test_a_stick_becomes_read_only_and_is_noted(tmp_path: Path) -> None:
    said, done = stick(tmp_path, "\n")
    assert said == "USB stick sda1 (3.7G vfat) is here: read-only, not mounted.\n0"
    assert done == "--setro /dev/sda1\n"


def test_the_disk_that_the_system_runs_from_is_left_alone(tmp_path: Path) -> None:
    said, done = stick(tmp_path, "\n/\n/boot/firmware\n")
    assert "left alone" in said
    assert done == ""


def on_trial(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "starts").write_text("2.0\n")
    return folder


def test_a_version_whose_python_never_counts_goes_back_after_three_starts(
    tmp_path: Path,
) -> None:
    folder = on_trial(tmp_path / "upgrade")
    assert [script("trial", str(folder)) for _ in range(3)] == ["0"] * 3
    assert not (folder / "roll-back").exists()
    assert "going back" in script("trial", str(folder))
    assert (folder / "roll-back").exists()
    assert (folder / "went-back").read_text() == "2.0\n"


def test_a_version_that_counts_itself_is_left_to_it(tmp_path: Path) -> None:
    folder = on_trial(tmp_path / "upgrade")
    script("trial", str(folder))
    (folder / "trial.json").write_text("{}")
    assert [script("trial", str(folder)) for _ in range(9)] == ["0"] * 9
    assert sorted(path.name for path in folder.iterdir()) == ["trial.json"]


def test_without_an_upgrade_no_start_is_counted(tmp_path: Path) -> None:
    assert script("trial", str(tmp_path)) == "0"
    assert list(tmp_path.iterdir()) == []


def roll_back(tmp_path: Path, *, owner: int, dpkg: str) -> tuple[str, list[str]]:
    folder = on_trial(tmp_path / "upgrade")
    (folder / "roll-back").touch()
    tools = {"dpkg": dpkg, "dpkg_deb": "echo 1.0", "stat": f"echo {owner}"}
    env = fake_tools(tmp_path / "bin", systemctl="echo $*", **tools)
    stopped, _, said = script("roll-back", str(folder), env=env).partition("\n")
    assert stopped == "stop mirrorbox.service", "it would restart the system meanwhile"
    return said, sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("owner", "dpkg", "word", "left"),
    [
        (0, "echo installed $MIRRORBOX_GOING_BACK", "installed yes\n0", []),
        (0, "exit 2", "left as it is.\n1", ["previous.deb"]),
        (991, "echo installed", "no package to go back to.\n1", ["previous.deb"]),
    ],
)
def test_going_back_is_tried_once_and_only_with_what_root_wrote(
    tmp_path: Path, *, owner: int, dpkg: str, word: str, left: list[str]
) -> None:
    (on_trial(tmp_path / "upgrade") / "previous.deb").write_text("a package")
    said, files = roll_back(tmp_path, owner=owner, dpkg=dpkg)
    assert said.endswith(word)
    assert files == left


def test_a_link_in_place_of_the_package_is_not_followed(tmp_path: Path) -> None:
    (on_trial(tmp_path / "upgrade") / "previous.deb").symlink_to("/etc/passwd")
    said, _ = roll_back(tmp_path, owner=0, dpkg="echo installed")
    assert said == "There is no package to go back to.\n1"


def test_shellcheck_finds_nothing() -> None:
    shellcheck = need("shellcheck")
    folders = (LIBEXEC, REPOSITORY / "firmware/deb/scripts", REPOSITORY / "firmware")
    scripts = [
        str(path)
        for folder in folders
        for path in sorted(folder.iterdir())
        if path.is_file() and path.read_text().startswith("#!/bin/sh")
    ]
    assert len(scripts) >= 7
    assert run(shellcheck, *scripts) == (0, "")
