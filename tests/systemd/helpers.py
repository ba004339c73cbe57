"""A root that holds our units and the few targets they stand on."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
SYSTEMD = REPOSITORY / "systemd"
UNITS = sorted(path.name for path in (SYSTEMD / "system").iterdir())
_TARGETS = ("sysinit", "basic", "paths", "shutdown", "local-fs", "reboot", "poweroff")


def need(tool: str) -> str:
    """The tool, or a skip with its reason; in CI a missing one is a failure."""
    if found := shutil.which(tool):
        return found
    sentence = f"{tool} is not here: the units are not checked by systemd itself"
    if os.environ.get("MIRRORBOX_REQUIRE_SYSTEMD"):
        pytest.fail(sentence)
    pytest.skip(sentence)


def root_with_units(root: Path) -> Path:
    """What `systemd-analyze --root` needs to judge the units as installed."""
    units = root / "usr/lib/systemd/system"
    shutil.copytree(SYSTEMD / "system", units)
    shutil.copytree(SYSTEMD / "libexec", root / "usr/lib/mirrorbox/libexec")
    for target in _TARGETS:
        (units / f"{target}.target").write_text(f"[Unit]\nDescription={target}\n")
    for program in ("usr/bin/mirrorbox", "usr/bin/touch", "bin/rm"):
        path = root / program
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
    return root


def run(*command: str) -> tuple[int, str]:
    """Exit code, and everything said."""
    done = subprocess.run(
        command, check=False, stdout=-1, stderr=subprocess.STDOUT, text=True
    )
    return done.returncode, done.stdout


def fake_tools(folder: Path, **scripts: str) -> dict[str, str]:
    """An environment in which these programs come first in the PATH."""
    folder.mkdir(parents=True)
    for name, script in scripts.items():
        path = folder / name.replace("_", "-")
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}:/usr/bin:/bin"}


def udev_accepts(rules: Path) -> None:
    """Let udev itself judge a file of rules; the guest's (257) does so in any case."""
    udevadm = need("udevadm")
    if int(run(udevadm, "--version")[1]) < 254:
        pytest.skip("udevadm verifies rules since 254; the system tests have 257")
    code, said = run(udevadm, "verify", str(rules))
    assert code == 0, said
