"""What can be seen of the image without Raspberry Pi's own archive and tool."""

from __future__ import annotations

import json
import re
import struct
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from firmware.image import splash
from mirrorbox.config import load
from tests.firmware.test_install import CMDLINE, CONFIG, built, files, install
from tests.systemd.helpers import REPOSITORY, fake_tools, need, run

if TYPE_CHECKING:
    from pathlib import Path

IMAGE = REPOSITORY / "firmware/image"
LAYER = IMAGE / "layer/mirrorbox.yaml"
SETTINGS = REPOSITORY / "firmware/deb/mirrorbox.toml"
ASSETS = IMAGE / "layer/mirrorbox.d"
BOARDS = {"pi5": "rpi5", "pi4": "rpi4", "zero2w": "rpizero2w"}

# Names as rpi-image-gen has them (read in its repository, 2026).
LAYERS = {
    *("debian-trixie-arm64-multi", "rpi-debian-trixie", "rpi-essential-base"),
    *("rpi-misc-utils", "rpi-misc-skel", "rpi-boot-firmware", "systemd-min"),
    *("systemd-timesyncd", "rpi-splash-screen"),
}
FIELDS = {"Name", "Category", "Desc", "Version", "Requires"}
VARIABLE_FIELDS = {"Desc", "Required", "Valid", "Set"}
SECTIONS = {  # of the layouts, the devices, the splash and the SBOM
    "image": {
        *("layer", "name", "rootfs_type", "boot_part_size", "system_part_size"),
        *("data_part_size", "root_part_size", "pmap"),
    },
    "device": {"layer", "storage_type", "hostname"},
    "splash": {"image_path"},
    "sbom": {"enable"},
    "mirrorbox": {"package", "panel", "records", "keyring", "assets"},
    "layer": {"app", "splash"},
    "include": {"file"},
}


def yaml(path: Path) -> Any:
    """Read YAML with Debian's own parser, which the project does not depend on."""
    need("/usr/bin/python3")
    script = "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))"
    done = subprocess.run(
        ["/usr/bin/python3", "-c", script],
        input=path.read_text(),
        capture_output=True,
        check=False,
        text=True,
    )
    if "No module named 'yaml'" in done.stderr:
        need("python3-yaml")
    return json.loads(done.stdout)


def metadata() -> dict[str, str]:
    """The header between METABEGIN and METAEND, as DEB822 has it."""
    text = LAYER.read_text()
    head = text.partition("# METABEGIN\n")[2].partition("# METAEND\n")[0]
    found: dict[str, str] = {}
    name = ""
    for line in head.splitlines():
        body = line.removeprefix("#").removeprefix(" ")
        if body.startswith(" "):
            found[name] += f" {body.strip()}"
        elif body:
            name, _, value = body.partition(":")
            assert name not in found
            found[name] = value.strip()
    return found


def config(name: str) -> dict[str, dict[str, str]]:
    """A board's configuration with what it includes below it."""
    told: dict[str, dict[str, str]] = yaml(IMAGE / f"config/{name}.yaml")
    base = told.pop("include", None)
    if base is None:
        return told
    below = config(base["file"].removesuffix(".yaml"))
    for section, values in told.items():
        below[section] = {**below.get(section, {}), **values}
    return below


def test_the_layers_header_says_everything_the_builder_asks_for() -> None:
    head = metadata()
    plain = {key.removeprefix("X-Env-Layer-") for key in head if "Layer" in key}
    assert plain == FIELDS
    assert re.fullmatch(r"\d+\.\d+\.\d+", head["X-Env-Layer-Version"])
    needed = {name.strip() for name in head["X-Env-Layer-Requires"].split(",")}
    assert needed <= LAYERS
    assert head["X-Env-VarPrefix"] == "mirrorbox"
    variables = [key for key in head if re.fullmatch(r"X-Env-Var-[a-z]+", key)]
    assert len(variables) == 5
    for variable in variables:
        told = {
            key.rpartition("-")[2] for key in head if key.startswith(f"{variable}-")
        }
        assert told == VARIABLE_FIELDS


def test_no_login_radio_or_network_layer_comes_in() -> None:
    told = LAYER.read_text() + "".join(p.read_text() for p in IMAGE.glob("config/*"))
    for word in ("openssh", "iwd", "wireless-regulatory", "systemd-net", "minbase"):
        assert word not in told


