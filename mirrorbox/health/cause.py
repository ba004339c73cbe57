"""Why the unit started: plugged in, reset by the hardware watchdog, or restarted."""

from __future__ import annotations

from pathlib import Path

from mirrorbox.health.board import Reading, State

CARD_RESET = 0x20
"""WDIOF_CARDRESET: the last boot came from the watchdog (kernel, watchdog-api)."""


def boot_status(root: Path = Path("/")) -> int | None:
    """The hardware watchdog's bits of the last boot; None where there is none."""
    path = root / "sys/class/watchdog/watchdog0/bootstatus"
    try:
        return int(path.read_text(encoding="ascii"), 0)
    except (OSError, ValueError):
        return None


def watchdog(root: Path = Path("/")) -> Reading:
    """The hardware watchdog, and whether it reset the machine."""
    bits = boot_status(root)
    if bits is None:
        return Reading("watchdog", State.ABSENT, "no hardware watchdog here")
    if bits & CARD_RESET:
        return Reading("watchdog", State.BAD, "it reset this machine: the system hung")
    return Reading("watchdog", State.OK, "it did not reset this machine")


def why_started(last_boot_id: str, boot_id: str, root: Path = Path("/")) -> str:
    """Why we start now, in a word for the journal.

    Args:
        last_boot_id: the boot of the newest entry; empty in a new journal.
        boot_id: this boot.
        root: system files are read below it.
    """
    if last_boot_id == boot_id:
        return "restarted"
    reset = (boot_status(root) or 0) & CARD_RESET
    return "watchdog" if reset else "booted"
