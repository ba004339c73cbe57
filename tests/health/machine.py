"""System files of a machine that is not this one, below a folder of a test's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ROOT = "25 1 {root} / / {options} - {kind} /dev/root rw"
DATA = "61 25 {data} / {point} {options} - {kind} /dev/mmcblk0p5 {superblock}"


class Machine:
    """Writes what sysfs and /proc would say."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def model(self, name: str = "Raspberry Pi 5 Model B Rev 1.0\0") -> None:
        self.write("proc/device-tree/model", name)

    def celsius(self, degrees: float) -> None:
        path = "sys/class/thermal/thermal_zone0/temp"
        self.write(path, f"{round(degrees * 1000)}\n")

    def supply(self, *, weak: bool) -> None:
        self.write("sys/class/hwmon/hwmon1/name", "rpi_volt\n")
        self.write("sys/class/hwmon/hwmon1/in0_lcrit_alarm", f"{int(weak)}\n")

    def throttled(self, bits: int) -> None:
        path = "sys/devices/platform/soc/soc:firmware/get_throttled"
        self.write(path, f"{bits:x}\n")

    def card(self, **files: str) -> None:
        for name, text in files.items():
            self.write(f"sys/block/mmcblk0/device/{name}", f"{text}\n")

    def ext4(self, *, errors: int = 0) -> None:
        self.write("sys/fs/ext4/features/lazy_itable_init", "supported\n")
        self.write("sys/fs/ext4/mmcblk0p5/errors_count", f"{errors}\n")
        self.write("sys/fs/ext4/mmcblk0p5/lifetime_write_kbytes", "12345678\n")

    def boot_status(self, bits: int) -> None:
        self.write("sys/class/watchdog/watchdog0/bootstatus", f"{bits}\n")

    def mounted(
        self,
        point: Path | None,
        *,
        kind: str = "ext4",
        device: str = "179:5",
        options: str = "rw,noatime",
        superblock: str = "rw",
    ) -> None:
        lines = [ROOT.format(root="0:20", options="ro", kind="erofs")]
        if point is not None:
            lines.append(
                DATA.format(
                    data=device,
                    point=str(point).replace(" ", r"\040"),
                    options=options,
                    kind=kind,
                    superblock=superblock,
                )
            )
        self.write("proc/self/mountinfo", "\n".join(lines) + "\n")
