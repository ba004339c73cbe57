"""The parts of the package's builder; .ci/run builds the package itself, twice."""

from __future__ import annotations

import gzip
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest

from firmware.deb import boot_picture, manual, wheels
from firmware.deb.errors import BuildError
from firmware.deb.pack import pack
from firmware.deb.recipe import ARCHES, SUITES, Recipe, version_of
from firmware.deb.stage import PLACES
from mirrorbox.screen.fault_pages import CODES
from tests.systemd.helpers import REPOSITORY, need, run

if TYPE_CHECKING:
    from pathlib import Path

EPOCH = 1_800_000_000


def recipe(arch: str = "amd64", version: str = "1.0+deb13") -> Recipe:
    return Recipe(
        root=REPOSITORY,
        arch=ARCHES[arch],
        suite=SUITES["trixie"],
        version=version,
        epoch=EPOCH,
    )


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@localhost")
    subprocess.run(
        ["git", "-C", str(folder), *who, *words], check=True, capture_output=True
    )


def test_a_version_before_the_release_sorts_below_it_and_by_time(
    tmp_path: Path,
) -> None:
    git(tmp_path, "init")
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "1.2.0"\n')
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-m", "x")
    early = version_of(tmp_path, SUITES["trixie"], EPOCH)
    late = version_of(tmp_path, SUITES["trixie"], EPOCH + 1)
    git(tmp_path, "tag", "v1.2.0")
    release = version_of(tmp_path, SUITES["trixie"], EPOCH)
    assert early == "1.2.0~git20270115080000+deb13"
    assert release == "1.2.0+deb13"
    dpkg = need("dpkg")
    for lower, higher in ((early, late), (late, release)):
        assert run(dpkg, "--compare-versions", lower, "lt", higher)[0] == 0


def test_one_debian_release_has_one_python() -> None:
    assert SUITES["bookworm"].next_python == "3.12"
    assert SUITES["trixie"].next_python == "3.14"


def test_every_bundled_wheel_is_pinned_by_its_hash() -> None:
    lines = wheels.pins(recipe()).splitlines()
    names = [line.partition("==")[0] for line in lines if not line.startswith(" ")]
    assert sorted(names) == sorted(wheels.BUNDLED)
    assert all("--hash=sha256:" in line for line in lines if line.startswith(" "))


def test_what_a_unit_never_uses_stays_in_the_wheel(tmp_path: Path) -> None:
    wheel = tmp_path / "a.whl"
    kept = ["pygame/base.so", "gpiozero/fonts/7seg.txt", "gpiozero/tones.py"]
    left = ["pygame/docs/a.html", "pygame/tests/a.py", "pygame/a.pyi"]
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in [*kept, *left, "gpiozerocli/pinout.py"]:
            archive.writestr(name, "x")
    wheels.unpack(wheel, tmp_path / "tree")
    found = sorted(
        str(path.relative_to(tmp_path / "tree"))
        for path in (tmp_path / "tree").rglob("*")
        if path.is_file()
    )
    assert found == sorted(kept)


@pytest.mark.parametrize(
    ("machine", "text", "sentence"),
    [
        (183, b"KMS/DRM Video Driver", "is not for amd64"),
        (62, b"X11 only", "has no KMSDRM"),
    ],
)
def test_a_pygame_that_cannot_draw_without_a_desktop_stops_the_build(
    tmp_path: Path, machine: int, text: bytes, sentence: str
) -> None:
    library = tmp_path / "pygame_ce.libs/libSDL2-2-abc.so.0"
    library.parent.mkdir()
    library.write_bytes(bytes(18) + machine.to_bytes(2, "little") + text)
    with pytest.raises(BuildError, match=sentence):
        wheels.check_kmsdrm(recipe(), tmp_path)


def test_another_machines_sdl_is_judged_by_its_strings(tmp_path: Path) -> None:
    library = tmp_path / "pygame_ce.libs/libSDL2-2-abc.so.0"
    library.parent.mkdir()
    text = bytes(18) + (183).to_bytes(2, "little") + b"KMS/DRM Video Driver"
    library.write_bytes(text)
    wheels.check_kmsdrm(recipe("arm64"), tmp_path)


def test_the_manual_tells_every_command_and_groff_takes_it(tmp_path: Path) -> None:
    text = manual.page(recipe())
    for word in manual.commands():
        assert f'.SS "mirrorbox {word}' in text
    page = tmp_path / "mirrorbox.1"
    page.write_text(text)
    assert run(need("groff"), "-man", "-Tutf8", "-ww", "-z", str(page)) == (0, "")


@pytest.mark.parametrize("page", ["wait", "broken"])
def test_a_page_is_there_for_every_panel_and_both_formats(
    tmp_path: Path, page: str
) -> None:
    boot_picture.draw(tmp_path / "boot")
    sizes = {path.name: path for path in (tmp_path / "boot" / page).iterdir()}
    assert sorted(sizes) == [
        "1024x640.16.gz",
        "1024x640.32.gz",
        "640x400.16.gz",
        "640x400.32.gz",
    ]
    raw = gzip.decompress(sizes["640x400.32.gz"].read_bytes())
    assert len(raw) == 640 * 400 * 4
    assert raw[-4:] == bytes((20, 14, 10, 255))
    assert b"\xff\xff\xff\xff" in raw
    small = gzip.decompress(sizes["640x400.16.gz"].read_bytes())
    assert len(small) == 640 * 400 * 2
    assert small[-2:] == b"\x62\x08"


def test_the_code_of_a_broken_installation_is_no_other_faults() -> None:
    assert boot_picture.BROKEN.code not in CODES.values()


def test_one_tree_makes_one_package_whoever_packs_it(tmp_path: Path) -> None:
    need("dpkg-deb")
    lines = []
    for name, mode in (("one", 0o600), ("two", 0o666)):
        tree = tmp_path / name
        (tree / "DEBIAN").mkdir(parents=True)
        (tree / "DEBIAN/control").write_text(
            "Package: a\nVersion: 1\nArchitecture: all\n"
            "Maintainer: a <a@localhost>\nDescription: a\n"
        )
        (tree / "usr").mkdir()
        (tree / "usr/file").write_text("the same")
        (tree / "usr/file").chmod(mode)
        lines.append(pack(recipe(), tree, tmp_path / f"out-{name}").split()[-1])
    assert lines[0] == lines[1]


def test_everything_that_ships_is_there() -> None:
    assert all((REPOSITORY / source).is_dir() for source in PLACES)
