"""The bundle, made and judged by the real RAUC; its service drives our back end.

RAUC's service runs on a bus of its own. A kernel without device mapper cannot mount a
verity bundle: there the same content is installed from a plain one, which goes another
way only until the images are read.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.firmware.board import SCRIPTS, UPDATE, Board, autoboot, is_root
from tests.firmware.test_image import IMAGE
from tests.firmware.test_install import built
from tests.systemd.helpers import need, run

SYSTEM, BOOT = os.urandom(300_000) + bytes(224_288), os.urandom(65_536)

SESSION = """
export DBUS_STARTER_BUS_TYPE=session  # dbus-run-session takes it away
rauc -c "$CONF" --override-boot-slot=A service 2>"$1/service" &
service=$!
for _ in $(seq 100); do
  rauc -c "$CONF" status >/dev/null 2>&1 && break
  sleep 0.02
done
shift
"$@"
code=$?
kill $service
exit $code
"""
"""A service for as long as a command runs; it is ready when it answers."""


def key(folder: Path, name: str = "ours") -> tuple[Path, Path]:
    """A certificate and its key."""
    cert, secret = folder / f"{name}.pem", folder / f"{name}.key"
    new = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    code, said = run(
        *(need("openssl"), "req", "-x509", *new, "-subj", f"/CN={name}"),
        *("-days", "7300", "-out", str(cert), "-keyout", str(secret)),
    )
    assert code == 0, said
    return cert, secret


def images(folder: Path) -> Path:
    (folder / "images").mkdir()
    (folder / "images/system.erofs").write_bytes(SYSTEM)
    (folder / "images/boot.vfat").write_bytes(BOOT)
    return folder / "images"


def bundled(folder: Path, source: Path | None = None) -> tuple[int, str]:
    """Run the builder's command; the update lies in `folder`."""
    need("rauc"), need("mksquashfs")
    cert, secret = folder / "ours.pem", folder / "ours.key"
    if not cert.exists():
        key(folder)
    package = built(folder, "mirrorbox", "1.2+deb13")
    source = source or images(folder)
    words = ("mirrorbox-pi5", package, cert, secret, folder)
    return run(str(IMAGE / "bundle"), str(source), *map(str, words))


def info(folder: Path, keyring: Path) -> tuple[int, str]:
    bundle = folder / "mirrorbox.raucb"
    shell = "--output-format=shell"
    return run("rauc", f"--keyring={keyring}", "info", shell, str(bundle))


def test_a_bundle_is_signed_verity_and_names_board_and_version(tmp_path: Path) -> None:
    code, said = bundled(tmp_path)
    assert (code, said) == (0, f"{tmp_path}/mirrorbox.raucb: mirrorbox-pi5 1.2+deb13\n")
    assert not list(tmp_path.glob(".bundle.*"))
    code, said = info(tmp_path, tmp_path / "ours.pem")
    assert code == 0, said
    assert "RAUC_MF_COMPATIBLE='mirrorbox-pi5'" in said
    assert "RAUC_MF_VERSION='1.2+deb13'" in said
    stranger, _ = key(tmp_path, "stranger")
    assert info(tmp_path, stranger)[0] != 0


def test_a_sparse_image_is_laid_out_first(tmp_path: Path) -> None:
    need("simg2img")
    img2simg = need("img2simg")
    raw, source = images(tmp_path), tmp_path / "sparse"
    source.mkdir()
    for name, file in (("system", "system.erofs"), ("boot", "boot.vfat")):
        run(img2simg, str(raw / file), str(source / name))
    code, said = bundled(tmp_path, source)
    assert code == 0, said
    said = info(tmp_path, tmp_path / "ours.pem")[1]
    assert f"RAUC_IMAGE_SIZE_0={len(SYSTEM)}\n" in said
    assert f"RAUC_IMAGE_SIZE_1={len(BOOT)}\n" in said


def test_the_builder_is_told_what_is_missing(tmp_path: Path) -> None:
    need("rauc"), need("mksquashfs")
    cert, secret = key(tmp_path)
    package = built(tmp_path, "mirrorbox", "1.2+deb13")
    (tmp_path / "empty").mkdir()
    right = [images(tmp_path), "mirrorbox-pi5", package, cert, secret, tmp_path]
    for place, wrong, word in (
        (0, tmp_path / "empty", "holds no image of boot: neither boot.vfat nor boot."),
        (1, "mirrorbox-zero2w", "has no slots"),
        (2, cert, "is no Debian package."),
        (3, tmp_path / "none.pem", "none.pem is not a file."),
        (4, cert, "could not be signed."),
        (5, tmp_path / "nowhere", "nowhere is not a folder."),
    ):
        words = [str(wrong if n == place else word) for n, word in enumerate(right)]
        code, said = run(str(IMAGE / "bundle"), *words)
        assert code == 1
        assert said.splitlines()[-1].startswith("bundle: ")
        assert word in said.splitlines()[-1]
        assert not (tmp_path / "mirrorbox.raucb").exists()
    assert run(str(IMAGE / "bundle"))[0] == 2


