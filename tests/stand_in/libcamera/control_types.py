"""What a control is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


class ControlType(Enum):
    """What kind of value a control takes."""

    Bool = 1
    Integer32 = 3
    Integer64 = 4
    Float = 5
    String = 6
    Rectangle = 7
    Size = 8


@dataclass(frozen=True)
class ControlId:
    """One control or property."""

    name: str
    type: ControlType
    id: int


@dataclass(frozen=True)
class ControlInfo:
    """What values a camera takes for a control."""

    min: Any
    max: Any
    default: Any
