"""A guest saved at one moment, from which many scenarios go on in a second each."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.system import datadisk
from tests.system.vm import SAVED_DATA, VM

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.system.guest import Guest

SAID = "said.log"
"""What the service had told by that moment: its boot, and its promises."""


def save(
    guest: Guest, place: Path, disk: Path, moment: Callable[[VM], None], *, unit: str
) -> Path:
    """Boot once and save what is there when `moment` returns.

    Args:
        guest: what to boot.
        place: where the saved guest goes; emptied first.
        disk: a raw data disk; it is not written to.
        moment: waits for what the scenarios begin with.
        unit: which configuration.
    """
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    own = datadisk.convert(disk, place / SAVED_DATA)
    with VM(guest, place, data=own, unit=unit) as vm:
        vm.shell()
        moment(vm)
        vm.save()
        (place / SAID).write_text(vm.said())
    return place
