"""`mirrorbox first-start`: once in a unit's life, before the first mirror."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mirrorbox import __version__
from mirrorbox.health import Reading, State, bad, model
from mirrorbox.health.survey import survey
from mirrorbox.identity import Identity, ensure
from mirrorbox.journal import Store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mirrorbox.clock import Clock
    from mirrorbox.config import Config

FIRST_START = "first_start"
"""The kind of the entry that tells of it."""


def first_start(config: Config, clock: Clock, root: Path = Path("/")) -> list[str]:
    """Make the unit's identity, check the board and record both; once.

    A second call, or one after a power cut in the first, does only what is missing.

    Args:
        config: where the journal lies.
        clock: stamps the entry.
        root: system files are read below it.

    Returns:
        What was done and what is bad, in sentences.

    Raises:
        IdentityError, JournalFault: the disk is in the way.
    """
    directory = config.journal.directory
    identity, made = ensure(directory)
    readings = survey(config, root, ask=True)
    new = _record(directory, clock, identity, model(root), readings)
    done = "has an identity now" if made else "has its identity already"
    told = [f"This unit {done}: {identity.unit}."]
    if not new:
        told.append("Its first start is in the journal already.")
    return told + [f"{r.name}: {r.sentence}" for r in bad(readings)]


def _record(
    directory: Path,
    clock: Clock,
    identity: Identity,
    board: str,
    readings: Sequence[Reading],
) -> bool:
    journal = Store.open(directory, clock)
    try:
        known = [e.data for e in journal.entries(None) if e.kind == FIRST_START]
        if any(data.get("unit") == identity.unit for data in known):
            return False
        found = {
            r.name: {"state": r.state.value, "said": r.sentence}
            for r in readings
            if r.state is not State.ABSENT
        }
        data = {
            "unit": identity.unit,
            "public_key": identity.public_key,
            "version": __version__,
            "board": board,
            "readings": found,
        }
        journal.append(FIRST_START, data)
    finally:
        journal.close()
    return True
