"""Makes one file of a staged tree, the same one every time."""

from __future__ import annotations

import hashlib
import os
import subprocess
from typing import TYPE_CHECKING

from firmware.deb.errors import BuildError

if TYPE_CHECKING:
    from pathlib import Path

    from firmware.deb.recipe import Recipe


def pack(recipe: Recipe, tree: Path, out: Path) -> str:
    """Build the package file.

    Returns:
        One line: its path, size and SHA-256.
    """
    _same_everywhere(tree, recipe.epoch)
    out.mkdir(parents=True, exist_ok=True)
    path = out / recipe.file_name
    # One thread: how many there are would show in the compressed bytes.
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--threads-max=1"]
    command += ["--uniform-compression", "--build", str(tree), str(path)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(recipe.epoch)}
    try:
        subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise BuildError("dpkg-deb is missing; run apt-get install dpkg.") from error
    except subprocess.CalledProcessError as error:
        raise BuildError(f"dpkg-deb refuses: {error.stderr.strip()}") from error
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"{path}  {path.stat().st_size / 1e6:.1f} MB  sha256 {digest}"


def _same_everywhere(tree: Path, epoch: int) -> None:
    """Give every file the mode and time that do not depend on who builds."""
    for path in [*tree.rglob("*"), tree]:
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)
