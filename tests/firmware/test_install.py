from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.systemd.helpers import REPOSITORY, need

SCRIPT = REPOSITORY / "firmware/install.sh"
CONFIG = """\
# For more options see the documentation
dtparam=audio=on
camera_auto_detect=1
display_auto_detect=1
auto_initramfs=1
dtoverlay=vc4-kms-v3d
max_framebuffers=2

[cm5]
dtoverlay=dwc2,dr_mode=host

[all]
"""
CMDLINE = (
    "console=serial0,115200 console=tty1 root=PARTUUID=1234-02 rootfstype=ext4"
    " fsck.repair=no rootwait quiet splash plymouth.ignore-serial-consoles\n"
)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """A stock Raspberry Pi OS Lite, as far as the script looks."""
    root = tmp_path / "root"
    for name, text in {
        "etc/os-release": 'ID=debian\nVERSION_ID="13"\n',
        "proc/device-tree/model": "Raspberry Pi 5 Model B Rev 1.0\0",
        "boot/firmware/config.txt": CONFIG,
        "boot/firmware/cmdline.txt": CMDLINE,
        "etc/systemd/system/userconfig.service": "[Unit]\n",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return built(tmp_path, "mirrorbox", "1.0+deb13")


def built(folder: Path, name: str, version: str) -> Path:
    tree = folder / f"tree-{version}"
    (tree / "DEBIAN").mkdir(parents=True)
    (tree / "DEBIAN/control").write_text(
        f"Package: {name}\nVersion: {version}\nArchitecture: all\n"
        "Maintainer: nobody <nobody@localhost>\nDescription: a box\n"
    )
    path = folder / f"{name}_{version}.deb"
    command = [need("dpkg-deb"), "--root-owner-group", "--build", str(tree), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return path


def install(root: Path, *words: str | Path) -> tuple[int, str]:
    command = ["sh", str(SCRIPT), "--root", str(root), *map(str, words)]
    done = subprocess.run(
        command, check=False, stdout=-1, stderr=subprocess.STDOUT, text=True
    )
    return done.returncode, done.stdout


def files(root: Path) -> dict[str, tuple[str, int]]:
    """Every file and link: its content or target, and its mode."""
    return {
        str(path.relative_to(root)): (
            f"-> {path.readlink()}" if path.is_symlink() else path.read_text(),
            path.lstat().st_mode,
        )
        for path in sorted(root.rglob("*"))
        if path.is_symlink() or path.is_file()
    }


def test_the_board_starts_for_the_mirror(unit: Path, package: Path) -> None:
    assert install(unit, "--panel", "1280x720", package)[0] == 0
    config = (unit / "boot/firmware/config.txt").read_text()
    assert config.startswith(CONFIG)
    added = config.removeprefix(CONFIG).splitlines()
    assert added[1] == "[all]"  # whatever section stood last
    assert "dtparam=watchdog=on" in added
    assert "dtoverlay=disable-wifi" in added
    assert config.count("\ndtoverlay=vc4-kms-v3d") == 1
    assert added[added.index("[pi4]") + 1] == "dtoverlay=i2c-rtc,ds3231"
    assert (unit / "boot/firmware/cmdline.txt").read_text() == (
        "console=serial0,115200 root=PARTUUID=1234-02 rootfstype=ext4 rootwait"
        " console=tty3 quiet loglevel=3 logo.nologo vt.global_cursor_default=0"
        " fsck.repair=yes video=HDMI-A-1:1280x720@60D\n"
    )


def test_the_login_the_radio_and_the_updates_are_masked(
    unit: Path, package: Path
) -> None:
    install(unit, package)
    units = unit / "etc/systemd/system"
    for name in ("getty@tty1", "bluetooth", "wpa_supplicant", "userconfig"):
        assert (units / f"{name}.service").readlink() == Path("/dev/null")
    assert (units / "apt-daily-upgrade.timer").is_symlink()


def test_a_second_run_changes_nothing(unit: Path, package: Path) -> None:
    install(unit, package)
    before = files(unit)
    code, said = install(unit, package)
    assert code == 0
    assert "changes" not in said
    assert said.count("already") == 15
    assert files(unit) == before


@pytest.mark.parametrize("runs", [1, 2])
def test_undone_every_byte_is_as_it_was(unit: Path, package: Path, runs: int) -> None:
    before = files(unit)
    for panel in ("1920x1080", "1280x720")[:runs]:
        install(unit, "--panel", panel, package)
    assert files(unit) != before
    code, said = install(unit, "--undo")
    assert (code, "comes back" in said) == (0, True)
    assert files(unit) == before
    assert install(unit, "--undo") == (0, "Nothing was installed here.\n")


def test_a_dry_run_says_every_step_and_changes_nothing(
    unit: Path, package: Path
) -> None:
    before = files(unit)
    code, said = install(unit, "--dry-run", package)
    assert code == 0
    for word in ("config.txt changes", "cmdline.txt changes", "getty@tty1.service is"):
        assert word in said
    assert said.endswith("Nothing was changed.\n")
    install(unit, package)
    after = files(unit)
    install(unit, "--undo", "--dry-run")
    assert files(unit) == after
    install(unit, "--undo")
    assert files(unit) == before


def test_the_old_display_driver_goes_and_a_last_line_may_lack_its_end(
    unit: Path, package: Path
) -> None:
    config = unit / "boot/firmware/config.txt"
    config.write_text("dtoverlay=vc4-fkms-v3d\ngpu_mem=128")
    install(unit, package)
    lines = config.read_text().splitlines()
    assert lines[:3] == ["#dtoverlay=vc4-fkms-v3d", "gpu_mem=128", lines[2]]
    assert "dtoverlay=vc4-kms-v3d" in lines


def test_what_cannot_be_right_is_refused_in_one_sentence(
    unit: Path, package: Path, tmp_path: Path
) -> None:
    other = built(tmp_path, "mirrorbox", "1.0+deb12")
    stranger = built(tmp_path, "hello", "2+deb13")
    before = files(unit)
    for words, sentence in [
        ((), "Say which package"),
        ((tmp_path / "none.deb",), "is not a file"),
        ((SCRIPT,), "is no Debian package"),
        ((other,), "not for Debian 13"),
        ((stranger,), "not mirrorbox"),
        (("--panel", "big", package), "is not a size"),
        (("--panel", "1x2x33", package), "is not a size"),
        (("--panel",), "needs a value"),
        (("--fast", package), "no option --fast"),
    ]:
        code, said = install(unit, *words)
        assert (code, said.count("\n")) == (1, 1), said
        assert sentence in said
    assert files(unit) == before


def test_a_machine_that_is_no_unit_is_left_alone_unless_forced(
    unit: Path, package: Path
) -> None:
    (unit / "proc/device-tree/model").write_text("Some PC\0")
    assert "no Raspberry Pi" in install(unit, package)[1]
    assert install(unit, "--force", package)[0] == 0
    install(unit, "--undo")
    (unit / "proc/device-tree/model").write_text("Raspberry Pi 4")
    desktop = unit / "etc/systemd/system/display-manager.service"
    desktop.symlink_to("/lib/systemd/system/lightdm.service")
    assert "desktop" in install(unit, package)[1]
    desktop.unlink()
    (unit / "etc/os-release").write_text('VERSION_ID="11"\n')
    assert "not Debian 12 or 13" in install(unit, package)[1]
    shutil.rmtree(unit / "boot")
    (unit / "etc/os-release").write_text('VERSION_ID="13"\n')
    assert "boot partition is not mounted" in install(unit, package)[1]
