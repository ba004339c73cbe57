"""A stick with an update: what is installed, tried, kept, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.firmware.board import Board

if TYPE_CHECKING:
    from pathlib import Path

INFO = "RAUC_MF_COMPATIBLE='mirrorbox-pi5'\nRAUC_MF_VERSION='{}'"


def board(folder: Path, version: str = "2.0", *, install: str = ":") -> Board:
    """A board whose RAUC knows one signed bundle of this version."""
    (folder / "info").write_text(INFO.format(version))
    rauc = (
        f'echo "rauc $*" >> {folder}/asked\n'
        f"case $1 in info) grep -qs signed {folder}/foreign && exit 1\n"
        f"cat {folder}/info ;; install) {install} ;; esac"
    )
    return Board(folder, rauc=rauc)


def installed(board: Board) -> bool:
    return "rauc install" in board.asked.read_text()


def took(board: Board) -> bool:
    """The stick's update is installed and waits for its one start."""
    code, _ = board.script("update", "sda1")
    return (code, installed(board), board.restarted()) == (0, True, True)


def test_a_new_update_is_installed_noted_and_tried_once(tmp_path: Path) -> None:
    it = board(tmp_path)
    it.insert()
    code, said = it.script("update", "sda1")
    assert code == 0
    assert said == (
        "Update 2.0 goes into slot B; slot A runs on.\n"
        "Update 2.0 is tried now: restarting once into slot B.\n"
    )
    asked = it.asked.read_text().splitlines()
    assert asked[1].startswith("rauc install /proc/")
    assert asked[1].endswith(f"/root{it.stick}/mirrorbox.raucb")
    assert asked[2] == "systemctl reboot --reboot-argument=0 tryboot"
    slot, _, version = (it.state / "trying").read_text().split()
    assert (slot, version) == ("B", "2.0")
    assert it.default == "A"


def test_a_foreign_stick_is_ignored(tmp_path: Path) -> None:
    assert board(tmp_path).script("update", "sda1") == (0, "")


@pytest.mark.parametrize(
    ("tool", "does"), [("mount", "exit 32"), ("blockdev", "echo 0")]
)
def test_what_cannot_be_mounted_or_is_writable_is_not_looked_at(
    tmp_path: Path, tool: str, does: str
) -> None:
    it = board(tmp_path)
    it.insert()
    (tmp_path / "bin" / tool).write_text(f"#!/bin/sh\n{does}\n")
    assert it.script("update", "sda1") == (0, "")
    assert it.asked.read_text() == ""


def test_a_stick_is_mounted_read_only_and_runs_nothing(tmp_path: Path) -> None:
    it = board(tmp_path)
    (tmp_path / "bin/mount").write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/mounted\n')
    it.script("update", "sda1")
    said = (tmp_path / "mounted").read_text()
    expected = "-t vfat,exfat -o ro,nodev,nosuid,noexec /dev/sda1"
    assert said == f"{expected} {it.stick}\n"


def test_a_wrong_signature_changes_nothing(tmp_path: Path) -> None:
    it = board(tmp_path)
    it.insert()
    (tmp_path / "foreign").write_text("not signed")
    code, said = it.script("update", "sda1")
    assert code == 1
    assert said.endswith(
        "The update on this stick is not signed for this unit; nothing was changed.\n"
    )
    assert not installed(it)
    assert list(it.state.iterdir()) == []


def test_an_installation_that_fails_restarts_nothing(tmp_path: Path) -> None:
    it = board(tmp_path, install="exit 1")
    it.insert()
    code, said = it.script("update", "sda1")
    assert code == 1
    assert said.endswith("Update 2.0 could not be installed; slot A stays.\n")
    assert not it.restarted()
    assert list(it.state.iterdir()) == []


@pytest.mark.parametrize(("version", "taken"), [("0.9", False), ("1.0", True)])
def test_an_older_image_is_not_installed(
    tmp_path: Path, version: str, *, taken: bool
) -> None:
    it = board(tmp_path, version)
    it.insert()
    _, said = it.script("update", "sda1")
    assert installed(it) == taken
    assert ("older than what this unit runs" in said) != taken


def test_a_session_is_left_alone_before_the_installation_and_before_the_restart(
    tmp_path: Path,
) -> None:
    """The patient stops twice: each wait ends with the file."""
    in_use = tmp_path / "root/run/mirrorbox/in-use"
    it = board(tmp_path, install=f"touch {in_use}")
    it.insert()
    sleep = tmp_path / "bin/sleep"
    sleep.write_text(f"#!/bin/sh\necho slept >> {it.asked}\nrm {in_use}\n")
    sleep.chmod(0o755)
    in_use.touch()
    code, said = it.script("update", "sda1")
    assert code == 0
    assert said.count("The mirror is in use; update 2.0 waits.\n") == 2
    kinds = [line.split()[:2] for line in it.asked.read_text().splitlines()]
    assert [kind[-1] for kind in kinds] == [
        *("info", "slept", "install", "slept", "reboot"),
    ]


