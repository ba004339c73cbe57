"""Lends the stand-in its names for the length of a test, and takes them back."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests.stand_in import libcamera, pidng, prctl, pykms
from tests.stand_in.adapt import adapt
from tests.stand_in.libcamera.knobs import KNOBS, Knobs
from tests.stand_in.pidng import camdefs, core

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

REQUIRE = "MIRRORBOX_REQUIRE_PICAMERA2"
"""Set to 1, it makes a failure of what would be skipped for want of picamera2."""

_ROOTS = {"libcamera", "picamera2", "pykms", "kms", "prctl", "pidng"}
_STAND_INS: dict[str, ModuleType] = {
    "libcamera": libcamera,
    "libcamera.controls": libcamera.controls,
    "libcamera.properties": libcamera.properties,
    "pykms": pykms,
    "prctl": prctl,
    "pidng": pidng,
    "pidng.camdefs": camdefs,
    "pidng.core": core,
}
_imported: dict[str, ModuleType] = {}
"""picamera2's modules between tests; importing them takes half a second."""


@contextmanager
def installed() -> Iterator[Knobs]:
    """Let `import picamera2` find the real one, on the stand-in.

    Afterwards no name of either can be imported by accident.

    Yields:
        The knobs that the stand-in obeys, all turned back.
    """
    before = _taken_out()
    sys.modules.update(_STAND_INS)
    sys.modules.update(_imported)
    try:
        picamera2 = _import()
        KNOBS.reset()
        picamera2.Picamera2._cm.reset()  # finds the cameras anew
        yield KNOBS
    finally:
        KNOBS.reset()
        _close_cameras()
        _imported.update(_taken_out())
        sys.modules.update(before)


def _close_cameras() -> None:
    """Close what a failed test left open, or the next one finds the camera busy."""
    if "picamera2" in sys.modules:
        left = sys.modules["picamera2"].Picamera2._cm.cameras.values()
        for device in list(left):
            device.close()


def _taken_out() -> dict[str, ModuleType]:
    names = [name for name in sys.modules if name.split(".", 1)[0] in _ROOTS]
    return {name: sys.modules.pop(name) for name in names}


def _import() -> ModuleType:
    if "picamera2" in sys.modules:
        return sys.modules["picamera2"]
    if importlib.util.find_spec("picamera2") is None:
        _without("picamera2 is not installed; `make test` installs it")
    try:
        picamera2 = importlib.import_module("picamera2")
    except ImportError as error:
        _without(f"picamera2 cannot be imported: {error}")
    adapt(picamera2)
    return picamera2


def _without(reason: str) -> NoReturn:
    if os.environ.get(REQUIRE) == "1":
        pytest.fail(f"{reason} ({REQUIRE}=1)", pytrace=False)
    pytest.skip(reason)
