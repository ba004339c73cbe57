"""The few wheels that travel in the package, because Debian has none that fit."""

from __future__ import annotations

import ctypes
import re
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

from firmware.deb.errors import BuildError

if TYPE_CHECKING:
    from pathlib import Path

    from firmware.deb.recipe import Recipe

BUNDLED = {
    "pygame-ce": "Debian's pygame is another library of the same name",
    "gpiozero": "Debian has 1.6, which does not know the Pi 5",
    "colorzero": "gpiozero needs it",
}
"""What is bundled, and why; everything else comes from apt."""

UNUSED = re.compile(
    r"^pygame/(docs|examples|tests|__pyinstaller|__briefcase)/|\.pyi$|^gpiozerocli/"
)
"""What of them a unit never uses."""

_DRIVER = b"KMS/DRM Video Driver"


def pins(recipe: Recipe) -> str:
    """The lines of the lock file that pin the bundled wheels, hashes and all."""
    text = (recipe.root / "firmware/constraints/run.txt").read_text("utf-8")
    blocks = re.findall(r"^[a-z].*(?:\n    .*)*", text, re.MULTILINE)
    kept = [block for block in blocks if block.partition("==")[0] in BUNDLED]
    if len(kept) != len(BUNDLED):
        raise BuildError("firmware/constraints/run.txt misses a bundled wheel.")
    return "\n".join(kept) + "\n"


def fetch(recipe: Recipe, cache: Path) -> list[Path]:
    """The pinned wheels of the target, from the cache or the builder's index."""
    folder = cache / "wheels" / f"{recipe.arch.debian}-{recipe.suite.name}"
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / "pins.txt"
    listed.write_text(pins(recipe), "utf-8")
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download"]
    command += ["--quiet", "--require-hashes", "--no-deps", "--only-binary", ":all:"]
    command += ["--implementation", "cp", "--python-version", recipe.suite.python]
    command += [f"--platform={tag}" for tag in recipe.arch.wheels]
    command += ["--find-links", str(folder), "-d", str(folder), "-r", str(listed)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    if done.returncode:
        last = (done.stderr.strip() or "pip said nothing").splitlines()[-1]
        raise BuildError(f"The pinned wheels cannot be had: {last}")
    names = [line.partition("==")[0] for line in listed.read_text().splitlines()]
    names = [name.replace("-", "_") for name in names if name in BUNDLED]
    found = [sorted(folder.glob(f"{name}-*.whl")) for name in names]
    return [wheels[-1] for wheels in found]


def unpack(wheel: Path, into: Path) -> None:
    """Lay a wheel's files out, without what a unit never uses."""
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if not UNUSED.search(name) and not name.endswith("/"):
                archive.extract(name, into)


def check_kmsdrm(recipe: Recipe, library: Path) -> None:
    """See that the SDL in the package can draw without a desktop.

    Raises:
        BuildError: it cannot, or is for another machine.
    """
    found = sorted(library.glob("pygame_ce.libs/libSDL2-2*.so*"))
    if len(found) != 1:
        raise BuildError("The pygame wheel does not bring one SDL 2 of its own.")
    data = found[0].read_bytes()
    if int.from_bytes(data[18:20], "little") != recipe.arch.elf_machine:
        raise BuildError(f"{found[0].name} is not for {recipe.arch.debian}.")
    if _DRIVER not in data:
        raise BuildError("The pygame that would ship has no KMSDRM.")
    try:
        sdl = ctypes.CDLL(str(found[0]))
    except OSError:
        return  # another machine's: its strings must do
    sdl.SDL_GetVideoDriver.restype = ctypes.c_char_p
    count = sdl.SDL_GetNumVideoDrivers()
    if b"KMSDRM" not in {sdl.SDL_GetVideoDriver(i) for i in range(count)}:
        raise BuildError("The pygame that would ship does not list KMSDRM.")
