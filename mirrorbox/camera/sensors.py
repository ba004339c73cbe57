"""The Raspberry Pi camera modules: what they are called, see and deliver.

Only modes that read the whole sensor stand here: a cropped mode would enlarge the
limb. Sizes, bit depths and rates are the lines of `rpicam-hello --list-cameras`, as
quoted in the places named beside them; a kernel may allow more, never trust less.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_NO_INFRARED_FILTER = "_noir"


class Focus(StrEnum):
    """How a lens is focused."""

    FACTORY = "factory"
    """Set once when it was made; only a tool moves it."""

    RING = "ring"
    """Turned by hand, on a lens bought separately."""

    MOTOR = "motor"
    """Moved by the camera itself; must be held still during a session."""


@dataclass(frozen=True, slots=True)
class SensorMode:
    """One way to read the whole sensor.

    Attributes:
        width: pixels in a row.
        height: rows.
        bit_depth: bits a raw pixel has.
        max_fps: frames per second it reaches.
    """

    width: int
    height: int
    bit_depth: int
    max_fps: float


@dataclass(frozen=True, slots=True)
class Sensor:
    """A camera module.

    Attributes:
        model: libcamera's word for it.
        name: what the box says.
        focus: how its lens is focused.
        view_deg: what the whole sensor sees, across and down; None where the lens is
            bought separately.
        modes: the modes that see all of it.
    """

    model: str
    name: str
    focus: Focus
    view_deg: tuple[float, float] | None
    modes: tuple[SensorMode, ...]


_IMX708_MODES = (  # espressif esp_cam_sensor_imx 0.4.0 and raspberrypi/rpicam-apps#570
    SensorMode(2304, 1296, 10, 56.03),
    SensorMode(4608, 2592, 10, 14.35),
)

# Views: raspberrypi.com/documentation/accessories/camera, hardware specification.
SENSORS = (
    Sensor(
        "ov5647",
        "Camera Module 1",
        Focus.FACTORY,  # sharp from 1 m only: too far for a table
        (53.5, 41.4),
        (  # raspberrypi/rpicam-apps#427
            SensorMode(1296, 972, 10, 43.25),
            SensorMode(2592, 1944, 10, 15.63),
        ),
    ),
    Sensor(
        "imx219",
        "Camera Module 2",
        Focus.FACTORY,
        (62.2, 48.8),
        (  # raspberrypi/documentation#2587
            SensorMode(1640, 1232, 10, 41.85),
            SensorMode(3280, 2464, 10, 21.19),
        ),
    ),
    Sensor("imx708", "Camera Module 3", Focus.MOTOR, (66.0, 41.0), _IMX708_MODES),
    Sensor(
        "imx708_wide", "Camera Module 3 Wide", Focus.MOTOR, (102.0, 67.0), _IMX708_MODES
    ),
    Sensor(
        "imx477",
        "High Quality Camera",
        Focus.RING,
        None,
        (  # raspberrypi/documentation#2587; newer kernels reach more
            SensorMode(2028, 1520, 12, 40.01),
            SensorMode(4056, 3040, 12, 10.0),
        ),
    ),
    Sensor(
        "imx296",
        "Global Shutter Camera",
        Focus.RING,
        None,
        (SensorMode(1456, 1088, 10, 60.38),),  # AllskyTeam/allsky#3632
    ),
)
"""Every module we know."""

_BY_MODEL = {sensor.model: sensor for sensor in SENSORS}


def find_sensor(model: str) -> Sensor | None:
    """The module that libcamera calls `model`; a NoIR one is its sibling's sensor."""
    return _BY_MODEL.get(model.removesuffix(_NO_INFRARED_FILTER))


def name_of(model: str) -> str:
    """What a person calls the module that libcamera calls `model`."""
    sensor = find_sensor(model)
    if sensor is None:
        return f"camera {model}"
    noir = " NoIR" if model.endswith(_NO_INFRARED_FILTER) else ""
    return sensor.name + noir


def choose_mode(sensor: Sensor, fps: float) -> tuple[SensorMode, float]:
    """Choose the mode that sees everything soonest, and the rate it runs at.

    The fastest mode wins even where a slower one would do: a rolling shutter that is
    read out quickly shows the hand sooner and bends it less.

    Args:
        sensor: the module.
        fps: frames per second wished for.

    Returns:
        The mode, and `fps` or that mode's maximum if it is less.
    """
    mode = max(sensor.modes, key=lambda mode: mode.max_fps)
    return mode, min(fps, mode.max_fps)
