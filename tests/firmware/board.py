"""A board with two slots as the image's scripts see it: a folder in place of /."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from tests.systemd.helpers import REPOSITORY, fake_tools

if TYPE_CHECKING:
    from pathlib import Path

UPDATE = REPOSITORY / "firmware/image/layer/mirrorbox.d/update"
SCRIPTS = UPDATE / "usr/lib/mirrorbox-image"
PARTITION = {"A": 2, "B": 3}


def autoboot(default: str) -> str:
    """The file as rpi-image-gen writes it for A."""
    first, other = (2, 3) if default == "A" else (3, 2)
    return (
        f"[all]\ntryboot_a_b=1\nboot_partition={first}\n"
        f"[tryboot]\nboot_partition={other}\n"
    )


class Board:
    """Starts slots, takes sticks, remembers what its scripts asked for."""

    def __init__(self, folder: Path, **tools: str) -> None:
        """Lie in an empty folder, with A as the default and running.

        Args:
            folder: an empty one.
            tools: stand-ins for programs, as shell scripts.
        """
        self.root = folder / "root"
        self.stick = folder / "stick"
        self.asked = folder / "asked"
        self.state = self.root / "persistent/mirrorbox-update"
        self.upgrade = self.root / "var/lib/mirrorbox-upgrade"
        self.file = self.root / "bootfs/autoboot.txt"
        self._firmware = self.root / "proc/device-tree/chosen/bootloader"
        library = self.root / "usr/lib/mirrorbox-image"
        for place in (
            *(self.state, self.upgrade, self.file.parent, self._firmware),
            *(self.root / "run/mirrorbox", library, self.stick),
        ):
            place.mkdir(parents=True)
        (library / "version").write_text("1.0\n")
        self.asked.touch()
        self.file.write_text(autoboot("A"))
        note = f'echo "$(basename "$0") $*" >> {self.asked}'
        quiet = {"systemctl": note, "mount": ":", "umount": ":", "blockdev": "echo 1"}
        self.env = {
            **fake_tools(folder / "bin", **{**quiet, **tools}),
            "MIRRORBOX_ROOT": str(self.root),
            "RUNTIME_DIRECTORY": str(self.stick),
        }
        self.start()

    @property
    def default(self) -> str:
        """What the firmware would start after the plug."""
        text = self.file.read_text()
        (slot,) = (slot for slot in PARTITION if text == autoboot(slot))
        return slot

    def start(self, *, tryboot: bool = False) -> str:
        """Start the default, or for once the other; say which slot that is."""
        slot = {"A": "B", "B": "A"}[self.default] if tryboot else self.default
        for name, number in (("partition", PARTITION[slot]), ("tryboot", tryboot)):
            (self._firmware / name).write_bytes(int(number).to_bytes(4, "big"))
        return slot

    def script(self, name: str, *words: str) -> tuple[int, str]:
        """Exit code, and everything that a script of the image said."""
        done = subprocess.run(
            [SCRIPTS / name, *words],
            env=self.env,
            check=False,
            stdout=-1,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return done.returncode, done.stdout

    def restarted(self) -> bool:
        """Whether a restart into the other slot was asked for, since the last look."""
        said = self.asked.read_text()
        self.asked.write_text("")
        return "systemctl reboot --reboot-argument=0 tryboot\n" in said

    def insert(self, bundle: bytes = b"an update") -> None:
        """A stick with this bundle."""
        (self.stick / "mirrorbox.raucb").write_bytes(bundle)


def is_root() -> bool:
    """Whether we may mount."""
    return os.geteuid() == 0
