"""A chip of pins as the kernel has it before udev is done."""

from __future__ import annotations

from typing import Any


class NoPins:
    """A pin factory whose device is not there, or not for us."""

    def __init__(self, error: OSError | None = None) -> None:
        self._error = error or FileNotFoundError(2, "No such file", "/dev/gpiochip0")

    def __getattr__(self, name: str) -> Any:
        raise self._error
