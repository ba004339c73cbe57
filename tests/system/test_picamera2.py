"""The real picamera2 on the real libcamera, through the house's Pi camera."""

from __future__ import annotations

import base64
import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.system.vm import VM

if TYPE_CHECKING:
    from tests.system.guest import Guest
    from tests.system.saving import Saved

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]

PROGRAM = Path(__file__).with_name("pi_frames.py")
COLOURS = 8
"""Of vimc's bars on one line; lens and noise are not simulated."""

# libcamera's vimc wants memory from a heap that a Pi has under another name.
PREPARE = """set -e
modprobe -a v4l2-tpg videobuf2-vmalloc videobuf2-dma-contig
mkdir -p /dev/dma_heap; ln -sf system '/dev/dma_heap/linux,cma'
insmod /opt/extra/vimc.ko; udevadm settle --timeout=30"""


def test_frames_stop_restart_and_silence(
    guest: Guest, folder: Path, saved: Saved
) -> None:
    with VM(guest, folder, data=None, saved=saved.pedal()) as vm:
        vm.sh(f"systemctl stop mirrorbox; {PREPARE}")
        program = base64.b64encode(PROGRAM.read_bytes()).decode()
        vm.sh(f"echo {program} | base64 -d >/run/pi_frames.py; mkdir -p /run/mirrorbox")
        told = _told(vm, folder, "")
        vm.sh("echo vimc.0 >/sys/bus/platform/drivers/vimc/bind; sleep 3")
        told["back"] = _told(vm, folder, "again")["frames"]
    assert told["format"][:2] == [640, 480]
    frames = [*told["frames"], *told["restarted"], *told["reopened"], *told["back"]]
    for frame in frames:
        assert frame["shape"] == [480, 640]
        assert frame["colours"] >= COLOURS
        assert 0 <= frame["age_s"] < 60
    for one, next_one in pairwise(frames):
        assert one["timestamp_ns"] < next_one["timestamp_ns"]
    assert told["after_stop"] == "CameraStalled"
    assert told["silent"]["fault"], "a camera that was taken away was not noticed"
    assert told["silent"]["seconds"] < 30
    assert told["lent"] == 0


def _told(vm: VM, folder: Path, how: str) -> dict[str, Any]:
    """Run the program in the guest; what it said is kept, its last line is returned."""
    run = f"cd /run/mirrorbox; python3 -I /run/pi_frames.py {how} 2>&1"
    said = vm.sh(run, 300)
    (folder / f"said{how}.txt").write_text(said)
    told: dict[str, Any] = json.loads(said.strip().splitlines()[-1])
    return told
