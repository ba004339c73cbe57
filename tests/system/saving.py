"""A guest saved at one moment, from which many scenarios go on in a second each.

They lie in the cache beside their guest: as long as neither it nor what saves it
changes, another run begins with them.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.system import datadisk
from tests.system.guest.layers import alone, key_of
from tests.system.machine import WRITABLE
from tests.system.vm import QUIET, SAVED_DATA, UNITS, VM

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.system.guest import Guest

SAID = "said.log"
"""What the service had told by that moment: its boot, and its promises."""

_MADE_BY = ("saving.py", "datadisk.py", "machine.py", "vm.py", "wires.py")


class Saved:
    """The saved moments of one guest, each made when it is first asked for."""

    def __init__(self, guest: Guest) -> None:
        """Nothing is made yet."""
        self._guest = guest
        version = [*guest.emulator, "--version"]
        emulator = subprocess.run(version, check=True, capture_output=True, text=True)
        files = [Path(__file__).with_name(name) for name in _MADE_BY]
        self._place = guest.root.parent / f"saved-{key_of(files, emulator.stdout)}"
        for old in set(self._place.parent.glob("saved-*")) - {self._place}:
            shutil.rmtree(old, ignore_errors=True)  # half a gigabyte each

    def before_first_start(self) -> Path:
        """A new unit, just before it looks at its empty data partition."""

        def begin(place: Path) -> None:
            self._boot(place, size=datadisk.YEARS_SIZE, mirror=False)

        return self._once("before-first-start", begin)

    def pedal(self) -> Path:
        """A unit with a pedal and a prescription; its mirror is there."""

        def begin(place: Path) -> None:
            with tempfile.TemporaryDirectory() as folder:
                journal = datadisk.prescribed(Path(folder))
                datadisk.lay_years(journal)
                self._boot(place, journal, size=datadisk.YEARS_SIZE)

        return self._once("pedal", begin)

    def lines(self) -> Path:
        """A new unit with three buttons and lamps on lines; its mirror is there."""
        return self._once("lines", lambda place: self._boot(place, unit="gpio"))

    def writable(self) -> Path:
        """A new unit whose system outlives a restart, as after install.sh."""
        return self._once("writable", lambda place: self._boot(place, append=WRITABLE))

    def busy(self) -> Path:
        """It presses its own buttons from now on; its session begins to look."""

        def moment(vm: VM) -> None:
            vm.sh(f"cd {UNITS}; mv pedal.toml {QUIET}; cp busy.toml pedal.toml")
            vm.sh("systemctl restart --no-block mirrorbox")
            vm.hears("session: look", 120)
            vm.mirror()

        return self._later("busy", moment)

    def copying(self) -> Path:
        """A unit with years of records begins the copy of its day."""

        def moment(vm: VM) -> None:
            old = f"{datadisk.YEARS_FOLDER}/journal.db"
            vm.sh(
                "systemctl stop mirrorbox; cd /var/lib/mirrorbox; "
                f"rm -r journal.db* backup; cp -p {old} .; "
                "systemctl start --no-block mirrorbox"
            )
            # Without a program started in the loop, as a copy takes but tenths of a
            # second; in a unit of its own, as the tests' shell goes before the mirror.
            look = f"until [ -e {datadisk.BACKUP}/01.part ]; do :; done"
            vm.sh(f"systemd-run --quiet --wait sh -c '{look}'", 240)

        return self._later("copying", moment)

    def _boot(
        self,
        place: Path,
        journal: Path | None = None,
        *,
        size: str = datadisk.SIZE,
        mirror: bool = True,
        unit: str = "pedal",
        append: str = "",
    ) -> None:
        """Boot with this journal, to the mirror or but to the first shell."""
        raw = datadisk.make(place / "data.img", journal, size)
        data = datadisk.convert(raw, place / SAVED_DATA)
        raw.unlink()
        with VM(self._guest, place, data=data, unit=unit, append=append) as vm:
            vm.shell()
            if mirror:
                vm.mirror()
            self._save(vm, "")

    def _later(self, name: str, moment: Callable[[VM], None]) -> Path:
        """Go on from the pedal's unit, until `moment` returns."""
        pedal = self.pedal()

        def begin(place: Path) -> None:
            with VM(self._guest, place, data=None, saved=pedal) as vm:
                moment(vm)
                self._save(vm, (pedal / SAID).read_text())

        return self._once(name, begin)

    def _save(self, vm: VM, said_before: str) -> None:
        vm.save()
        (vm.folder / SAID).write_text(said_before + vm.said())

    def _once(self, name: str, begin: Callable[[Path], None]) -> Path:
        """Have it from the cache, or made there by one of this run's processes."""
        place = self._place / name
        with alone(place):
            if not place.exists():
                work = place.with_suffix(".part")
                shutil.rmtree(work, ignore_errors=True)
                work.mkdir()
                begin(work)
                work.rename(place)
        return place
