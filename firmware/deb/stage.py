"""Lays out the package's tree: what goes where."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from firmware.deb import boot_picture, manual, voices, wheels
from firmware.deb.errors import BuildError
from mirrorbox.config import load
from mirrorbox.errors import ConfigError

if TYPE_CHECKING:
    from firmware.deb.recipe import Recipe

LIBRARY = Path("usr/lib/mirrorbox")
SHARE = Path("usr/share/mirrorbox")
DOC = Path("usr/share/doc/mirrorbox")
_SYSTEMD = Path("usr/lib/systemd")

PLACES = {
    "systemd/system": _SYSTEMD / "system",
    "systemd/udev-trigger.d": _SYSTEMD / "system/systemd-udev-trigger.service.d",
    "systemd/system.conf.d": _SYSTEMD / "system.conf.d",
    "systemd/journald.conf.d": _SYSTEMD / "journald.conf.d",
    "systemd/logind.conf.d": _SYSTEMD / "logind.conf.d",
    "systemd/timesyncd.conf.d": _SYSTEMD / "timesyncd.conf.d",
    "systemd/sysusers.d": Path("usr/lib/sysusers.d"),
    "systemd/tmpfiles.d": Path("usr/lib/tmpfiles.d"),
    "systemd/udev": Path("usr/lib/udev/rules.d"),
    "systemd/libexec": LIBRARY / "libexec",
    "mirrorbox": LIBRARY / "mirrorbox",
    "firmware/deb/scripts": Path("DEBIAN"),
    "firmware/deb/bin": Path("usr/bin"),
    "firmware/deb/doc": DOC,
    "firmware/deb/lintian": Path("usr/share/lintian/overrides"),
}
"""Every folder of the repository that ships, and where it goes."""


def stage(recipe: Recipe, tree: Path, *, cache: Path) -> None:
    """Fill an empty folder with the package's files.

    Args:
        recipe: what is built.
        tree: the empty folder.
        cache: keeps wheels and voices between builds.

    Raises:
        BuildError: something is missing or not what it must be.
    """
    for source, target in PLACES.items():
        _copy_tracked(recipe.root, source, tree / target)
    (tree / SHARE).mkdir(parents=True)
    shutil.copy(recipe.root / "firmware/deb/mirrorbox.toml", tree / SHARE)
    _check_settings(tree / SHARE / "mirrorbox.toml")
    for wheel in wheels.fetch(recipe, cache):
        wheels.unpack(wheel, tree / LIBRARY)
    wheels.check_kmsdrm(recipe, tree / LIBRARY)
    voices.build(tree / SHARE / "voice", cache=cache / "voice")
    boot_picture.draw(tree / SHARE / "boot")
    _write_gz(tree / "usr/share/man/man1/mirrorbox.1.gz", manual.page(recipe))
    _write_gz(tree / DOC / "changelog.gz", _changelog(recipe))
    _write_control(recipe, tree)


def _copy_tracked(root: Path, source: str, target: Path) -> None:
    """Copy what git knows of a folder; what else lies there is nobody's business."""
    command = ["git", "-C", str(root), "ls-files", "-z", source]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    names = [name for name in done.stdout.split("\0") if name]
    if not names:
        raise BuildError(f"git knows no file in {source}.")
    for name in names:
        path = target / Path(name).relative_to(source)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / name, path)


def _check_settings(settings: Path) -> None:
    try:
        load(settings)
    except ConfigError as error:
        raise BuildError(f"The unit's settings are wrong: {error}") from error


def _write_gz(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _changelog(recipe: Recipe) -> str:
    return (
        f"mirrorbox ({recipe.version}) {recipe.suite.name}; urgency=medium\n\n"
        "  * Built from the repository; its history tells what changed.\n\n"
        " -- The mirrorbox founders <mirrorbox@localhost>  "
        f"{recipe.date:%a, %d %b %Y %H:%M:%S} +0000\n"
    )


def _write_control(recipe: Recipe, tree: Path) -> None:
    control = tree / "DEBIAN"
    files = sorted(
        path
        for path in tree.rglob("*")
        if path.is_file() and control not in path.parents
    )
    size_kib = sum(-(-path.stat().st_size // 1024) for path in files)
    template = (recipe.root / "firmware/deb/control.in").read_text("utf-8")
    words = {
        "@VERSION@": recipe.version,
        "@ARCH@": recipe.arch.debian,
        "@PYTHON@": recipe.suite.python,
        "@NEXT_PYTHON@": recipe.suite.next_python,
        "@SIZE@": str(size_kib),
    }
    for word, value in words.items():
        template = template.replace(word, value)
    (control / "control").write_text(template, "utf-8")
    sums = "".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}"
        f"  {path.relative_to(tree)}\n"
        for path in files
    )
    (control / "md5sums").write_text(sums, "utf-8")
