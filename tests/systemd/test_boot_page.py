from __future__ import annotations

import gzip
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.systemd.helpers import SYSTEMD

if TYPE_CHECKING:
    from pathlib import Path

DOTS = {32: b"\x01\x02\x03\xff", 16: b"\x34\x12"}
OTHER_DOTS = {32: b"\x07\x08\x09\xff", 16: b"\x78\x56"}
DARK = {32: bytes((20, 14, 10, 255)), 16: b"\x62\x08"}


def machine(root: Path, size: str, bits: int, stride: int) -> None:
    frame = root / "sys/class/graphics/fb0"
    frame.mkdir(parents=True)
    (frame / "virtual_size").write_text(f"{size}\n")
    (frame / "bits_per_pixel").write_text(f"{bits}\n")
    (frame / "stride").write_text(f"{stride}\n")
    (frame / "name").write_text("vc4drmfb\n")
    (root / "run/mirrorbox-boot-page").mkdir(parents=True)
    for page, dots in (("wait", DOTS), ("broken", OTHER_DOTS)):
        boot = root / "usr/share/mirrorbox/boot" / page
        boot.mkdir(parents=True)
        for wide, high in ((2, 2), (4, 3)):
            for depth, dot in dots.items():
                packed = gzip.compress(dot * wide * high)
                (boot / f"{wide}x{high}.{depth}.gz").write_bytes(packed)


def boot_page(root: Path) -> bytes:
    """What it writes to the screen; it never says anything."""
    script = SYSTEMD / "libexec/boot-page"
    done = subprocess.run(
        ["python3", "-IS", str(script), "wait", str(root)],
        check=True,
        capture_output=True,
    )
    assert done.stderr == b""
    return done.stdout


def drawn(root: Path) -> list[str]:
    return [mark.name for mark in (root / "run/mirrorbox-boot-page").iterdir()]


@pytest.mark.parametrize("bits", [32, 16])
def test_the_largest_picture_that_fits_lies_in_the_middle(
    tmp_path: Path, bits: int
) -> None:
    stride = 7 * bits // 8 + 4  # rows are padded
    machine(tmp_path, "7,5", bits, stride)
    dot, dark = DOTS[bits], DARK[bits]
    empty = dark * 7 + bytes(4)
    row = dark + dot * 4 + dark * 2 + bytes(4)
    assert boot_page(tmp_path) == empty + row * 3 + empty
    assert drawn(tmp_path) == ["vc4drmfb"], "udev would have it drawn once more"


def test_a_small_panel_gets_the_small_picture(tmp_path: Path) -> None:
    machine(tmp_path, "3,2", 32, 12)
    assert boot_page(tmp_path) == (DOTS[32] * 2 + DARK[32]) * 2


@pytest.mark.parametrize(("size", "bits"), [("1,1", 32), ("7,5", 24), ("x", 32)])
def test_a_screen_it_does_not_know_stays_as_it_is(
    tmp_path: Path, size: str, bits: int
) -> None:
    machine(tmp_path, "7,5", bits, 28)
    (tmp_path / "sys/class/graphics/fb0/virtual_size").write_text(size)
    assert boot_page(tmp_path) == b""
    assert drawn(tmp_path) == []


def test_without_a_framebuffer_it_says_nothing(tmp_path: Path) -> None:
    assert boot_page(tmp_path) == b""


def broken_unit(root: Path) -> Path:
    """A machine with the scripts, and a screen of 3×2."""
    machine(root, "3,2", 32, 12)
    libexec = root / "usr/lib/mirrorbox/libexec"
    libexec.mkdir(parents=True)
    shutil.copy(SYSTEMD / "libexec/boot-page", libexec)
    (root / "dev").mkdir()
    (root / "dev/fb0").write_bytes(b"")
    return root


def cannot_begin(root: Path) -> tuple[int, str]:
    script = SYSTEMD / "libexec/cannot-begin"
    command = ["python3", "-IS", str(script), str(root), "0"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.stdout == ""
    return done.returncode, done.stderr


def test_an_installation_that_does_not_begin_says_so_on_the_screen(
    tmp_path: Path,
) -> None:
    root = broken_unit(tmp_path)
    assert cannot_begin(root) == (1, "")
    page = (OTHER_DOTS[32] * 2 + DARK[32]) * 2
    assert (root / "dev/fb0").read_bytes() == page


def test_without_a_screen_only_the_log_tells_it(tmp_path: Path) -> None:
    code, said = cannot_begin(tmp_path)
    assert code == 1
    assert said.startswith("It cannot be told on the screen: ")
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("trial", "drawn"),
    [
        (None, False),
        ('{"proven": false}', False),
        ("{", False),
        ('{"proven": true}', True),
    ],
)
def test_a_version_on_trial_leaves_at_once_and_is_not_apologised_for(
    tmp_path: Path, trial: str | None, *, drawn: bool
) -> None:
    root = broken_unit(tmp_path)
    folder = root / "var/lib/mirrorbox-upgrade"
    folder.mkdir(parents=True)
    (folder / "previous.deb").touch()
    if trial is not None:
        (folder / "trial.json").write_text(trial)
    assert cannot_begin(root) == (1, "")
    assert bool((root / "dev/fb0").read_bytes()) is drawn
