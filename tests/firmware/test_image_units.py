"""What an image holds when it takes updates: its files, links and units."""

from __future__ import annotations

import configparser
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.firmware.board import SCRIPTS, UPDATE
from tests.firmware.test_image import ASSETS, IMAGE, stock
from tests.firmware.test_install import built, files
from tests.systemd.helpers import fake_tools, need, root_with_units, run, udev_accepts

if TYPE_CHECKING:
    from pathlib import Path

UNITS = UPDATE / "etc/systemd/system"
OURS = (
    "mirrorbox-update@sda1.service",
    "mirrorbox-mark-good.service",
    "mirrorbox-went-back.service",
    "mirrorbox-go-back.service",
    "mirrorbox-go-back.timer",
)


def into_root(folder: Path, keyring: str, records: str = "partition") -> Path:
    root = stock(folder)
    package = built(folder, "mirrorbox", "1.2+deb13")
    env = fake_tools(folder / "bin", chroot=":")
    words = (str(package), "1280x720", records, keyring, "mirrorbox-pi5-crypt")
    done = subprocess.run(
        [ASSETS / "into-root", root, *words],
        env=env,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return root


def keyring(folder: Path) -> str:
    path = folder / "keyring.pem"
    path.write_text("-----BEGIN CERTIFICATE-----\n")
    return str(path)


def test_an_image_with_a_keyring_takes_updates_for_itself_only(tmp_path: Path) -> None:
    root = into_root(tmp_path, keyring(tmp_path))
    conf = configparser.ConfigParser()
    conf.read(root / "etc/rauc/system.conf")
    assert conf["system"]["compatible"] == "mirrorbox-pi5-crypt"
    assert conf["system"]["bundle-formats"] == "verity"
    assert (root / "etc/rauc/keyring.pem").read_text().startswith("-----BEGIN")
    assert (root / "usr/lib/mirrorbox-image/version").read_text() == "1.2+deb13\n"
    found = files(root)
    for name in ("tryboot", "update", "mark-good", "went-back", "go-back"):
        assert (root / "usr/lib/mirrorbox-image" / name).stat().st_mode & 0o111
    wants = "etc/systemd/system"
    for target, unit in (
        ("mirrorbox.service", "mirrorbox-mark-good.service"),
        ("mirrorbox.service", "mirrorbox-went-back.service"),
        ("timers.target", "mirrorbox-go-back.timer"),
    ):
        assert found[f"{wants}/{target}.wants/{unit}"][0] == f"-> ../{unit}"
        assert (root / f"{wants}/{target}.wants/{unit}").is_file()


@pytest.mark.parametrize(
    ("name", "records", "word"),
    [("none.pem", "partition", "no certificate"), ("keyring.pem", "root", "no second")],
)
def test_into_root_refuses_a_keyring_that_is_of_no_use(
    tmp_path: Path, name: str, records: str, word: str
) -> None:
    keyring(tmp_path)
    package = str(built(tmp_path, "mirrorbox", "1.2+deb13"))
    words = (package, "1x10", records, str(tmp_path / name), "mirrorbox-pi5")
    code, said = run(str(ASSETS / "into-root"), str(stock(tmp_path)), *words)
    assert code == 1
    assert word in said


def test_the_slots_are_the_tools_and_each_has_its_pair() -> None:
    conf = configparser.ConfigParser()
    conf.read(UPDATE / "etc/rauc/system.conf")
    slots = {name: conf[name] for name in conf.sections() if name.startswith("slot.")}
    labels = {slot["device"].rpartition("/")[2] for slot in slots.values()}
    assert labels == {"system_a", "boot_a", "system_b", "boot_b"}
    for number, letter in ((0, "a"), (1, "b")):
        system, boot = slots[f"slot.system.{number}"], slots[f"slot.boot.{number}"]
        assert system["bootname"] == letter.upper()
        assert boot["parent"] == f"system.{number}"
        for slot, kind in ((system, "system"), (boot, "boot")):
            assert slot["device"] == f"/dev/disk/by-mirrorbox/{kind}_{letter}"
    (rule,) = (UPDATE / "etc/udev/rules.d").iterdir()
    assert 'SYMLINK+="disk/by-mirrorbox/' in rule.read_text()
    assert 'ENV{RPI_ONBOOTDEV}=="1"' in rule.read_text()


def test_udev_accepts_the_rule() -> None:
    (rule,) = (UPDATE / "etc/udev/rules.d").iterdir()
    udev_accepts(rule)


def test_systemd_accepts_the_updates_units_and_drop_ins(tmp_path: Path) -> None:
    analyze = need("systemd-analyze")
    root = root_with_units(tmp_path)
    units = root / "usr/lib/systemd/system"
    for path in UNITS.rglob("*.*"):
        if path.is_file():
            target = units / path.relative_to(UNITS)
            target.parent.mkdir(exist_ok=True)
            target.write_text(path.read_text())
    (units / "timers.target").write_text("[Unit]\nDescription=timers\n")
    for service in ("emergency", "rauc"):
        text = "[Service]\nType=oneshot\nExecStart=/usr/bin/mirrorbox\n"
        (units / f"{service}.service").write_text(text)
    programs = [f"usr/lib/mirrorbox-image/{path.name}" for path in SCRIPTS.iterdir()]
    programs += ["usr/bin/systemctl", "usr/bin/rauc", "bin/sh"]
    for program in (root / name for name in programs):
        program.parent.mkdir(exist_ok=True)
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    others = ("mirrorbox-stick@sda1.service", "emergency.service", "rauc.service")
    code, said = run(analyze, "verify", "--man=no", f"--root={root}", *OURS, *others)
    assert (code, said) == (0, "")


def test_every_program_that_a_unit_names_is_there() -> None:
    told = "".join(path.read_text() for path in UNITS.rglob("*.*") if path.is_file())
    named = set(re.findall(r"/usr/lib/mirrorbox-image/(\S+)", told))
    assert named | {"tryboot"} == {path.name for path in SCRIPTS.iterdir()}


def test_the_stick_becomes_read_only_before_it_is_looked_at() -> None:
    drop_in = UNITS / "mirrorbox-stick@.service.d/50-update.conf"
    assert "OnSuccess=mirrorbox-update@%i.service\n" in drop_in.read_text()
    unit = (UNITS / "mirrorbox-update@.service").read_text()
    assert "PrivateMounts=yes\n" in unit
    assert "DeviceAllow=block-sd r\n" in unit
    assert "ProtectSystem=full\n" in unit  # strict would forbid the tryboot restart


def test_only_a_mirror_that_runs_and_reaches_its_records_makes_a_slot_good() -> None:
    unit = (UNITS / "mirrorbox-mark-good.service").read_text()
    assert "After=mirrorbox.service\n" in unit
    assert (
        "ExecCondition=/usr/bin/systemctl is-active --quiet mirrorbox.service" in unit
    )
    assert "ConditionPathIsMountPoint=/var/lib/mirrorbox\n" in unit
    back = (UNITS / "mirrorbox-went-back.service").read_text()
    assert "Before=mirrorbox.service " in back


def test_shellcheck_finds_nothing_in_the_image() -> None:
    shellcheck = need("shellcheck")
    grow = ASSETS / "files/usr/lib/mirrorbox-image/grow-data"
    scripts = [*SCRIPTS.iterdir(), ASSETS / "into-root", grow, IMAGE / "bundle"]
    assert run(shellcheck, *map(str, scripts)) == (0, "")
