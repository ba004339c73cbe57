"""The emulator, as a layer of the cache: Debian 13's, whatever this machine has.

Debian 12's QEMU 7.2 needs half as long again for the same boot, and four times as long
to start a program in a guest. So every machine emulates alike, too.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.system.guest.layers import cache, forget_others, key_of, run

HERE = Path(__file__).parent
PROGRAM = {"amd64": "qemu-system-x86_64", "arm64": "qemu-system-aarch64"}
PACKAGES = {"amd64": "qemu-system-x86,seabios", "arm64": "qemu-system-arm"}


def make(arch: str) -> tuple[str, ...]:
    """The words that start the emulator of this architecture.

    Raises:
        GuestError: a step failed; its log is named.
    """
    script = HERE / "emulator.sh"
    place = cache() / f"{arch}-emulator-{key_of([script], PACKAGES[arch])}"
    if not place.exists():
        forget_others(place, f"{arch}-emulator-*")
        work = place.with_suffix(".part")
        shutil.rmtree(work, ignore_errors=True)
        run(cache(), [str(script), PACKAGES[arch], str(work)])
        work.rename(place)
    return (str(HERE / "emulate.sh"), str(place), PROGRAM[arch])
