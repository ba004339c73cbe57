from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mirrorbox.cli import main
from mirrorbox.clock import SimulatedClock
from mirrorbox.config import Config, load
from mirrorbox.errors import JournalFault
from mirrorbox.first_start import FIRST_START, first_start
from mirrorbox.identity import NAME, IdentityError, ensure
from mirrorbox.identity import load as load_identity
from mirrorbox.journal import Reader
from tests.health.machine import Machine

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.journal import Entry


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def config(folder: Path) -> Config:
    return load(overrides={"journal": {"directory": folder}})


def start(config: Config, root: Path) -> list[str]:
    return first_start(config, SimulatedClock(), root)


def recorded(folder: Path) -> list[Entry]:
    with Reader(folder) as reader:
        return [entry for entry in reader.entries(None) if entry.kind == FIRST_START]


def test_a_unit_gets_a_name_and_a_key_of_its_own(folder: Path) -> None:
    identity, made = ensure(folder)

    assert made
    assert ensure(folder) == (identity, False)
    assert stat.S_IMODE((folder / NAME).stat().st_mode) == 0o600
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(identity.signing_key))
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    assert public.hex() == identity.public_key
    assert identity.signing_key not in repr(identity)


def test_no_two_units_are_the_same(tmp_path: Path) -> None:
    units = [ensure(tmp_path / str(n))[0] for n in range(20)]

    assert len({unit.unit for unit in units}) == 20
    assert len({unit.signing_key for unit in units}) == 20


def test_the_board_is_checked_and_recorded_once(
    config: Config, folder: Path, tmp_path: Path
) -> None:
    machine = Machine(tmp_path / "root")
    machine.model()
    machine.supply(weak=True)
    machine.card(name="SD64G")

    told = start(config, machine.root)
    again = start(config, machine.root)

    identity = load_identity(folder)
    assert identity is not None
    assert told[0] == f"This unit has an identity now: {identity.unit}."
    assert any("power supply" in line for line in told)
    assert "already" in again[0]
    (entry,) = recorded(folder)
    assert entry.data["unit"] == identity.unit
    assert entry.data["public_key"] == identity.public_key
    assert entry.data["board"] == "Raspberry Pi 5 Model B Rev 1.0"
    assert entry.data["readings"]["supply"]["state"] == "BAD"
    assert "temperature" not in entry.data["readings"]
    assert identity.signing_key not in str(entry.data)


@pytest.mark.parametrize("at", ["create_private", "take_over"])
def test_a_cut_before_it_was_whole_makes_it_afresh(
    config: Config,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    at: str,
) -> None:
    def cut(*_: object) -> None:
        raise OSError(5, "the power went")

    monkeypatch.setattr(f"mirrorbox.identity.{at}", cut)
    with pytest.raises(IdentityError, match="cannot be kept"):
        start(config, tmp_path)
    monkeypatch.undo()
    (folder / "identity.part").write_text('{"unit": "mb-', encoding="utf-8")
    assert load_identity(folder) is None

    start(config, tmp_path)

    assert load_identity(folder) is not None
    assert len(recorded(folder)) == 1
    assert not (folder / "identity.part").exists()


def test_a_cut_between_the_name_and_the_record_is_made_good(
    config: Config, folder: Path, tmp_path: Path
) -> None:
    identity, _ = ensure(folder)
    start(config, tmp_path)

    assert [entry.data["unit"] for entry in recorded(folder)] == [identity.unit]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"unit": "mb-1"}',
        b'{"unit": "mb-1", "public_key": "zz", "signing_key": "00"}',
        b'{"unit": "mb-1", "public_key": "00", "signing_key": "00"}',
        b"\xff\xfe",
    ],
)
def test_an_identity_that_was_whole_is_never_replaced(
    config: Config, folder: Path, tmp_path: Path, content: bytes
) -> None:
    folder.mkdir()
    (folder / NAME).write_bytes(content)

    with pytest.raises(IdentityError, match="put the file back"):
        start(config, tmp_path)

    assert (folder / NAME).read_bytes() == content


def test_a_disk_in_the_way_is_one_sentence(
    config: Config, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder.write_text("in the way", encoding="utf-8")

    with pytest.raises((IdentityError, JournalFault)):
        start(config, folder)
    assert main(["first-start", "--journal", str(folder)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["first-start", "--journal", str(folder)]) == 0
    assert main(["first-start", "--journal", str(folder)]) == 0

    out = capsys.readouterr().out
    assert "has an identity now: mb-" in out
    assert "in the journal already" in out
