"""Three large buttons: raw edges become presses and holds."""

from mirrorbox.controls.base import Edge, Source
from mirrorbox.controls.debounce import Timing
from mirrorbox.controls.keyboard import Keys
from mirrorbox.controls.panel import Freed, Panel, PanelEvent, Stuck, SwitchOff
from mirrorbox.controls.wiring import RESERVED, clashes

__all__ = [
    "RESERVED",
    "Edge",
    "Freed",
    "Keys",
    "Panel",
    "PanelEvent",
    "Source",
    "Stuck",
    "SwitchOff",
    "Timing",
    "clashes",
]
