"""What locks a unit and what opens it, without a PIN."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mirrorbox.cli import main
from mirrorbox.journal import Reader, Store
from mirrorbox.prescription import StopRules
from mirrorbox.words import Rating, Unpleasant
from tests.left_or_right import answers, clock_on, planned, prescribe
from tests.rig import Visit

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_unlocking_at_the_keyboard_needs_no_pin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = StopRules(
        pain_rise=0, pain_rise_sessions=2, adverse_effect=(Unpleasant.DIZZY,)
    )
    given = replace(planned(), ratings=(Rating.UNPLEASANT,), stop_rules=rules)
    prescribe(tmp_path, given, clock_on(0))
    dizzy = f"2 START\n{answers(7, 2)}20 START\n21 START\n22 LOG\n30 QUIT"
    Visit(tmp_path, dizzy, prescription=None, clock=clock_on(1)).run()
    here = ["--journal", str(tmp_path / "journal")]

    def pages(day: float) -> list[str]:
        folder = tmp_path / "shots"
        for old in folder.glob("*.png"):
            old.unlink()
        visit = Visit(
            tmp_path, "3 QUIT", shots=True, prescription=None, clock=clock_on(day)
        )
        visit.run()
        return visit.pages

    assert pages(2) == ["locked"]
    settings = ["--set", "affected_side=left", "--set", "laterality_pictures=20"]
    assert main(["prescribe", "--preset", "gmi_laterality", *settings, *here]) == 0
    assert "stays locked: The patient named an adverse effect: dizzy." in (
        capsys.readouterr().out
    )
    assert pages(3) == ["locked"]

    assert main(["unlock", *here]) == 0
    told = capsys.readouterr().out
    assert told.startswith("The unit is unlocked. It was locked: The patient named")
    assert pages(4) == ["ready"]
    assert main(["unlock", *here]) == 0
    assert capsys.readouterr().out == "The unit is not locked.\n"
    with Reader(tmp_path / "journal") as reader:
        unlocked = [e.data for e in reader.entries(None) if e.kind == "unlocked"]
    assert unlocked == [{"by": "keyboard"}]


def test_unlocking_a_unit_without_a_record_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["unlock", "--journal", str(tmp_path)]) == 1
    assert "There is no journal" in capsys.readouterr().err


def test_unlocking_while_the_mirror_runs_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = clock_on(0)
    prescribe(tmp_path, planned(), clock)
    store = Store.open(tmp_path / "journal", clock)
    store.append("pin_failed", {"tries": 1})

    assert main(["unlock", "--journal", str(tmp_path / "journal")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    store.close()
