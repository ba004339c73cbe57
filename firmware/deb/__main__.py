"""The command line: python -m firmware.deb --arch arm64 --suite trixie."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from firmware.deb.errors import BuildError
from firmware.deb.pack import pack
from firmware.deb.recipe import ARCHES, SUITES, Recipe, version_of
from firmware.deb.stage import stage

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("mirrorbox", "systemd", "firmware", "pyproject.toml")
"""What a package is made of."""
_MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}


def main() -> int:
    """Build one package and print where it is, its size and its hash."""
    options = _parser().parse_args()
    os.environ["PATH"] = f"{Path(sys.executable).parent}:/usr/bin:/bin"  # no shims
    os.umask(0o022)
    try:
        epoch = _epoch()
        recipe = Recipe(
            root=ROOT,
            arch=ARCHES[options.arch],
            suite=SUITES[options.suite],
            version=options.version or version_of(ROOT, SUITES[options.suite], epoch),
            epoch=epoch,
        )
        with tempfile.TemporaryDirectory(prefix="mirrorbox-deb-") as folder:
            tree = Path(folder)
            stage(recipe, tree, cache=options.cache)
            print(pack(recipe, tree, options.out))
    except BuildError as error:
        print(f"make deb: {error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make deb", description=__doc__)
    here = _MACHINES.get(platform.machine(), "amd64")
    parser.add_argument("--arch", choices=list(ARCHES), default=here)
    parser.add_argument("--suite", choices=list(SUITES), default="trixie")
    parser.add_argument("--version", help="instead of the one made from git")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "deb")
    parser.add_argument("--cache", type=Path, default=ROOT / "build")
    return parser


def _epoch() -> int:
    """Seconds since 1970 that stand for now: the last commit of `PARTS`, or as said.

    A commit of tests or documents makes the same package again, to the last bit.
    """
    if said := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(said)
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct", "--", *PARTS]
    try:
        done = subprocess.run(command, capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise BuildError("Here is no git history; set SOURCE_DATE_EPOCH.") from error
    return int(done.stdout)


sys.exit(main())
