from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.systemd.helpers import (
    SYSTEMD,
    UNITS,
    need,
    root_with_units,
    run,
    udev_accepts,
)

if TYPE_CHECKING:
    from pathlib import Path

SLOW_THINGS = re.compile(r"network-online|network\.target|settle|getty|multi-user")
"""What must not stand between the plug and the mirror."""

WORST = {  # tenths of systemd's exposure level; a bare unit has 96
    "mirrorbox.service": 10,
    "mirrorbox-first-start.service": 10,
    "mirrorbox-boot-page.service": 10,
    "mirrorbox-stick@.service": 18,  # it makes a block device read-only: CAP_SYS_ADMIN
}


def settings(unit: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in (SYSTEMD / "system" / unit).read_text().splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def test_systemd_finds_nothing_wrong_in_any_unit(tmp_path: Path) -> None:
    analyze = need("systemd-analyze")
    root = root_with_units(tmp_path)
    names = [unit.replace("@.", "@sda1.") for unit in UNITS]
    code, said = run(analyze, "verify", "--man=no", f"--root={root}", *names)
    assert (code, said) == (0, "")


def test_systemd_would_have_found_a_misspelt_setting(tmp_path: Path) -> None:
    analyze = need("systemd-analyze")
    unit = root_with_units(tmp_path) / "usr/lib/systemd/system/mirrorbox.service"
    unit.write_text(unit.read_text().replace("WatchdogSec=", "WatchdogSecs="))
    said = run(
        analyze, "verify", "--man=no", f"--root={tmp_path}", "mirrorbox.service"
    )[1]
    assert "WatchdogSecs" in said


@pytest.mark.parametrize("unit", WORST)
def test_a_unit_is_closed_up_as_far_as_its_work_allows(unit: str) -> None:
    analyze = need("systemd-analyze")
    path = SYSTEMD / "system" / unit
    code, said = run(
        analyze,
        "security",
        "--offline=yes",
        f"--threshold={WORST[unit]}",
        "--no-pager",
        str(path),
    )
    assert code == 0, said


@pytest.mark.parametrize("unit", UNITS)
def test_no_unit_waits_for_network_settling_or_a_login(unit: str) -> None:
    for name in ("After", "Wants", "Requires", "BindsTo", "WantedBy"):
        for value in settings(unit).get(name, []):
            assert not SLOW_THINGS.search(value)


def test_the_mirror_has_no_network_at_all() -> None:
    said = settings("mirrorbox.service")
    assert said["PrivateNetwork"] == ["yes"]
    assert said["IPAddressDeny"] == ["any"]
    assert "INET" not in said["RestrictAddressFamilies"][0]


def test_a_failing_mirror_ends_in_a_reboot_and_no_watchdog_beyond_15_s() -> None:
    said = settings("mirrorbox.service")
    assert said["StartLimitAction"] == ["reboot-force"]
    assert said["WatchdogSec"] == ["10"]
    manager = (SYSTEMD / "system.conf.d/50-mirrorbox.conf").read_text()
    found = re.findall(r"^\w*WatchdogSec=(\d+)$", manager, re.MULTILINE)
    assert len(found) == 2
    assert all(int(seconds) <= 15 for seconds in found)


def test_nothing_starts_the_mirror_while_the_version_before_comes_back() -> None:
    """Conflicts= works both ways: it would let the mirror's start stop dpkg."""
    for unit in UNITS:
        assert set(settings(unit).get("Conflicts", [])) <= {"shutdown.target"}, unit
    said = settings("mirrorbox.service")
    wish, package = "roll-back", "previous.deb"
    for name in (wish, package):
        condition = f"|!/var/lib/mirrorbox-upgrade/{name}"
        assert condition in said["ConditionPathExists"]


def test_the_records_partition_is_awaited_but_its_loss_stops_no_mirror() -> None:
    said = settings("mirrorbox.service")
    assert "var-lib-mirrorbox.mount" in " ".join(said["After"])
    assert "var-lib-mirrorbox.mount" in said["Wants"]
    assert "RequiresMountsFor" not in said


def test_udev_reaches_every_unit_that_nothing_else_wants() -> None:
    rules = (SYSTEMD / "udev/70-mirrorbox.rules").read_text()
    wanted = set(re.findall(r'SYSTEMD_WANTS}\+="([^"]+)"', rules))
    assert {name.replace("@%k.", "@.") for name in wanted} == {
        "mirrorbox-display.target",
        "mirrorbox-boot-page.service",
        "mirrorbox-stick@.service",
    }
    assert {name.replace("@%k.", "@.") for name in wanted} <= set(UNITS)


def test_udev_accepts_the_rules() -> None:
    udev_accepts(SYSTEMD / "udev/70-mirrorbox.rules")


def test_the_mirrors_user_and_every_group_are_made_on_a_bare_debian(
    tmp_path: Path,
) -> None:
    sysusers = need("systemd-sysusers")
    (tmp_path / "etc").mkdir()
    code, said = run(
        sysusers, f"--root={tmp_path}", str(SYSTEMD / "sysusers.d/mirrorbox.conf")
    )
    assert code == 0, said
    groups = (tmp_path / "etc/group").read_text().splitlines()
    members = {line.split(":")[0]: line.split(":")[3] for line in groups}
    wanted = settings("mirrorbox.service")["SupplementaryGroups"][0].split()
    assert wanted == ["video", "render", "gpio", "input", "audio"]
    assert all(members[name] == "mirrorbox" for name in wanted)
    (line,) = (tmp_path / "etc/passwd").read_text().splitlines()
    assert re.fullmatch(r"mirrorbox:.*:/var/lib/mirrorbox:.*nologin", line)
