from __future__ import annotations

import gzip
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.systemd.helpers import SYSTEMD

if TYPE_CHECKING:
    from pathlib import Path

DOTS = {32: b"\x01\x02\x03\xff", 16: b"\x34\x12"}
DARK = {32: bytes((20, 14, 10, 255)), 16: b"\x62\x08"}


def machine(root: Path, size: str, bits: int, stride: int) -> None:
    frame = root / "sys/class/graphics/fb0"
    frame.mkdir(parents=True)
    (frame / "virtual_size").write_text(f"{size}\n")
    (frame / "bits_per_pixel").write_text(f"{bits}\n")
    (frame / "stride").write_text(f"{stride}\n")
    (frame / "name").write_text("vc4drmfb\n")
    (root / "run/mirrorbox-boot-page").mkdir(parents=True)
    boot = root / "usr/share/mirrorbox/boot"
    boot.mkdir(parents=True)
    for wide, high in ((2, 2), (4, 3)):
        for depth, dot in DOTS.items():
            packed = gzip.compress(dot * wide * high)
            (boot / f"{wide}x{high}.{depth}.gz").write_bytes(packed)


def boot_page(root: Path) -> bytes:
    """What it writes to the screen; it never says anything."""
    script = SYSTEMD / "libexec/boot-page"
    done = subprocess.run(
        ["python3", "-IS", str(script), str(root)],
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
