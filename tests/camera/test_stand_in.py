"""The stand-in keeps to itself, and its absence can be made to count."""

from __future__ import annotations

import importlib.util
import sys

import pytest

from tests.stand_in import install
from tests.stand_in.install import REQUIRE, installed


@pytest.mark.picamera2
def test_no_other_test_sees_it() -> None:
    with installed():
        assert "tests" in sys.modules["libcamera"].__name__
        assert "picamera2" in sys.modules
    for name in ("libcamera", "picamera2", "picamera2.request", "pykms", "pidng.core"):
        assert name not in sys.modules


@pytest.mark.picamera2
def test_knobs_are_turned_back() -> None:
    with installed() as knobs:
        knobs.cameras = ()
    with installed() as knobs:
        assert knobs.cameras


@pytest.mark.parametrize(
    ("required", "outcome"),
    [("0", pytest.skip.Exception), ("1", pytest.fail.Exception)],
)
def test_want_of_picamera2_is_skipped_unless_it_is_required(
    monkeypatch: pytest.MonkeyPatch, required: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv(REQUIRE, required)
    monkeypatch.setattr(install, "_imported", {})
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(outcome, match="picamera2 is not installed"), installed():
        pass
