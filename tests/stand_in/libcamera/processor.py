"""The image processor: obeys controls, settles, paints, and tells what it did."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

import numpy as np

from . import controls as c
from .buffers import FrameMetadata
from .control_types import ControlId, ControlInfo
from .geometry import Rectangle
from .knobs import KNOBS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .configuration import StreamConfiguration
    from .models import Mode, Model
    from .request import Request

POISON = 0xA5
"""What the padding of a row is filled with."""

_LATE_FRAMES = 3  # how many frames a control takes to show
_US_PER_S = 1_000_000
_SENSOR_REST_US = 30  # of a frame that cannot be used to expose


def advertised(model: Model, mode: Mode) -> dict[ControlId, ControlInfo]:
    """The controls of a camera that is set to `mode`."""
    fps = KNOBS.fastest_fps or mode.fps
    shortest_us = round(_US_PER_S / fps)
    offered = {
        c.AeEnable: ControlInfo(min=False, max=True, default=True),
        c.AeExposureMode: ControlInfo(0, 3, 0),
        c.ExposureTime: ControlInfo(29, 0, 20_000),
        c.AnalogueGain: ControlInfo(1.0, 16.0, 1.0),
        c.AeFlickerMode: ControlInfo(0, 1, 0),
        c.AeFlickerPeriod: ControlInfo(100, 1_000_000, 10_000),
        c.AwbEnable: ControlInfo(min=False, max=True, default=True),
        c.ColourGains: ControlInfo(0.0, 32.0, 1.0),
        c.ScalerCrop: ControlInfo(Rectangle(0, 0, 64, 64), mode.crop, mode.crop),
        c.FrameDurationLimits: ControlInfo(shortest_us, 120 * _US_PER_S, 33_333),
        c.NoiseReductionMode: ControlInfo(0, 4, 0),
    }
    if model.has_motor:
        offered[c.AfMode] = ControlInfo(0, 2, 0)
        offered[c.LensPosition] = ControlInfo(0.0, 10.0, 1.0)
    hidden = KNOBS.hidden_controls
    return {k: offered[k] for k in offered if k.name not in hidden}


class Processor:
    """One started camera's state from frame to frame."""

    def __init__(
        self,
        offered: Mapping[ControlId, ControlInfo],
        controls: Mapping[ControlId, Any],
    ) -> None:
        self._offered = offered
        self._late: deque[Mapping[ControlId, Any]] = deque([{}] * _LATE_FRAMES)
        self._now: dict[ControlId, Any] = {
            c.FrameDurationLimits: (33_333, 33_333),
            c.AwbEnable: True,
            c.LensPosition: 1.0,
        }
        self._gains = (1.0, 1.0)
        self._obey(controls)

    @property
    def frame_us(self) -> int:
        """How long a frame lasts now."""
        shortest = self._offered[c.FrameDurationLimits].min
        return int(max(self._now[c.FrameDurationLimits][0], shortest))

    def process(self, request: Request, sequence: int, timestamp_ns: int) -> None:
        """Fill the buffers and the metadata of `request`."""
        self._late.append(dict(request.controls))
        due = self._late.popleft()
        if KNOBS.lose_controls and due:
            KNOBS.lose_controls -= 1
        else:
            self._obey(due)
        self._balance()
        status = FrameMetadata.Status.Success  # type: ignore[attr-defined]
        if KNOBS.bad:
            KNOBS.bad -= 1
            status = FrameMetadata.Status.Error  # type: ignore[attr-defined]
        for stream, buffer in request.buffers.items():
            if not stream.configuration.raw:
                paint(buffer.memory, stream.configuration, sequence)
            buffer.metadata = FrameMetadata(status, sequence, timestamp_ns)
        request.metadata = self._metadata(timestamp_ns)
        KNOBS.told = {k.name: v for k, v in request.metadata.items()}

    def _obey(self, controls: Mapping[ControlId, Any]) -> None:
        unknown = [k.name for k in controls if k not in self._offered]
        unknown = [k for k in unknown if not k.endswith("Mode")]
        if unknown:
            raise RuntimeError(f"Controls {unknown} are not supported")
        self._now.update(controls)

    def _balance(self) -> None:
        """Come one fifth nearer to the light's gains, or hold those that are set."""
        held = self._now.get(c.ColourGains, (0.0, 0.0))
        if all(held):
            self._gains = held
        elif self._now[c.AwbEnable]:
            red, blue = (
                now + 0.2 * (goal - now)
                for now, goal in zip(self._gains, KNOBS.light, strict=True)
            )
            self._gains = red, blue

    def _exposure_us(self) -> int:
        longest = min(KNOBS.dim_us, self.frame_us - _SENSOR_REST_US)
        period = int(self._now.get(c.AeFlickerPeriod, 0))
        if self._now.get(c.AeFlickerMode) != c.AeFlickerModeEnum.Manual:
            return longest
        return longest - longest % period if longest >= period else longest

    def _metadata(self, timestamp_ns: int) -> dict[ControlId, Any]:
        told = {
            c.SensorTimestamp: timestamp_ns,
            c.FrameDuration: self.frame_us,
            c.ExposureTime: self._exposure_us(),
            c.AnalogueGain: 2.0,
            c.ColourGains: self._gains,
            c.AfMode: self._now.get(c.AfMode, 0),
            c.LensPosition: self._now[c.LensPosition],
            c.AeFlickerPeriod: self._now.get(c.AeFlickerPeriod, 0),
        }
        return {k: v for k, v in told.items() if k.name not in KNOBS.hidden_controls}


def paint(memory: Any, shape: StreamConfiguration, sequence: int) -> None:
    """Make every pixel the frame's number, and the rows' padding poison."""
    rows = np.frombuffer(memory, np.uint8).reshape(-1, shape.stride)
    width, name = shape.size.width, str(shape.pixel_format)
    if name in {"XRGB8888", "XBGR8888"}:
        rows.view(np.uint32)[:, :width] = 0xFF000000 | sequence & 0xFFFFFF
        rows[:, 4 * width :] = POISON
    elif name in {"RGB888", "BGR888"}:
        rows[:, : 3 * width] = sequence & 0xFF
        rows[:, 3 * width :] = POISON
    else:
        rows[:, :width] = sequence & 0xFF
        rows[:, width:] = POISON
