"""What of a bad configuration is still right: enough to tell the patient so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mirrorbox._schema import merge
from mirrorbox.config import SYSTEM_FILE, checked, defaults, read
from mirrorbox.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mirrorbox.config import Config


def salvaged(path: Path | None, overrides: Mapping[str, Any]) -> Config:
    """The tables that are right, and the defaults in place of the others.

    The screen of the unit and the language of its patient are likely among them. No
    mirror may run under it: a wrong side in a table that fell away would not show.

    Args:
        path: the unit's file; `SYSTEM_FILE` for None.
        overrides: the command line's words.
    """
    right = defaults()
    for tables in (_tables(path or SYSTEM_FILE), overrides):
        for name, table in tables.items():
            tried = merge([right, {name: table}])
            if _is_right(tried):
                right = tried
    return checked(right)


def _tables(path: Path) -> Mapping[str, Any]:
    try:
        return read(path)
    except ConfigError:
        return {}


def _is_right(tables: Mapping[str, Any]) -> bool:
    try:
        checked(tables)
    except ConfigError:
        return False
    return True
