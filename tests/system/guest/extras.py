"""What Debian does not have and a unit or its test needs, as a layer of the cache."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.system.guest.layers import cache, forget_others, key_of, run

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[2]
PICAMERA2 = REPOSITORY / "firmware" / "constraints" / "picamera2.txt"
STAND_INS = ("pykms.py", "pidng")
"""What picamera2 imports and a camera's frames do not need."""

GUEST_PYTHON = (
    *("--python-version", "3.13", "--platform", "manylinux_2_28_x86_64"),
    *("--platform", "manylinux_2_17_x86_64", "--platform", "manylinux2014_x86_64"),
)


def make(arch: str, base: Path) -> Path:
    """The layer that goes with this tree: made of its kernel, so it changes with it.

    Raises:
        GuestError: a step failed; its log is named.
    """
    stubs = REPOSITORY / "tests" / "stand_in"
    files = [HERE / "extras.sh", HERE / "lgpio.txt", PICAMERA2, stubs / "pykms.py"]
    place = cache() / f"{arch}-extra-{key_of(files, base.name)}"
    if place.exists():
        return place
    forget_others(place, f"{arch}-extra-*")
    work = place.with_suffix(".part")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    _fetch(work, HERE / "lgpio.txt", "--no-binary", ":all:")
    source = next(work.glob("lgpio-*.tar.gz"))
    script = str(HERE / "extras.sh")
    run(work, [script, arch, str(base), str(source), str(work)])
    if arch == "amd64":
        _picamera2(work, stubs)
    work.rename(place)
    return place


def _picamera2(work: Path, stubs: Path) -> None:
    """The real picamera2, unpacked; its libcamera is the tree's own."""
    wheels = work / "wheels"
    wheels.mkdir()
    _fetch(wheels, PICAMERA2, "--only-binary", ":all:", *GUEST_PYTHON)
    for wheel in sorted(wheels.glob("*.whl")):
        run(work, [sys.executable, "-m", "zipfile", "-e", str(wheel), str(wheels)])
        wheel.unlink()
    for name in STAND_INS:
        run(work, ["cp", "-r", str(stubs / name), str(wheels)])


def _fetch(into: Path, wanted: Path, *how: str) -> None:
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download"]
    words = ["--quiet", "--no-deps", "--require-hashes", "--dest", str(into)]
    run(into, [*pip, *words, *how, "--requirement", str(wanted)])