def test_an_update_that_shows_the_mirror_stays_and_is_not_installed_again(
    tmp_path: Path,
) -> None:
    it = board(tmp_path)
    it.insert()
    assert took(it)
    assert it.start(tryboot=True) == "B"
    assert it.script("went-back") == (0, "")
    said = it.script("mark-good")
    assert said == (0, "Update 2.0 has shown the mirror in slot B and stays.\n")
    assert it.start() == "B"
    assert it.script("mark-good") == (0, "")
    said = it.script("update", "sda1")
    assert said == (0, "Update 2.0 is what this unit runs already.\n")
    assert not it.restarted()


def test_an_update_that_shows_no_mirror_goes_back_and_is_not_tried_again(
    tmp_path: Path,
) -> None:
    it = board(tmp_path)
    it.insert()
    assert took(it)
    it.start(tryboot=True)  # crashes, hangs, or its plug is pulled
    assert it.start() == "A"
    said = it.script("went-back")
    assert said == (
        0,
        "Update 2.0 showed no mirror; the version before it is back.\n",
    )
    # mirrorbox reads it, and so may open a journal that the newer one has changed.
    told = it.upgrade / "went-back"
    assert told.read_text() == "image 2.0\n"
    assert told.stat().st_mode & 0o777 == 0o644
    assert it.script("mark-good") == (0, "")
    code, said_now = it.script("update", "sda1")
    assert (code, it.restarted()) == (0, False)
    assert "showed no mirror; it is not tried again" in said_now
    it.insert(b"another update")
    assert took(it)


def test_the_product_believes_that_an_image_went_back(tmp_path: Path) -> None:
    from mirrorbox.health.trial import went_back

    it = board(tmp_path)
    it.insert()
    assert took(it)
    assert not went_back(it.upgrade)
    it.script("went-back")
    assert went_back(it.upgrade)


def test_a_link_that_the_mirrors_user_laid_is_not_followed(tmp_path: Path) -> None:
    it = board(tmp_path)
    it.insert()
    assert took(it)
    victim = tmp_path / "victim"
    victim.write_text("untouched")
    (it.upgrade / "went-back").symlink_to(victim)
    assert it.script("went-back")[0] == 0
    assert victim.read_text() == "untouched"
    assert (it.upgrade / "went-back").read_text() == "image 2.0\n"


def test_before_it_is_known_what_came_of_a_trial_it_is_not_repeated(
    tmp_path: Path,
) -> None:
    it = board(tmp_path)
    it.insert()
    assert took(it)
    for tryboot in (True, False):
        it.start(tryboot=tryboot)
        assert "not tried again" in it.script("update", "sda1")[1]
        assert not it.restarted()


def test_another_stick_during_a_trial_overwrites_nothing(tmp_path: Path) -> None:
    it = board(tmp_path)
    it.insert()
    assert took(it)
    it.start(tryboot=True)
    it.insert(b"another update")
    it.asked.write_text("")
    said = it.script("update", "sda1")
    waits = "Slot B is on trial itself; update 2.0 waits for the next start.\n"
    assert said == (0, waits)
    assert not installed(it)


@pytest.mark.parametrize("name", ["mark-good", "update"])
def test_a_plug_pulled_at_any_program_ends_in_one_of_two_whole_stories(
    tmp_path: Path, name: str
) -> None:
    """After each cut the default starts, and the rest of the story is a known one."""
    for cut in range(1, 12):
        folder = tmp_path / str(cut)
        folder.mkdir()
        it = board(folder)
        it.insert()
        if name == "mark-good":
            assert took(it)
            it.start(tryboot=True)
        count = f"echo x >> {folder}/n; [ $(wc -l < {folder}/n) -lt {cut} ] || "
        for tool in ("sync", "mv"):
            path = folder / "bin" / tool
            path.write_text(f'#!/bin/sh\n{count}kill -9 $PPID\n/bin/{tool} "$@"\n')
            path.chmod(0o755)
        code, _ = it.script(name, "sda1")
        for tool in ("sync", "mv"):
            (folder / "bin" / tool).unlink()
        slot = it.start()
        if (it.state / "trying").exists():
            assert it.script("went-back")[0] == 0
        assert it.script("mark-good")[0] == 0
        assert it.default == slot
        assert not (it.state / "trying").exists()
        kept, back = ((it.state / n).exists() for n in ("kept", "went-back"))
        assert kept == (slot == "B")
        assert not (kept and back)
        if code == 0:
            return
    pytest.fail("no run came to its end")


@pytest.mark.parametrize(
    ("tryboot", "kept", "wreck", "goes"),
    [
        (False, False, False, False),  # the default slot, however it fares
        (False, False, True, False),
        (True, True, False, False),
        (True, False, False, True),
        (True, False, True, True),  # the boot files are what is missing
    ],
)
def test_a_slot_on_trial_has_its_time(
    tmp_path: Path, *, tryboot: bool, kept: bool, wreck: bool, goes: bool
) -> None:
    it = Board(tmp_path)
    it.start(tryboot=tryboot)
    if kept:
        it.script("mark-good")
    if wreck:
        it.file.unlink()
    code, said = it.script("go-back")
    assert code == 0
    assert ("going back" in said) == goes
    assert it.asked.read_text() == ("systemctl reboot --force\n" if goes else "")
