"""A tool or picture that is missing is told in one sentence, not in a traceback."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from hardware.build import draw, guide, outputs
from hardware.build.__main__ import main
from hardware.build.unit import UnitError, load

if TYPE_CHECKING:
    from pathlib import Path

UNIT = load()


def test_graphviz_that_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(UnitError, match="apt-get install graphviz"):
        draw.draw(UNIT, tmp_path)


def test_wireviz_that_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/dot")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(UnitError, match="WireViz is missing: run `make hardware`"):
        draw.draw(UNIT, tmp_path)


def test_wireviz_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/dot")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    broken = tmp_path / "wireviz"
    broken.write_text("#!/bin/sh\necho 'no such colour' >&2\nexit 3\n")
    broken.chmod(0o755)
    outputs.write(UNIT, tmp_path)
    with pytest.raises(UnitError, match=r"cannot draw wiring-box\.yml: no such colour"):
        draw.draw(UNIT, tmp_path)


def test_pdf_tools_that_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "markdown", None)
    assert main(["guide", "--out", str(tmp_path)]) == 1
    assert "The guide needs its tools" in capsys.readouterr().err


def test_a_picture_that_is_missing() -> None:
    with pytest.raises(UnitError, match=r"picture \.\./generated/moon\.png is missing"):
        guide.check_pictures("![the moon](../generated/moon.png)")
