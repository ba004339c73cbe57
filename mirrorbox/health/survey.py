"""Everything that is read of the machine itself, in the order it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.health.board import Reading, temperature, throttling, under_voltage
from mirrorbox.health.card import card, file_system
from mirrorbox.health.cause import watchdog
from mirrorbox.health.place import data_partition, space

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.config import Config


def survey(config: Config, root: Path, *, ask: bool = False) -> list[Reading]:
    """Read the machine once; it takes milliseconds and writes nothing.

    Args:
        config: where the journal lies, and whether on a partition of its own.
        root: system files are read below it.
        ask: whether programs may be run where no file tells.
    """
    directory = config.journal.directory
    return [
        space(directory),
        data_partition(directory, root, wanted=config.unit.data_partition),
        card(root),
        file_system(root),
        temperature(root),
        under_voltage(root),
        throttling(root, ask=ask),
        watchdog(root),
    ]