def test_the_body_holds_packages_and_one_hook_that_is_there() -> None:
    (body,) = yaml(LAYER).values()
    assert set(body) == {"packages", "customize-hooks"}
    (hook,) = body["customize-hooks"]
    assert hook.startswith('$IGconf_mirrorbox_assets/into-root "$1" ')
    assert (ASSETS / "into-root").stat().st_mode & 0o111


def test_dpkg_alone_can_install_our_package() -> None:
    control = (REPOSITORY / "firmware/deb/control.in").read_text()
    depends = re.search(r"^Depends: (.*)$", control, re.MULTILINE)
    assert depends is not None
    needed = {part.split()[0] for part in depends[1].split(", ")}
    base = {"libc6", "libgcc-s1", "systemd"}  # every Debian has them
    recommended = {"python3-picamera2", "python3-lgpio"}
    assert needed - base | recommended <= set(yaml(LAYER)["mmdebstrap"]["packages"])


@pytest.mark.parametrize("name", sorted(p.stem for p in IMAGE.glob("config/*.yaml")))
def test_a_configuration_uses_sections_and_keys_that_exist(name: str) -> None:
    told = yaml(IMAGE / f"config/{name}.yaml")
    for section, values in told.items():
        assert set(values) <= SECTIONS[section], section


@pytest.mark.parametrize("board", ["pi5", "pi4"])
def test_the_large_boards_have_two_read_only_slots_and_one_data_partition(
    board: str,
) -> None:
    told = config(board)
    assert told["device"]["layer"] == BOARDS[board]
    assert told["image"]["layer"] == "image-rota"
    assert told["image"]["rootfs_type"] == "erofs"
    assert told["image"]["pmap"] == "clear"
    assert told["layer"] == {"app": "mirrorbox", "splash": "rpi-splash-screen"}
    assert told["sbom"]["enable"] in {"y", True}
    assert config(f"{board}-crypt")["image"]["pmap"] == "cryptdata"


def test_the_smallest_board_has_no_slots_because_it_cannot() -> None:
    told = config("zero2w")
    assert told["device"]["layer"] == BOARDS["zero2w"]
    assert told["image"]["layer"] == "image-rpios"
    assert told["image"]["rootfs_type"] == "ext4"


def test_records_and_settings_are_shared_between_the_slots() -> None:
    lines = ASSETS / "files/etc/rpi-image-gen/slot-shared.d/50-mirrorbox.conf"
    told = [line for line in lines.read_text().splitlines() if line[0] != "#"]
    assert told == ["Version=1", "Path=/var/lib/mirrorbox", "Path=/etc/mirrorbox"]


def test_the_log_stays_in_memory_whatever_the_tool_lays_down() -> None:
    ours = next((ASSETS / "files/etc/systemd/journald.conf.d").iterdir())
    theirs = "persistent.conf"  # of image-rota; the last name wins
    assert ours.name > theirs
    packaged = REPOSITORY / "systemd/journald.conf.d/50-mirrorbox.conf"
    settings = [line for line in packaged.read_text().splitlines() if "=" in line]
    assert settings
    assert set(settings) <= set(ours.read_text().splitlines())


def test_the_kernels_words_are_those_of_an_installed_unit(
    tmp_path: Path,
) -> None:
    words = (ASSETS / "cmdline.d/50-mirrorbox").read_text().split()
    added = {word[1:] for word in words if word[0] == "+"}
    root = stock(tmp_path)
    install(root, "--force", built(tmp_path, "mirrorbox", "1+deb13"))
    line = set((root / "boot/firmware/cmdline.txt").read_text().split())
    # The splash takes the place of the penguins' absence.
    assert added | {"logo.nologo"} == line - set(CMDLINE.split()) | {"quiet"}


