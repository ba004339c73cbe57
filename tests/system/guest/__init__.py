"""The guest: Debian 13 with our package, as a folder and as a disk for QEMU.

The tree is built once for each change of its scripts; the package goes into a copy.
All of it lies in a cache outside the repository.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.system.guest import emulator, extras
from tests.system.guest.layers import (
    GuestError,
    alone,
    cache,
    forget_others,
    key_of,
    run,
)

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[2]
TREE_SCRIPTS = ("rootfs.sh", "customize.sh")
TOOLS = {
    "mmdebstrap": "mmdebstrap",
    "qemu-img": "qemu-utils",
    "mke2fs": "e2fsprogs",
    "mkfs.vfat": "dosfstools",
    "rauc": "rauc",
    "mksquashfs": "squashfs-tools",
    "e2fsck": "e2fsprogs",
    "/usr/share/keyrings/debian-archive-keyring.gpg": "debian-archive-keyring",
}
ARM_TOOLS = {
    "qemu-aarch64-static": "qemu-user-static",
    "update-binfmts": "binfmt-support",
    "arch-test": "arch-test",
}
SBIN = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


@dataclass(frozen=True, slots=True)
class Guest:
    """A built guest.

    Attributes:
        arch: amd64 or arm64.
        tree: its files; the kernel and its initramfs are taken from here.
        root: its root disk, never written to: each boot has an overlay of its own.
        emulator: the words that start QEMU.
    """

    arch: str
    tree: Path
    root: Path
    emulator: tuple[str, ...]


def missing_tools(arch: str) -> list[str]:
    """Debian packages that this machine lacks for building and booting a guest."""
    wanted = TOOLS | (ARM_TOOLS if arch == "arm64" else {})
    return sorted({deb for tool, deb in wanted.items() if not _there(tool)})


def _there(tool: str) -> bool:
    return Path(tool).exists() or shutil.which(tool, path=SBIN) is not None


def _emulated() -> None:
    """Have this kernel start programs of the other architecture, once."""
    table = Path("/proc/sys/fs/binfmt_misc")
    if not (table / "register").exists():
        subprocess.run(
            ["mount", "-t", "binfmt_misc", "binfmt_misc", str(table)], check=False
        )
    subprocess.run(
        ["/usr/sbin/update-binfmts", "--enable", "qemu-aarch64"], check=False
    )
    if subprocess.run(["arch-test", "arm64"], check=False).returncode:
        raise GuestError("This machine starts no arm64 program: see update-binfmts.")


def build(arch: str, package: Path) -> Guest:
    """Have a guest with this package, from the cache where it is there already.

    Raises:
        GuestError: a tool is missing, or a step failed; its log is named.
    """
    missing = missing_tools(arch)
    if missing:
        raise GuestError(f"Install first: apt-get install {' '.join(missing)}")
    if os.geteuid() != 0:
        raise GuestError("Building the guest needs root: it makes a Debian system.")
    if arch == "arm64":
        _emulated()
    with alone(cache() / arch):
        return _build(arch, package)


def _build(arch: str, package: Path) -> Guest:
    base = _base(arch)
    units = sorted((HERE / "units").iterdir())
    extra = extras.make(arch, base)
    made_of = [HERE / "install.sh", HERE / "install-extras.sh", package, *units]
    salt = f"{base.name} {extra.name}"
    place = cache() / f"{arch}-guest-{key_of(made_of, salt)}"
    qemu = emulator.make(arch)
    guest = Guest(arch, place / "tree", place / "root.img", qemu)
    if guest.root.exists():
        return guest
    forget_others(place, f"{arch}-guest-*")
    work = place.with_suffix(".part")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    tree = work / "tree"
    run(work, ["cp", "-a", str(base), str(tree)])
    script = [str(HERE / "install.sh"), str(tree), str(package), str(HERE / "units")]
    run(work, script)
    run(work, [str(HERE / "install-extras.sh"), str(tree), str(extra)])
    image = ["mke2fs", "-q", "-F", "-t", "ext4", "-L", "root", "-d", str(tree)]
    run(work, [*image, str(work / "root.img"), "2500M"])
    work.rename(place)
    return guest


def _base(arch: str) -> Path:
    """The tree without our package."""
    place = cache() / f"{arch}-base-{key_of([HERE / s for s in TREE_SCRIPTS], arch)}"
    if place.exists():
        return place
    forget_others(place, f"{arch}-base-*")
    work = place.with_suffix(".part")
    shutil.rmtree(work, ignore_errors=True)
    work.parent.mkdir(parents=True, exist_ok=True)
    customize = str(HERE / "customize.sh")
    run(work.parent, [str(HERE / "rootfs.sh"), arch, str(work), customize])
    work.rename(place)
    return place


def newest_package(arch: str) -> Path:
    """The package that `make deb` left last.

    Raises:
        GuestError: there is none.
    """
    found = sorted(
        (REPOSITORY / "build" / "deb").glob(f"mirrorbox_*+deb13_{arch}.deb"),
        key=lambda path: path.stat().st_mtime,
    )
    if not found:
        raise GuestError(f"There is no package for {arch}: make deb ARCH={arch} first")
    return found[-1]


def main() -> int:
    """Build the guests of the architectures named, before the tests need them."""
    try:
        for arch in sys.argv[1:] or ["amd64"]:
            sys.stdout.write(f"{build(arch, newest_package(arch)).root}\n")
    except GuestError as error:
        sys.stderr.write(f"make system: {error}\n")
        return 1
    return 0
