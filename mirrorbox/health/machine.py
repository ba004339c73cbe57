"""What machine this is, for the report: no serial number, address or name of anybody.

Every file that is read is named here; nothing is searched for and nothing is dumped.
"""

from __future__ import annotations

import platform
import subprocess
from importlib import metadata
from pathlib import Path

from mirrorbox.health.board import model

LIBRARIES = (
    "numpy",
    "pygame-ce",
    "gpiozero",
    "lgpio",
    "av",
    "picamera2",
    "cryptography",
)
ASK_S = 10.0
"""How long a program that lists the cameras may take."""


def machine(root: Path = Path("/")) -> list[str]:
    """Board, system and memory."""
    os_release = _fields(root / "etc/os-release", "=")
    memory = _fields(root / "proc/meminfo", ":").get("MemTotal", "not told")
    image = _text(root / "etc/rpi-issue").partition("\n")[0]
    lines = [
        f"board: {model(root) or 'not a Raspberry Pi'}",
        f"system: {os_release.get('PRETTY_NAME', 'not told').strip(chr(34))}",
        f"kernel: {platform.release()} {platform.machine()}",
        f"memory: {memory}",
    ]
    return [*lines, f"image: {image}"] if image else lines


def libraries() -> list[str]:
    """Python and what the mirror stands on, by version; none is imported."""
    lines = [f"python {platform.python_version()}"]
    for name in LIBRARIES:
        try:
            lines.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            lines.append(f"{name}: not here as a package")
    return lines


def displays(root: Path = Path("/")) -> list[str]:
    """Every display socket, what is plugged in and which modes it offers."""
    lines = []
    for folder in sorted((root / "sys/class/drm").glob("card*-*")):
        status = _text(folder / "status").strip() or "not told"
        modes = list(dict.fromkeys(_text(folder / "modes").split()))
        lines.append(f"{folder.name}: {status}; modes {' '.join(modes) or 'none'}")
    return lines or ["no display socket"]


def cameras(root: Path = Path("/")) -> list[str]:
    """Every camera the kernel knows by name, and what libcamera lists."""
    devices = sorted((root / "sys/class/video4linux").glob("video*"))
    lines = [f"{folder.name}: {_text(folder / 'name').strip()}" for folder in devices]
    for program in ("rpicam-hello", "libcamera-hello"):
        if listed := _listed(root / "usr/bin" / program):
            return lines + listed
    return lines or ["no camera device"]


def _listed(program: Path) -> list[str]:
    try:
        told = subprocess.run(  # noqa: S603 - our own path, no words from outside
            [program, "--list-cameras"],
            capture_output=True,
            check=False,
            text=True,
            timeout=ASK_S,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return []
    return [line.rstrip() for line in told.stdout.splitlines() if line.strip()]


def _fields(path: Path, mark: str) -> dict[str, str]:
    pairs = (line.partition(mark) for line in _text(path).splitlines())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