def stock(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    for name, text in {
        "etc/os-release": 'VERSION_ID="13"\n',
        "boot/firmware/config.txt": CONFIG,
        "boot/firmware/cmdline.txt": CMDLINE,
        "etc/mirrorbox/mirrorbox.toml": "",
        "usr/share/mirrorbox/mirrorbox.toml": SETTINGS.read_text(),
        "tmp/x": "",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


@pytest.mark.parametrize("records", ["partition", "root"])
def test_into_root_makes_a_unit_that_holds_no_settings_of_its_own(
    tmp_path: Path, records: str
) -> None:
    root = stock(tmp_path)
    package = built(tmp_path, "mirrorbox", "1+deb13")
    said = tmp_path / "said"
    env = fake_tools(tmp_path / "bin", chroot=f'echo "$@" >> {said}')
    command = [str(ASSETS / "into-root"), str(root), str(package), "1280x720", records]
    command += ["none", "mirrorbox-pi5"]
    subprocess.run(command, env=env, check=True, capture_output=True)
    assert said.read_text() == f"{root} dpkg --install /tmp/mirrorbox.deb\n"
    found = files(root)
    assert "etc/mirrorbox/mirrorbox.toml" not in found
    assert "etc/tmpfiles.d/mirrorbox-image.conf" in found
    assert found["etc/systemd/system/getty@tty1.service"][0] == "-> /dev/null"
    assert "tmp/mirrorbox.deb" not in found
    assert not (root / "var/lib/mirrorbox-install").exists()
    assert not [name for name in found if "update" in name or "rauc" in name]
    wanted = "etc/systemd/system/multi-user.target.wants/mirrorbox-grow.service"
    assert (root / wanted).is_file()  # the link leads somewhere
    told = load(root / "usr/share/mirrorbox/mirrorbox.toml")
    assert told.unit.data_partition == (records == "partition")


def test_into_root_names_what_is_missing(tmp_path: Path) -> None:
    words = ("none.deb", "1x10", "root", "none", "mirrorbox-pi5")
    code, said = run(str(ASSETS / "into-root"), str(tmp_path), *words)
    assert code == 1
    assert "make image-parts" in said


def test_systemd_accepts_the_images_own_unit(tmp_path: Path) -> None:
    analyze = need("systemd-analyze")
    unit = ASSETS / "files/etc/systemd/system/mirrorbox-grow.service"
    text = re.sub(r"=/usr/\S*/", "=/bin/", unit.read_text()).replace(
        "/bin/grow-", "/bin/"
    )
    for name in ("data", "systemd-growfs", "touch"):
        text = text.replace(f"/bin/{name}", "/bin/true")
    copy = tmp_path / "mirrorbox-grow.service"
    copy.write_text(text)
    code, said = run(analyze, "verify", "--man=no", str(copy))
    assert (code, said) == (0, "")


def disk(folder: Path) -> Path:
    """A card of 64 MiB, written with an image of 32."""
    path = folder / "disk.img"
    path.write_bytes(bytes(32 << 20))
    table = "label: gpt\nsize=4MiB, name=boot_a\nsize=8MiB, name=system_a\nname=data\n"
    sfdisk = need("sfdisk")
    subprocess.run(
        [sfdisk, str(path)], input=table, text=True, check=True, capture_output=True
    )
    with path.open("r+b") as file:
        file.truncate(64 << 20)
    return path


def partitions(path: Path) -> list[tuple[int, int]]:
    done = run(need("sfdisk"), "--json", str(path))[1]
    table = json.loads(done[done.index("{") :])["partitiontable"]["partitions"]
    return [(part["start"], part["size"]) for part in table]


def test_the_data_partition_gets_the_rest_of_the_card_and_nothing_else_moves(
    tmp_path: Path,
) -> None:
    path = disk(tmp_path)
    before = partitions(path)
    grow = str(ASSETS / "files/usr/lib/mirrorbox-image/grow-data")
    for _ in range(2):
        assert run(grow, str(path), "3") == (0, "")
        after = partitions(path)
        assert after[:2] == before[:2]
        assert after[2][0] == before[2][0]
        assert sum(after[2]) * 512 > (62 << 20)
    code, said = run(grow, str(path), "2")
    assert (code, said) == (1, "Partition 2 is not the last of 3; its size stays.\n")
    assert partitions(path) == after


def test_the_splash_is_one_that_the_kernel_takes() -> None:
    data = splash.tga()
    kind, width, height, depth = struct.unpack("<2xB9xHHB", data[:17])
    assert (kind, width, height, depth) == (2, 1920, 1080, 24)
    body = data[18:]
    assert len(body) == 1920 * 1080 * 3
    colours = {body[i : i + 3] for i in range(0, len(body), 3)}
    assert 8 < len(colours) < 224
    assert bytes((20, 14, 10)) in colours
    assert b"\xff\xff\xff" in colours
