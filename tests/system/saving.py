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


def save(guest: Guest, place: Path, since: Path, moment: Callable[[VM], None]) -> Path:
    """Save what is there when `moment` returns.

    Args:
        guest: what to boot.
        place: where the saved guest goes; emptied first.
        since: a raw data disk to boot with, which is not written to; or the folder of
            a guest that was saved earlier, to go on from there.
        moment: waits for what the scenarios begin with.
    """
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    saved, own, said = None, None, ""
    if since.is_dir():
        saved, said = since, (since / SAID).read_text()
    else:
        own = datadisk.convert(since, place / SAVED_DATA)
    with VM(guest, place, data=own, saved=saved) as vm:
        if saved is None:
            vm.shell()
        moment(vm)
        vm.save()
        (place / SAID).write_text(said + vm.said())
    return place
