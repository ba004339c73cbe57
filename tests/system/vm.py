"""A guest under QEMU: boot it, press its keys, look at its screen, pull its plug."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from tests.system.machine import HARDWARE, SMALL, Machine
from tests.system.wires import GuestGone, Monitor, Shell, connect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.system.guest import Guest

SAVED_DATA = "data.qcow2"
"""The data disk of a guest that can be saved."""

UNITS, QUIET = "/etc/mirrorbox/test", "quiet.toml"
"""Where a guest's configurations lie; a busy unit's way back to the pedal's."""

BOOT_S = 240
"""A shell comes after 20 s on a quiet machine, on a loaded one much later."""

STARTS, SHOWN = "\nboot ", "the mirror is there"
"""What the log says as the service starts, and after its first mirrored frame."""


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
        again: bool = False,
        saved: Path | None = None,
        size_px: tuple[int, int] = SMALL,
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
            again: whether the root disk is as the last run in this folder left it.
            saved: a folder of `Saved`: go on from that moment instead of booting.
            size_px: of its screen; a saved guest has the small one.
        """
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._guest = guest
        for old in ("console.log", "ack.log"):
            (folder / old).unlink(missing_ok=True)
        self.overlay = folder / "root.qcow2"
        if saved is not None:
            shutil.copy(saved / self.overlay.name, self.overlay)
            data = Path(shutil.copy(saved / SAVED_DATA, folder))
            extra = [*extra, "-loadvm", "saved"]
        elif not again:
            self._make_overlay()
        self.data = data
        # Sockets' paths must be short.
        self._sockets = Path("/tmp") / f"vm-{time.monotonic_ns():x}"  # noqa: S108
        self._sockets.mkdir(mode=0o700)
        machine = Machine(
            guest=guest,
            folder=folder,
            sockets=self._sockets,
            overlay=self.overlay,
            data=data,
            unit=unit,
            append=append,
            extra=extra,
            restarts=restarts,
            size_px=size_px,
        )
        self._switch_on(machine.command())

    def _switch_on(self, command: list[str]) -> None:
        self._wires: list[Monitor | Shell] = []
        self._errors = (self.folder / "qemu.err").open("w+")
        self.started = time.monotonic()
        self._qemu = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=self._errors, stderr=self._errors
        )
        try:
            line = connect(self._sockets / "sh", self._runs)
            self._shell = Shell(line, self.folder / "console.log")
            self._wires.append(self._shell)
            self._monitor = Monitor(connect(self._sockets / "qmp", self._runs))
            self._wires.append(self._monitor)
        except BaseException as error:
            self.power_cut()
            if isinstance(error, GuestGone | OSError):  # QEMU did not take its words
                raise GuestGone((self.folder / "qemu.err").read_text()) from error
            raise

    def _runs(self) -> bool:
        return self._qemu.poll() is None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.power_cut()

    def _make_overlay(self) -> None:
        self.overlay.unlink(missing_ok=True)
        create = ["qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw"]
        command = [*create, "-b", str(self._guest.root), str(self.overlay)]
        subprocess.run(command, check=True, timeout=60)

    def qmp(self, command: str, **arguments: Any) -> Any:
        """Ask QEMU for something.

        Raises:
            GuestGone: QEMU refused, or it has ended.
        """
        return self._monitor.ask(command, **arguments)

    def events_now(self) -> list[str]:
        """Every event of QEMU so far, those not yet read too."""
        self.qmp("query-status")
        return self._monitor.events

    def shell(self, timeout_s: float = BOOT_S) -> float:
        """Wait for the guest's root shell; in seconds since the switch."""
        self._shell.ready(timeout_s)
        return time.monotonic() - self.started

    def save(self) -> None:
        """Keep this very moment in the disks, which must both be qcow2."""
        words = {"command-line": "savevm saved"}
        said = self.qmp("human-monitor-command", **words)
        if said:
            raise GuestGone(said)

    def forget(self) -> None:
        """Forget what the shell said: the guest starts again."""
        self._shell.forget()

    def send(self, command: str) -> None:
        """Run a command in the guest without waiting for it."""
        self._shell.send(command)

    def sh(self, command: str, timeout_s: float = 120) -> str:
        """Run a command in the guest and give what it said, whatever its code."""
        return self._shell.run(command, timeout_s)

    def wait_for(self, command: str, expected: str, timeout_s: float = 120) -> str:
        """Run a command again and again until its answer holds a text.

        Raises:
            GuestGone: it never did; the last answer and the unit's log are in the text.
        """
        end = time.monotonic() + timeout_s
        while expected not in (said := self.sh(command)):
            if time.monotonic() > end:
                log = f"{self._journal()}\n{self.said()[-1500:]}"
                raise GuestGone(f"never {expected!r}, but {said!r}\n{log}")
            time.sleep(0.5)
        return said

    def _journal(self) -> str:
        return self.sh("journalctl -b --no-pager -o cat -u mirrorbox | tail -30")

    def mirror(self, timeout_s: float = 200) -> None:
        """Wait until the last start of the service has shown its first mirrored frame.

        Heard from outside: asking systemd again and again would slow a boot down.
        """
        end = time.monotonic() + timeout_s
        while SHOWN not in f"\n{self.said()}".rpartition(STARTS)[2]:
            if time.monotonic() > end:
                raise GuestGone(f"no mirror: {self.said()[-2000:]}{self._journal()}")
            time.sleep(0.2)

    def said(self) -> str:
        """What the service has told so far: its log, with every promise."""
        path = self.folder / "ack.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def hears(self, text: str, timeout_s: float = 60, *, times: int = 1) -> None:
        """Wait until the service's log holds a text, so many times."""
        end = time.monotonic() + timeout_s
        while self.said().count(text) < times:
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
        for wire in self._wires:
            wire.close()
        self._errors.close()
        shutil.rmtree(self._sockets, ignore_errors=True)

    def root_is_untouched(self) -> bool:
        """Whether not one byte of the root disk differs; after the plug is out."""
        compare = ["qemu-img", "compare", "-f", "qcow2", "-F", "raw"]
        command = [*compare, str(self.overlay), str(self._guest.root)]
        done = subprocess.run(command, capture_output=True, timeout=300, check=False)
        return done.returncode == 0
