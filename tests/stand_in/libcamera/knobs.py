"""What a test may do to the stand-in."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass
class Knobs:
    """Everything that can go differently; turned back before each test."""

    cameras: tuple[str, ...] = ("imx708",)
    """The models on the ribbon cables; empty when none is found."""

    fastest_fps: float | None = 500.0
    """What every mode reaches, so that tests are quick; None for the model's own."""

    formats: tuple[str, ...] = ("XRGB8888", "XBGR8888", "RGB888", "BGR888", "YUV420")
    """What the image processor delivers besides NV12."""

    hidden_controls: frozenset[str] = frozenset()
    """Controls that this camera does not advertise."""

    taken: bool = False
    """Another program holds the camera."""

    start_fails: bool = False
    """`start` is refused by the driver."""

    stalled: bool = False
    """No frame comes any more: the cable is loose."""

    drop: int = 0
    """So many coming frames are lost on the way."""

    bad: int = 0
    """So many coming frames are marked as damaged."""

    lose_controls: int = 0
    """So many coming requests have their controls forgotten."""

    light: tuple[float, float] = (2.1, 1.7)
    """The colour gains at which white would look white: red, blue."""

    dim_us: int = 30_000
    """The exposure that the room would need."""

    told: dict[str, Any] = field(default_factory=dict)
    """Read this one: the metadata of the last frame, by name."""

    hangs: bool = False
    """`start` and `stop` do not return until `let_go` is set."""

    let_go: threading.Event = field(default_factory=threading.Event)
    """Ends a hang."""

    def reset(self) -> None:
        """Turn every knob back; whatever hangs goes on."""
        self.let_go.set()
        fresh = Knobs()
        for knob in fields(self):
            setattr(self, knob.name, getattr(fresh, knob.name))


KNOBS = Knobs()
"""The knobs that the stand-in obeys."""
