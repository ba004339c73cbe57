"""What a camera over a table sees, how large, how blurred, and the light it needs.

All of it is derived: a lens is taken to be free of distortion, a table to be flat.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, radians, tan
from typing import TYPE_CHECKING

from mirrorbox.camera.sensors import Sensor, choose_mode, find_sensor

if TYPE_CHECKING:
    from hardware.build.unit import Area, Camera, Hand, Light, Screen, Unit, Variant

METER_CONSTANT = 250.0
"""C of an incident-light meter, lux s: E = C N² / (S t) (ISO 2720; 240 to 400)."""

MEAN_LUMA = 0.16
"""What libcamera's exposure aims at below 1000 lux (y_target of its tunings)."""

FULL_SCALE = 65536.0
"""Of `reference_Y` in libcamera's tunings."""

DEPTH_BLUR_MM = 0.0028
"""Circle of confusion: two pixels of the IMX708."""

WISHED_FPS = 60.0


@dataclass(frozen=True, slots=True)
class Lens:
    """A lens and how its module was calibrated.

    Attributes:
        focal_mm: focal length.
        f_number: focal length over aperture.
        reference: exposure s, gain, light lux and mean luma of 65536, as the
            `rpi.lux` block of the module's tuning in raspberrypi/libcamera gives them.
    """

    focal_mm: float
    f_number: float
    reference: tuple[float, float, float, float]


# Lenses: raspberrypi.com/documentation/accessories/camera, hardware specification.
LENSES = {
    "imx708": Lens(4.74, 1.8, (0.010672, 1.12, 977, 8627)),
    "imx708_wide": Lens(2.75, 2.2, (0.009989, 1.23, 980, 8345)),
    "imx219": Lens(3.04, 2.0, (0.027685, 1.0, 998, 12744)),
}
"""The modules that can hang over a table: the first one is sharp from 1 m only."""


def known(model: str) -> tuple[Sensor, Lens] | None:
    """The sensor and lens that libcamera calls `model`, or None."""
    sensor, lens = find_sensor(model), LENSES.get(model)
    return (sensor, lens) if sensor and lens and sensor.view_deg else None


@dataclass(frozen=True, slots=True)
class View:
    """What a module sees from a height.

    Attributes:
        width_mm: of the table in the delivered picture.
        depth_mm: the same, away from the patient.
        mm_per_px: of the table, in one delivered pixel.
        fps: frames per second that the module reaches, 60 at most.
    """

    width_mm: float
    depth_mm: float
    mm_per_px: float
    fps: float

    def covers(self, area: Area) -> bool:
        """Whether the whole working area is in the picture."""
        return self.width_mm >= area.width_mm and self.depth_mm >= area.depth_mm


def see(sensor: Sensor, camera: Camera, height_mm: float) -> View:
    """What the table looks like to `sensor` at `height_mm`.

    The picture is the sensor's full width, cut to the delivered shape.
    """
    across, down = sensor.view_deg or (0.0, 0.0)
    width = 2 * height_mm * tan(radians(across / 2))
    depth = 2 * height_mm * tan(radians(down / 2))
    cut = width * camera.height_px / camera.width_px
    _, fps = choose_mode(sensor, WISHED_FPS)
    return View(width, min(depth, cut), width / camera.width_px, fps)


def lowest_mm(sensor: Sensor, camera: Camera, area: Area) -> float:
    """The least height, in whole millimetres, from which the area is in the picture."""
    unit_view = see(sensor, camera, 1)
    return ceil(
        max(area.width_mm / unit_view.width_mm, area.depth_mm / unit_view.depth_mm)
    )


def blur_mm(hand: Hand, exposure_s: float) -> float:
    """How far the hand moves while the shutter is open."""
    return hand.speed_m_s * 1000 * exposure_s


def exposures_s(fps: float) -> tuple[float, float]:
    """The longest exposures without flicker at 50 and 60 Hz that a frame has room for.

    A lamp on the mains flickers twice a period, so the shutter stays open for whole
    multiples of 10 or 8.33 ms.
    """
    room = 1 / fps
    first, second = (int(room * 2 * hz) / (2 * hz) for hz in (50, 60))
    return first, second


def light_lux(lens: Lens, exposure_s: float, gain: float) -> float:
    """The light on the table that exposes well, from the module's calibration."""
    seconds, reference_gain, lux, luma = lens.reference
    brightness = MEAN_LUMA * FULL_SCALE / luma
    return lux * brightness * (seconds / exposure_s) * (reference_gain / gain)


def speed_iso(lens: Lens) -> float:
    """The ISO speed at gain 1 that its calibration comes to, by E = C N² / (S t)."""
    return METER_CONSTANT * lens.f_number**2 / light_lux(lens, 1.0, 1.0)


def lamp_lux(light: Light, area: Area) -> float:
    """What the task light alone gives on the working area."""
    square_m = area.width_mm * area.depth_mm / 1e6
    return light.lumens * light.utilisation / square_m


def too_large_percent(height_mm: float, above_mm: float) -> float:
    """How much larger than life something `above_mm` over the table is shown."""
    return 100 * (height_mm / (height_mm - above_mm) - 1)


def sharp_mm(lens: Lens, focus_mm: float) -> tuple[float, float]:
    """The nearest and farthest distance that is sharp."""
    hyperfocal = lens.focal_mm**2 / (lens.f_number * DEPTH_BLUR_MM) + lens.focal_mm
    near = hyperfocal * focus_mm / (hyperfocal + focus_mm)
    far = hyperfocal * focus_mm / max(hyperfocal - focus_mm, 1e-9)
    return near, far


def panel_px_per_camera_px(view: View, screen: Screen) -> float:
    """How many panel pixels stand for one of the camera's, at life size."""
    return view.mm_per_px * screen.width_px / screen.width_mm


def view_of(variant: Variant) -> View:
    """What the variant's own camera sees.

    Raises:
        KeyError: the camera is none that can hang over a table.
    """
    found = known(variant.camera.model)
    if found is None:
        raise KeyError(variant.camera.model)
    return see(found[0], variant.camera, variant.camera.height_mm)


def lens_position(unit: Unit, variant: Variant) -> float:
    """Dioptres that focus on the middle of a hand lying on the table."""
    return 1000 / (variant.camera.height_mm - unit.hand.plane_mm)
