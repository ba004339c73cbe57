"""Every Debian package that we name exists where it will be wanted."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.firmware.test_image import LAYER, yaml
from tests.systemd.helpers import REPOSITORY, need

PI_ONLY = {"python3-lgpio", "python3-picamera2"}
"""In Raspberry Pi's own archive, which cannot be seen from here."""


def mirror() -> str:
    """Where this machine itself has Debian from."""
    places = [Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")]
    text = "\n".join(p.read_text() for p in places if p.is_file())
    line = re.compile(r"(?:^URIs:|^deb(?: \[.*?\])?) +(\S+/debian/?)\s", re.MULTILINE)
    found = line.findall(text)
    if not found:
        pytest.skip("this machine's own sources name no Debian archive")
    return str(found[0])


def known(folder: Path, suite: str, arch: str) -> set[str]:
    """The names of all packages of a Debian release and architecture."""
    for name in ("state/lists/partial", "cache/archives/partial", "etc"):
        (folder / name).mkdir(parents=True)
    (folder / "state/status").touch()
    key = "/usr/share/keyrings/debian-archive-keyring.gpg"
    if not Path(key).exists():
        pytest.skip("the archive's key is missing: debian-archive-keyring")
    sources = folder / "etc/sources.list"
    sources.write_text(f"deb [signed-by={key}] {mirror()} {suite} main\n")
    options = {
        "APT::Architecture": arch,
        "APT::Architectures": arch,
        "Dir::State": folder / "state",
        "Dir::State::status": folder / "state/status",
        "Dir::Cache": folder / "cache",
        "Dir::Etc::sourcelist": sources,
        "Dir::Etc::sourceparts": "/dev/null",
        "Acquire::Languages": "none",
        "APT::Sandbox::User": "root",
    }
    words = [f"-o{name}={value}" for name, value in options.items()]
    done = subprocess.run(
        [need("apt-get"), *words, "update"], check=False, capture_output=True, text=True
    )
    if done.returncode or "Failed to fetch" in done.stderr:
        pytest.skip(f"Debian {suite} {arch} cannot be seen from here: {done.stderr}")
    names = subprocess.run(
        ["apt-cache", *words, "pkgnames"], check=True, capture_output=True, text=True
    ).stdout
    return set(names.split())


def depended() -> list[set[str]]:
    """What the package depends on: sets of alternatives."""
    control = (REPOSITORY / "firmware/deb/control.in").read_text()
    depends = re.search(r"^Depends: (.*)$", control, re.MULTILINE)
    assert depends is not None
    parts = depends[1].split(", ")
    return [{word.split()[0] for word in part.split(" | ")} for part in parts]


@pytest.mark.slow
@pytest.mark.parametrize("suite", ["bookworm", "trixie"])
def test_every_package_named_exists_for_the_pi(tmp_path: Path, suite: str) -> None:
    there = known(tmp_path, suite, "arm64")
    assert len(there) > 50_000
    assert [names for names in depended() if not names & there] == []
    if suite == "trixie":  # the image is made of trixie only
        assert set(yaml(LAYER)["mmdebstrap"]["packages"]) - there == PI_ONLY


def test_every_python_dependency_is_bundled_or_comes_from_apt() -> None:
    import tomllib

    from firmware.deb.wheels import BUNDLED

    with (REPOSITORY / "pyproject.toml").open("rb") as file:
        needed = tomllib.load(file)["project"]["dependencies"]
    names = {re.split(r"[<>=!~; ]", text)[0] for text in needed}
    debian = {f"python3-{name}" for name in names - set(BUNDLED)}
    assert debian <= set().union(*depended())
