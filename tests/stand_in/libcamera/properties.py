"""Properties of a camera, by libcamera's names."""

from __future__ import annotations

from enum import IntEnum

from .control_types import ControlId, ControlType

Location = ControlId("Location", ControlType.Integer32, 1)
Rotation = ControlId("Rotation", ControlType.Integer32, 2)
Model = ControlId("Model", ControlType.String, 3)
PixelArraySize = ControlId("PixelArraySize", ControlType.Size, 5)


class draft:  # noqa: N801  libcamera's name
    """Properties that are not settled upstream."""

    ColorFilterArrangement = ControlId(
        "ColorFilterArrangement", ControlType.Integer32, 10001
    )

    class ColorFilterArrangementEnum(IntEnum):
        """The order of the sensor's colours."""

        RGGB = 0
        GRBG = 1
        GBRG = 2
        BGGR = 3
        MONO = 4
