"""Writes tables and lists as YAML, every text in quotes, so that NO stays a text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def to_yaml(value: Any, indent: int = 0) -> str:
    """YAML that any reader takes back as the same tables, lists and numbers."""
    return "\n".join(_yaml(value, " " * indent)) + "\n"


def _yaml(value: Any, pad: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, dict) or _deep(item):
                yield f"{pad}{json.dumps(key)}:"
                yield from _yaml(item, pad + "  ")
            else:
                yield f"{pad}{json.dumps(key)}: {_flat(item)}"
    else:
        for item in value:
            lines = list(_yaml(item, "  ")) if _deep(item) else [f"  {_flat(item)}"]
            yield f"{pad}- {lines[0][2:]}"
            yield from (pad + line for line in lines[1:])


def _deep(value: Any) -> bool:
    return isinstance(value, list) and any(
        isinstance(item, dict | list) for item in value
    )


def _flat(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
