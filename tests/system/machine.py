"""The words that make QEMU a unit: processor, disks, screen, watchdog, sockets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.system.guest import Guest

MACHINE = {
    "amd64": ("-M", "q35", "-cpu", "qemu64,+ssse3,+sse4.1,+sse4.2,+popcnt"),
    "arm64": ("-M", "virt", "-cpu", "cortex-a72"),
}
"""SSE4 makes a start of the mirror a tenth cheaper; an Intel processor would be dearer,
for the sake of its faults."""
CONSOLE = {"amd64": "ttyS0", "arm64": "ttyAMA0"}
HARDWARE = (
    *("-device", "i6300esb", "-action", "watchdog=reset"),
    *("-device", "qemu-xhci,id=xhci"),
    *("-device", "pcie-root-port,id=slot1,slot=1"),
)
"""What every unit has: a watchdog, USB sockets, and a slot for one disk more."""
SMALL = (800, 480)
"""Of a 7-inch panel. Emulated, a processor draws each pixel: a large screen has a
frame every half second."""
OVERLAY_ROOT = "overlayroot=tmpfs:recurse=0"
"""The root disk is read-only, as a unit's: what is written to it lies in memory."""
WRITABLE = "overlayroot=disabled rw"
"""As after install.sh: the system that an upgrade changes outlives a restart."""


@dataclass(frozen=True, slots=True)
class Machine:
    """One guest as it is switched on.

    Attributes:
        guest: what to boot.
        folder: where the console's log goes.
        sockets: where QEMU listens; a short path.
        overlay: takes what is written to the root disk.
        data: the data partition's disk; None: `extra` brings one.
        unit: which configuration of `guest/units`.
        append: more for the kernel's line.
        extra: more words for QEMU.
        restarts: whether a reset starts the guest again instead of ending it.
        size_px: of its screen.
    """

    guest: Guest
    folder: Path
    sockets: Path
    overlay: Path
    data: Path | None
    unit: str
    append: str
    extra: Sequence[str]
    restarts: bool
    size_px: tuple[int, int]

    def command(self) -> list[str]:
        """What to run."""
        boot = self.guest.tree / "boot"
        words: list[object] = [
            *self.guest.emulator,
            *MACHINE[self.guest.arch],
            # /dev/kvm may be there and still not run a stock kernel.
            *("-accel", "tcg", "-smp", "1", "-m", "1024"),
            *("-nodefaults", "-display", "none"),
            *("-kernel", next(boot.glob("vmlinuz-*"))),
            *("-initrd", next(boot.glob("initrd.img-*"))),
            *("-append", self._line()),
            *("-chardev", f"file,id=con,path={self.folder}/console.log"),
            *("-serial", "chardev:con"),
            *("-qmp", f"unix:{self.sockets}/qmp,server=on,wait=off"),
            *("-device", "virtio-gpu-pci,xres={},yres={}".format(*self.size_px)),
            *("-device", "virtio-keyboard-pci", "-device", "virtio-rng-pci"),
            *("-device", "virtio-serial-pci"),
            *("-chardev", f"socket,id=sh,path={self.sockets}/sh,server=on,wait=off"),
            *("-device", "virtserialport,chardev=sh,name=vmsh"),
            *("-chardev", f"file,id=ack,path={self.folder}/ack.log"),
            *("-device", "virtserialport,chardev=ack,name=ack"),
            *_disk("d0", self.overlay),
            *(_disk("d1", self.data) if self.data else ()),
            *(() if self.restarts else ("-no-reboot",)),
            *self.extra,
        ]
        return [str(word) for word in words]

    def _line(self) -> str:
        return (
            f"root=/dev/vda console={CONSOLE[self.guest.arch]} quiet net.ifnames=0 "
            f"panic=0 fsck.repair=yes vt.global_cursor_default=0 {OVERLAY_ROOT} "
            f"mirrorbox.test={self.unit} "
            f"{self.append}"
        )


def _disk(name: str, path: Path) -> tuple[str, ...]:
    form = path.suffix[1:].replace("img", "raw")
    drive = f"file={path},format={form},if=none,id={name},cache=writeback"
    return ("-drive", drive, "-device", f"virtio-blk-pci,drive={name}")
