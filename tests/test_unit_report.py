from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mirrorbox.cli import main
from mirrorbox.clock import SystemClock
from mirrorbox.config import Config, load
from mirrorbox.doctor import examine
from mirrorbox.unit_report import told
from tests.health.machine import Machine

if TYPE_CHECKING:
    from pathlib import Path

SECRETS = {
    "pin": "1231",
    "phone": "030-5550123",
    "name": "Klinik am See",
    "board serial": "10000000deadbeef",
    "card serial": "0xcafe0001",
    "card id": "035344534c36344780cafe0001013b00",
    "machine id": "0123456789abcdef0123456789abcdef",
    "host": "anna-livingroom",
    "edid": "PANELSERIAL7",
    "address": "dc:a6:32:12:34:56",
}


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return load(
        overrides={
            "camera": {"source": "synthetic", "width": 160, "height": 120, "fps": 60},
            "mirror": {"seam_px": 8},
            "screen": {"driver": "memory", "width_px": 320, "height_px": 180},
            "controls": {"sources": ["pedal"]},
            "clinic": {key: SECRETS[key] for key in ("pin", "phone", "name")},
            "journal": {"directory": tmp_path / "journal"},
        }
    )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    machine = Machine(tmp_path / "root")
    machine.model()
    machine.celsius(51)
    machine.throttled(0x50000)
    machine.card(name="SD64G", serial=SECRETS["card serial"], cid=SECRETS["card id"])
    machine.write("proc/device-tree/serial-number", SECRETS["board serial"])
    machine.write("proc/cpuinfo", f"Serial\t\t: {SECRETS['board serial']}\n")
    machine.write("proc/meminfo", "MemTotal:        4140000 kB\n")
    machine.write("etc/machine-id", SECRETS["machine id"])
    machine.write("etc/hostname", SECRETS["host"])
    machine.write("etc/os-release", 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\n')
    machine.write("sys/class/drm/card1-HDMI-A-1/status", "connected\n")
    machine.write(
        "sys/class/drm/card1-HDMI-A-1/modes", "1920x1080\n1920x1080\n720x480\n"
    )
    machine.write("sys/class/drm/card1-HDMI-A-1/edid", SECRETS["edid"])
    machine.write("sys/class/net/eth0/address", SECRETS["address"])
    machine.write("sys/class/video4linux/video0/name", "unicam-image\n")
    machine.write(
        "usr/bin/rpicam-hello",
        "#!/bin/sh\necho '0 : imx708 [4608x2592 10-bit RGGB]'\n",
    )
    (machine.root / "usr/bin/rpicam-hello").chmod(0o755)
    return machine


@pytest.fixture
def report(config: Config, machine: Machine) -> str:
    clock = SystemClock()
    readings = list(examine(config, clock, machine.root))
    return told(config, readings, clock, root=machine.root, seconds=0.3)


def test_it_says_what_somebody_far_away_must_know(report: str) -> None:
    for expected in (
        "mirrorbox 0.",
        "python 3.",
        "numpy ",
        "board: Raspberry Pi 5 Model B Rev 1.0",
        "system: Debian GNU/Linux 13 (trixie)",
        "kernel: ",
        "memory: 4140000 kB",
        "card1-HDMI-A-1: connected; modes 1920x1080 720x480",
        "video0: unicam-image",
        "0 : imx708 [4608x2592 10-bit RGGB]",
        "51 °C",
        "under-voltage since the start",
        "SD64G",
        "synthetic hand, 160×120",
        "memory, 320×180, 60.00 Hz",
        "missed: ",
        "sensor_to_flip: {'count'",
        'source = "synthetic"',
        'pin = ""',
    ):
        assert expected in report, expected


def test_it_says_nothing_that_is_nobody_s_business(report: str) -> None:
    assert [name for name, secret in SECRETS.items() if secret in report] == []


def test_a_camera_that_is_missing_is_said(config: Config, tmp_path: Path) -> None:
    film = load(
        overrides={
            "camera": {"source": f"film:{tmp_path}/none.mp4", "stall_s": 0.2},
            "screen": {"driver": "memory", "width_px": 320, "height_px": 180},
        }
    )

    text = told(film, [], SystemClock(), root=tmp_path, seconds=0.1)

    assert "no picture, so nothing was measured" in text
    assert "not a Raspberry Pi" in text
    assert config


def test_the_command_writes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [
        "--camera", "synthetic", "--controls", "pedal", "--screen", "memory",
        "--journal", str(tmp_path / "journal"),
    ]  # fmt: skip
    file = tmp_path / "report.txt"

    assert main(["doctor", *words, "--report", str(file), "--seconds", "0.2"]) == 0
    assert "== readings" in file.read_text(encoding="utf-8")
    assert str(file) in capsys.readouterr().out
    nowhere = ["--report", str(tmp_path / "none" / "x"), "--seconds", "0.1"]
    assert main(["doctor", *words, *nowhere]) == 1
    assert "cannot be written" in capsys.readouterr().err
