"""The two wires into a guest: QEMU's monitor, and a root shell on a serial port."""

from __future__ import annotations

import base64
import json
import re
import select
import socket
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ANSWER_S = 60


class GuestGone(Exception):
    """QEMU ended, or the guest said nothing in time; the text holds its console."""


def connect(path: Path, alive: Callable[[], bool]) -> socket.socket:
    """A socket that QEMU opens as it starts.

    Raises:
        GuestGone: it ended instead.
    """
    for _ in range(400):
        line = socket.socket(socket.AF_UNIX)
        try:
            line.connect(str(path))
        except OSError:
            line.close()
            if not alive():
                break
            time.sleep(0.05)
        else:
            line.settimeout(ANSWER_S)
            return line
    raise GuestGone(f"QEMU does not listen on {path.name}")


class Monitor:
    """QEMU's own wire: the QEMU Machine Protocol."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._file = line.makefile("rwb")
        self._file.readline()  # its greeting
        self.events: list[str] = []
        self.ask("qmp_capabilities")

    def ask(self, command: str, **arguments: Any) -> Any:
        """Ask QEMU for something; events that come in between are kept.

        Raises:
            GuestGone: QEMU refused, or it has ended.
        """
        words = {"execute": command, "arguments": arguments}
        self._file.write(json.dumps(words).encode() + b"\n")
        self._file.flush()
        while True:
            line = self._file.readline()
            if not line:
                raise GuestGone("QEMU has ended.")
            reply = json.loads(line)
            if "event" not in reply:
                break
            self.events.append(reply["event"])
        if "error" in reply:
            raise GuestGone(f"{command}: {reply['error']['desc']}")
        return reply["return"]

    def close(self) -> None:
        """Let go of the wire."""
        self._file.close()
        self._line.close()


class Shell:
    """The guest's root shell: one command after another."""

    def __init__(self, line: socket.socket, console: Path) -> None:
        self._line = line
        self._console = console
        self._heard = b""
        self._asked = 0

    def forget(self) -> None:
        """Forget what was said: the guest starts again."""
        self._heard = b""

    def ready(self, timeout_s: float) -> None:
        """Wait until somebody listens."""
        self._until(rb"READY\n", timeout_s)

    def send(self, command: str) -> None:
        """Run a command without waiting for it."""
        self._asked += 1
        words = base64.b64encode(command.encode())
        self._line.sendall(b"@%d %s\n" % (self._asked, words))

    def run(self, command: str, timeout_s: float) -> str:
        """Run a command and give what it said, whatever its code."""
        self.send(command)
        return self._until(rb"@%d=\d+=\n" % self._asked, timeout_s)

    def _until(self, pattern: bytes, timeout_s: float) -> str:
        end = time.monotonic() + timeout_s
        while not (found := re.search(pattern, self._heard)):
            if time.monotonic() > end:
                raise GuestGone(f"silent for {timeout_s:.0f} s: {self._last_words()}")
            if select.select([self._line], [], [], 0.5)[0]:
                data = self._line.recv(65536)
                if not data:
                    raise GuestGone(self._last_words())
                self._heard += data
        said, self._heard = self._heard[: found.start()], self._heard[found.end() :]
        return said.decode(errors="replace")

    def _last_words(self) -> str:
        console = self._console.read_text(errors="replace")
        return self._heard[-1000:].decode(errors="replace") + console[-2000:]

    def close(self) -> None:
        """Let go of the wire."""
        self._line.close()