def unit(folder: Path, formats: str) -> Board:
    """A board whose slots are files and whose RAUC is the real one, with A running."""
    note = f'echo "$(basename "$0") $*" >> {folder}/asked; '
    it = Board(folder, mount=f'{note}exec /bin/mount --bind {folder}/usb "$6"')
    (folder / "bin/umount").unlink()
    for name in ("system_a", "system_b", "boot_a", "boot_b"):
        (folder / name).write_bytes(bytes(600_000))
    text = (UPDATE / "etc/rauc/system.conf").read_text()
    for ours, here in (
        ("@COMPATIBLE@", "mirrorbox-pi5"),
        ("/dev/disk/by-mirrorbox", str(folder)),
        ("/persistent", f"{it.root}/persistent"),
        ("/usr/lib/mirrorbox-image", str(SCRIPTS)),
        ("/etc/rauc/keyring.pem", f"{folder}/ours.pem"),
        ("/run/rauc", f"{folder}/mnt"),
        ("bundle-formats=verity", f"bundle-formats={formats}"),
    ):
        assert ours in text
        text = text.replace(ours, here)
    (folder / "system.conf").write_text(text)
    (it.state / "rauc").mkdir()
    (folder / "usb").mkdir(exist_ok=True)
    rauc = f'#!/bin/sh\nexec /usr/bin/rauc -c {folder}/system.conf "$@"\n'
    (folder / "bin/rauc").write_text(rauc)
    (folder / "bin/rauc").chmod(0o755)
    it.env["CONF"] = str(folder / "system.conf")
    return it


def beside_rauc(it: Board, folder: Path, *command: str) -> tuple[int, str]:
    """Run a command while RAUC's service does; everything that either said."""
    session = ("dbus-run-session", "--", "sh", "-c", SESSION, "sh", str(folder))
    done = subprocess.run(
        [*session, *command],
        env=it.env,
        check=False,
        stdout=-1,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode, done.stdout + (folder / "service").read_text()


def update(it: Board, folder: Path) -> tuple[int, str]:
    """Run the stick's script in a mount namespace of its own; the service outside."""
    script = str(SCRIPTS / "update")
    return beside_rauc(it, folder, "unshare", "--mount", script, "sda1")


def plain(folder: Path) -> None:
    """The same content as a plain bundle."""
    content = folder / "content"
    bundle = folder / "mirrorbox.raucb"
    need("unsquashfs")
    assert run("unsquashfs", "-d", str(content), str(bundle))[0] == 0
    manifest = (
        "[update]\ncompatible=mirrorbox-pi5\nversion=1.2+deb13\n[bundle]\nformat=plain\n"
        "[image.system]\nfilename=system.img\n[image.boot]\nfilename=boot.img\n"
    )
    (content / "manifest.raucm").write_text(manifest)
    bundle.unlink()
    signed = (f"--cert={folder}/ours.pem", f"--key={folder}/ours.key")
    code, said = run("rauc", *signed, "bundle", str(content), str(bundle))
    assert code == 0, said


@pytest.fixture
def service() -> None:
    for tool in ("rauc", "dbus-run-session", "unshare", "losetup"):
        need(tool)
    loops = is_root() and Path("/dev/loop-control").exists()
    if not loops or run("unshare", "--mount", "true")[0] != 0:
        pytest.skip("a bundle can only be mounted as root, with loop devices")


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize("form", ["verity", "plain"])
def test_rauc_writes_the_other_slot_and_the_default_stays(
    tmp_path: Path, form: str
) -> None:
    if form == "verity" and not Path("/dev/mapper/control").exists():
        pytest.skip(
            "this kernel has no device mapper: a verity bundle cannot be mounted"
        )
    assert bundled(tmp_path)[0] == 0
    if form == "plain":
        plain(tmp_path)
    it = unit(tmp_path, form)
    (tmp_path / "mirrorbox.raucb").rename(tmp_path / "usb/mirrorbox.raucb")
    code, said = update(it, tmp_path)
    assert code == 0, said
    assert "Update 1.2+deb13 is tried now: restarting once into slot B.\n" in said
    assert (tmp_path / "system_b").read_bytes()[: len(SYSTEM)] == SYSTEM
    assert (tmp_path / "boot_b").read_bytes()[: len(BOOT)] == BOOT
    for name in ("system_a", "boot_a"):
        assert (tmp_path / name).read_bytes() == bytes(600_000)
    assert it.default == "A"
    assert it.restarted()
    assert not list(it.stick.iterdir())  # mounted in the script's own namespace only
    it.start(tryboot=True)
    assert it.script("mark-good")[0] == 0
    assert it.default == "B"


@pytest.fixture
def plainly(tmp_path: Path) -> Path:
    """A stick with a plain bundle."""
    assert bundled(tmp_path)[0] == 0
    plain(tmp_path)
    (tmp_path / "usb").mkdir()
    (tmp_path / "mirrorbox.raucb").rename(tmp_path / "usb/mirrorbox.raucb")
    return tmp_path


@pytest.mark.usefixtures("service")
def test_rauc_never_overwrites_the_default(plainly: Path) -> None:
    """A runs on trial, B is the default: RAUC would take the slot that does not run."""
    it = unit(plainly, "plain")
    it.file.write_text(autoboot("B"))
    bundle = str(plainly / "usb/mirrorbox.raucb")
    code, said = beside_rauc(it, plainly, "rauc", "install", bundle)
    assert code == 1
    assert "Slot B is the default and must stay bootable." in said
    assert (plainly / "system_b").read_bytes() == bytes(600_000)


@pytest.mark.usefixtures("service")
def test_a_unit_takes_no_plain_bundle(plainly: Path) -> None:
    it = unit(plainly, "verity")
    code, said = update(it, plainly)
    assert code == 1
    assert "not signed for this unit; nothing was changed." in said
    assert (plainly / "system_b").read_bytes() == bytes(600_000)
    assert not it.restarted()
