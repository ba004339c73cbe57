from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mirrorbox.build import build
from mirrorbox.cli import main
from mirrorbox.clock import SimulatedClock
from mirrorbox.config import Config, load
from mirrorbox.journal import Reader, Store
from tests.rig import SMALL

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A journal with a good prescription, then one that nothing can be made of."""
    directory = tmp_path / "journal"
    words = ["--preset", "stroke_arm", "--set", "affected_side=right"]
    assert main(["prescribe", *words, "--journal", str(directory)]) == 0
    store = Store.open(directory, SimulatedClock())
    store.append("prescribed", {"preset": "stroke_arm", "per_day": -3})
    store.close()
    return directory


@pytest.fixture
def config(directory: Path) -> Config:
    controls = {"sources": ["keyboard"]}
    journal = {"directory": directory}
    return load(overrides={**SMALL, "controls": controls, "journal": journal})


def test_the_doctor_tells_of_a_prescription_that_cannot_be_used(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--camera", "synthetic", "--controls", "keyboard", "--screen", "memory"]
    assert main(["doctor", *words, "--journal", str(directory)]) == 1

    (line,) = [x for x in capsys.readouterr().out.splitlines() if "prescription" in x]
    assert "BAD" in line
    assert "cannot be used" in line
    assert "stays in force" in line


def test_the_record_tells_it_and_the_patient_is_not_troubled(config: Config) -> None:
    appliance = build(config, clock=SimulatedClock())
    appliance.start()
    for _ in range(20):
        appliance.turn()
    page = appliance.page
    appliance.close()
    assert page is not None
    assert (page.name, page.rows[1:]) == ("ready", ())
    with Reader(config.journal.directory) as reader:
        told = [e for e in reader.entries(None) if e.kind == "prescription_unusable"]
    assert len(told) == 1
    assert "stays in force" in told[0].data["detail"]
