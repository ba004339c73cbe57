"""Controls that the Pi's image processor knows, by libcamera's names."""

from __future__ import annotations

from enum import IntEnum

from .control_types import ControlId, ControlType

_BOOL, _INT, _LONG = ControlType.Bool, ControlType.Integer32, ControlType.Integer64
_FLOAT, _RECT = ControlType.Float, ControlType.Rectangle

AeEnable = ControlId("AeEnable", _BOOL, 1)
AeExposureMode = ControlId("AeExposureMode", _INT, 4)
ExposureTime = ControlId("ExposureTime", _INT, 7)
AnalogueGain = ControlId("AnalogueGain", _FLOAT, 8)
AeFlickerMode = ControlId("AeFlickerMode", _INT, 9)
AeFlickerPeriod = ControlId("AeFlickerPeriod", _INT, 10)
AwbEnable = ControlId("AwbEnable", _BOOL, 16)
ColourGains = ControlId("ColourGains", _FLOAT, 19)
ScalerCrop = ControlId("ScalerCrop", _RECT, 27)
FrameDuration = ControlId("FrameDuration", _LONG, 30)
FrameDurationLimits = ControlId("FrameDurationLimits", _LONG, 31)
SensorTimestamp = ControlId("SensorTimestamp", _LONG, 33)
AfMode = ControlId("AfMode", _INT, 34)
LensPosition = ControlId("LensPosition", _FLOAT, 41)
ExposureTimeMode = ControlId("ExposureTimeMode", _INT, 52)
AnalogueGainMode = ControlId("AnalogueGainMode", _INT, 53)
NoiseReductionMode = ControlId("NoiseReductionMode", _INT, 10002)


class AfModeEnum(IntEnum):
    """Who focuses."""

    Manual = 0
    Auto = 1
    Continuous = 2


class AeFlickerModeEnum(IntEnum):
    """Whether exposures keep to the lamps' flicker."""

    Off = 0
    Manual = 1


class draft:  # noqa: N801  libcamera's name
    """Controls that are not settled upstream."""

    NoiseReductionMode = NoiseReductionMode

    class NoiseReductionModeEnum(IntEnum):
        """How hard to smooth."""

        Off = 0
        Fast = 1
        HighQuality = 2
        Minimal = 3
