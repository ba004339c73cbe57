"""The data files of this room."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any


def packaged(name: str) -> dict[str, Any]:
    """Read a data file of this room."""
    text = resources.files("mirrorbox.exercises").joinpath(name).read_text("utf-8")
    return tomllib.loads(text)
