"""A guest under QEMU: boot it, press its keys, look at its screen, pull its plug."""

from __future__ import annotations

import base64
import json
import re
import select
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Sequence
    from io import BufferedRWPair

    from tests.system.guest import Guest

MACHINE = {
    "amd64": ("qemu-system-x86_64", "-M", "q35", "-cpu", "qemu64"),
    "arm64": ("qemu-system-aarch64", "-M", "virt", "-cpu", "cortex-a72"),
}
CONSOLE = {"amd64": "ttyS0", "arm64": "ttyAMA0"}
HARDWARE = (
    *("-device", "i6300esb", "-action", "watchdog=reset"),
    *("-device", "qemu-xhci,id=xhci"),
)
"""What every unit has: a watchdog and USB sockets."""
OVERLAY_ROOT = "overlayroot=tmpfs:recurse=0"
"""The root disk is read-only, as a unit's: what is written to it lies in memory."""

SAVED_DATA = "data.qcow2"
"""The data disk of a guest that can be saved."""

BOOT_S = 240
"""A shell comes after 20 s on a quiet machine, on a loaded one much later."""


class GuestGone(Exception):
    """QEMU ended, or the guest said nothing in time; the text holds its console."""


class VM:
    """One run of a guest; a context that ends with the plug pulled."""

    def __init__(
        self,
        guest: Guest,
        folder: Path,
        *,
        data: Path | None,
        unit: str = "pedal",
        append: str = "",
        extra: Sequence[str] = HARDWARE,
        restarts: bool = False,
        saved: Path | None = None,
    ) -> None:
        """Switch on.

        Args:
            guest: what to boot.
            folder: where the console's log and pictures go; made where missing.
            data: the data partition's disk; None: `extra` brings one.
            unit: which configuration of `guest/units`.
            append: more for the kernel's line.
            extra: more words for QEMU.
            restarts: whether a reset starts the guest again instead of ending it.
            saved: a folder of `save`: go on from that moment instead of booting.
        """
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.events: list[str] = []
        self._heard = b""
        self._asked = 0
        self._guest = guest
        # Sockets' paths must be short.
        self._sockets = Path("/tmp") / f"vm-{time.monotonic_ns():x}"  # noqa: S108
        self._sockets.mkdir(mode=0o700)
        for old in ("console.log", "ack.log"):
            (folder / old).unlink(missing_ok=True)
        self.overlay = folder / "root.qcow2"
        if saved is None:
            self._make_overlay()
        else:
            shutil.copy(saved / self.overlay.name, self.overlay)
            data = Path(shutil.copy(saved / SAVED_DATA, folder))
            extra = [*extra, "-loadvm", "saved"]
        self.data = data
        command = self._command(data, unit, append, extra, restarts=restarts)
        self._errors = (folder / "qemu.err").open("w+")
        self.started = time.monotonic()
        self._qemu = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=self._errors, stderr=self._errors
        )
        self._lines: list[socket.socket | BufferedRWPair] = []
        try:
            self._shell = self._connect("sh")
            self._monitor = self._connect("qmp").makefile("rwb")
            self._lines.append(self._monitor)
            self._monitor.readline()
            self.qmp("qmp_capabilities")
        except BaseException:
            self.power_cut()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.power_cut()

    def _make_overlay(self) -> None:
        self.overlay.unlink(missing_ok=True)
        create = ["qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw"]
        command = [*create, "-b", str(self._guest.root), str(self.overlay)]
        subprocess.run(command, check=True, timeout=60)

    def _command(
        self,
        data: Path | None,
        unit: str,
        append: str,
        extra: Sequence[str],
        *,
        restarts: bool,
    ) -> list[str]:
        boot = self._guest.tree / "boot"
        line = (
            f"root=/dev/vda console={CONSOLE[self._guest.arch]} quiet net.ifnames=0 "
            f"panic=0 fsck.repair=yes {OVERLAY_ROOT} mirrorbox.test={unit} {append}"
        )
        sockets, folder = self._sockets, self.folder
        words: list[object] = [
            *MACHINE[self._guest.arch],
            # /dev/kvm may be there and still not run a stock kernel.
            *("-accel", "tcg", "-smp", "1", "-m", "1024"),
            *("-nodefaults", "-display", "none"),
            *("-kernel", next(boot.glob("vmlinuz-*"))),
            *("-initrd", next(boot.glob("initrd.img-*"))),
            *("-append", line),
            *("-chardev", f"file,id=con,path={folder}/console.log"),
            *("-serial", "chardev:con"),
            *("-qmp", f"unix:{sockets}/qmp,server=on,wait=off"),
            *("-device", "virtio-gpu-pci,xres=1280,yres=720"),
            *("-device", "virtio-keyboard-pci", "-device", "virtio-rng-pci"),
            *("-device", "virtio-serial-pci"),
            *("-chardev", f"socket,id=sh,path={sockets}/sh,server=on,wait=off"),
            *("-device", "virtserialport,chardev=sh,name=vmsh"),
            *("-chardev", f"file,id=ack,path={folder}/ack.log"),
            *("-device", "virtserialport,chardev=ack,name=ack"),
            *_disk("d0", self.overlay, "qcow2"),
            *(_disk("d1", data, data.suffix[1:]) if data else ()),
            *(() if restarts else ("-no-reboot",)),
            *extra,
        ]
        return [str(word) for word in words]

    def _connect(self, name: str) -> socket.socket:
        for _ in range(400):
            line = socket.socket(socket.AF_UNIX)
            try:
                line.connect(str(self._sockets / name))
            except OSError:
                line.close()
                if self._qemu.poll() is not None:
                    break
                time.sleep(0.05)
            else:
                line.settimeout(60)
                self._lines.append(line)
                return line
        raise GuestGone((self.folder / "qemu.err").read_text())

    def qmp(self, command: str, **arguments: Any) -> Any:
        """Ask QEMU for something; events that come in between are kept.

        Raises:
            GuestGone: QEMU refused, or it has ended.
        """
        words = {"execute": command, "arguments": arguments}
        self._monitor.write(json.dumps(words).encode() + b"\n")
        self._monitor.flush()
        while True:
            line = self._monitor.readline()
            if not line:
                raise GuestGone("QEMU has ended.")
            reply = json.loads(line)
            if "event" not in reply:
                break
            self.events.append(reply["event"])
        if "error" in reply:
            raise GuestGone(f"{command}: {reply['error']['desc']}")
        return reply["return"]

    def events_now(self) -> list[str]:
        """Every event so far, those not yet read too."""
        self.qmp("query-status")
        return self.events

    def _until(self, pattern: bytes, timeout_s: float) -> tuple[re.Match[bytes], str]:
        end = time.monotonic() + timeout_s
        while not (found := re.search(pattern, self._heard)):
            if time.monotonic() > end:
                raise GuestGone(f"silent for {timeout_s:.0f} s: {self._last_words()}")
            if select.select([self._shell], [], [], 0.5)[0]:
                data = self._shell.recv(65536)
                if not data:
                    raise GuestGone(self._last_words())
                self._heard += data
        said, self._heard = self._heard[: found.start()], self._heard[found.end() :]
        return found, said.decode(errors="replace")

    def _last_words(self) -> str:
        console = (self.folder / "console.log").read_text(errors="replace")
        return self._heard[-1000:].decode(errors="replace") + console[-2000:]

    def shell(self, timeout_s: float = BOOT_S) -> float:
        """Wait for the guest's root shell; in seconds since the switch."""
        self._until(rb"READY\n", timeout_s)
        return time.monotonic() - self.started

    def save(self) -> None:
        """Keep this very moment in the disks, which must both be qcow2."""
        words = {"command-line": "savevm saved"}
        said = self.qmp("human-monitor-command", **words)
        if said:
            raise GuestGone(said)

    def forget(self) -> None:
        """Forget what the shell said: the guest starts again."""
        self._heard = b""

    def send(self, command: str) -> None:
        """Run a command in the guest without waiting for it."""
        self._asked += 1
        words = base64.b64encode(command.encode())
        self._shell.sendall(b"@%d %s\n" % (self._asked, words))

    def sh(self, command: str, timeout_s: float = 120) -> str:
        """Run a command in the guest and give what it said, whatever its code."""
        self.send(command)
        _, said = self._until(rb"@%d=\d+=\n" % self._asked, timeout_s)
        return said

    def wait_for(self, command: str, expected: str, timeout_s: float = 120) -> str:
        """Run a command again and again until its answer holds a text.

        Raises:
            GuestGone: it never did; the last answer and the unit's log are in the text.
        """
        end = time.monotonic() + timeout_s
        while expected not in (said := self.sh(command)):
            if time.monotonic() > end:
                log = self.sh("journalctl -b --no-pager -o cat -u mirrorbox | tail -30")
                promised = self.said()[-1500:]
                raise GuestGone(f"never {expected!r}, but {said!r}\n{log}\n{promised}")
            time.sleep(0.5)
        return said

    def mirror(self, timeout_s: float = 200) -> None:
        """Wait until the service has shown its first mirrored frame."""
        state = "systemctl show -p ActiveState --value mirrorbox"
        self.wait_for(state, "active\n", timeout_s)
        if self.sh(state) != "active\n":
            self.wait_for(state + " | grep -x active", "active", timeout_s)

    def said(self) -> str:
        """What the service has told so far: its log, with every promise."""
        path = self.folder / "ack.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def hears(self, text: str, timeout_s: float = 60) -> None:
        """Wait until the service's log holds a text."""
        end = time.monotonic() + timeout_s
        while text not in self.said():
            if time.monotonic() > end:
                raise GuestGone(f"never said {text!r}: {self.said()[-2000:]}")
            time.sleep(0.2)

    def key(self, name: str, *, down: bool) -> None:
        """Press or let go a key of the machine's keyboard."""
        data = {"down": down, "key": {"type": "qcode", "data": name}}
        self.qmp("input-send-event", events=[{"type": "key", "data": data}])

    def press(self, name: str, hold_s: float = 0.25) -> None:
        """Press a key for so long; what happens then must be waited for."""
        self.key(name, down=True)
        time.sleep(hold_s)
        self.key(name, down=False)

    def shot(self, name: str) -> Path:
        """A picture of the real screen."""
        path = (self.folder / f"{name}.png").resolve()
        self.qmp("screendump", filename=str(path), format="png")
        return path

    def ended(self, timeout_s: float) -> bool:
        """Whether the guest switched itself off in this time."""
        try:
            self._qemu.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return False
        return True

    def power_cut(self) -> None:
        """Pull the plug; a second time does nothing."""
        self._qemu.kill()
        self._qemu.wait(30)
        for line in self._lines:
            line.close()
        self._errors.close()
        shutil.rmtree(self._sockets, ignore_errors=True)

    def root_is_untouched(self) -> bool:
        """Whether not one byte of the root disk differs; after the plug is out."""
        compare = ["qemu-img", "compare", "-f", "qcow2", "-F", "raw"]
        command = [*compare, str(self.overlay), str(self._guest.root)]
        done = subprocess.run(command, capture_output=True, timeout=300, check=False)
        return done.returncode == 0


def _disk(name: str, path: Path, form: str) -> tuple[str, ...]:
    form = form.replace("img", "raw")
    drive = f"file={path},format={form},if=none,id={name},cache=writeback"
    return ("-drive", drive, "-device", f"virtio-blk-pci,drive={name}")
