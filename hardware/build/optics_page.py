"""The optics of every camera and height, and of each variant, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hardware.build import optics
from hardware.build.tables import HEADER, markdown
from mirrorbox.camera.sensors import choose_mode

if TYPE_CHECKING:
    from hardware.build.unit import Unit, Variant

HEIGHTS_MM = (350.0, 400.0, 450.0, 500.0, 550.0, 600.0)
"""An arm's reach; below, a hand would strike the camera."""

GAIN = 4.0
"""The most amplification whose noise does not show on a hand (`derived`)."""


def optics_page(unit: Unit) -> str:
    """What each camera sees from each height, and what each variant takes."""
    return HEADER + "\n".join(
        (
            "# Optics\n",
            "All of this is derived from the sensor, the lens and the height, for a",
            "lens without distortion. The sums stand in `hardware/build/optics.py`.\n",
            _formulas(),
            "## What a camera sees, by height\n",
            (
                f"The working area is {unit.area.width_mm:g} × {unit.area.depth_mm:g} "
                f"mm. The hand moves at {unit.hand.speed_m_s:g} m/s. Light is for a "
                f"picture that is well exposed at gain {GAIN:g}.\n"
            ),
            _heights_table(unit),
            "## The lowest height that covers the area\n",
            _lowest_table(unit),
            "## Light and frames, by camera\n",
            _light_table(),
            *(_recommendation(unit, variant) for _, variant in unit.variant.named()),
        )
    )


def _formulas() -> str:
    return markdown(
        ("figure", "formula"),
        (
            ("width seen", "2 h tan(view / 2); the depth is cut to the picture's 16:9"),
            ("mm per pixel", "width seen / pixels across the delivered picture"),
            ("blur", "speed × exposure; ÷ mm per pixel for pixels"),
            (
                "exposure",
                (
                    "the longest whole number of 10 ms (50 Hz) or 8.33 ms (60 Hz) "
                    "in one frame, so that lamps on the mains do not flicker"
                ),
            ),
            (
                "light",
                (
                    "the `rpi.lux` calibration in the module's libcamera tuning, "
                    f"scaled to a mean luma of {optics.MEAN_LUMA:g}, the exposure "
                    "and the gain"
                ),
            ),
            (
                "ISO speed",
                (
                    f"S = C N² / (E t), C = {optics.METER_CONSTANT:g} (ISO 2720), N "
                    "the f-number, E and t from the line above: the sensitivity assumed"
                ),
            ),
            ("size of a raised hand", "h / (h − height of the hand) over the table"),
        ),
    )


def _heights_table(unit: Unit) -> str:
    camera = unit.variant.table.camera
    rows = []
    for model in optics.LENSES:
        found = optics.known(model)
        if found is None:
            continue
        sensor, lens = found
        for height in HEIGHTS_MM:
            view = optics.see(sensor, camera, height)
            exposure, _ = optics.exposures_s(view.fps)
            blur = optics.blur_mm(unit.hand, exposure)
            larger = optics.too_large_percent(height, unit.hand.plane_mm)
            rows.append(
                (
                    sensor.name,
                    f"{height:.0f} mm",
                    f"{view.width_mm:.0f} × {view.depth_mm:.0f} mm",
                    "yes" if view.covers(unit.area) else "no",
                    f"{view.mm_per_px:.3f}",
                    f"{blur / view.mm_per_px:.1f} px",
                    f"{optics.light_lux(lens, exposure, GAIN):.0f} lx",
                    f"+{larger:.1f} %",
                )
            )
    plane = unit.hand.plane_mm
    head = ("camera", "height", "sees", "covers", "mm per px", "blur", "light")
    return markdown((*head, f"hand at {plane:g} mm"), rows)


def _lowest_table(unit: Unit) -> str:
    camera = unit.variant.table.camera
    rows = []
    for model in optics.LENSES:
        found = optics.known(model)
        if found is None:
            continue
        sensor, _ = found
        height = optics.lowest_mm(sensor, camera, unit.area)
        view = optics.see(sensor, camera, height)
        rows.append((sensor.name, f"{height:.0f} mm", f"{view.mm_per_px:.3f}"))
    note = (
        "\nThe plain Module 3 is the one to take: the Wide covers from lower down, but "
        "its pixels are larger there, its lens bends straight lines, and a hand that "
        "is raised grows faster under it.\n"
    )
    return markdown(("camera", "from", "mm per px there"), rows) + note


def _light_table() -> str:
    rows = []
    for model in optics.LENSES:
        found = optics.known(model)
        if found is None:
            continue
        sensor, lens = found
        mode, fps = choose_mode(sensor, optics.WISHED_FPS)
        at_50, at_60 = optics.exposures_s(fps)
        rows.append(
            (
                sensor.name,
                f"f/{lens.f_number:g}",
                f"{optics.speed_iso(lens):.0f}",
                f"{fps:.1f}",
                f"{1000 * at_50:.1f} / {1000 * at_60:.1f} ms",
                f"{optics.light_lux(lens, at_50, 1):.0f} lx",
                f"{optics.light_lux(lens, at_50, GAIN):.0f} lx",
                f"{500 / mode.max_fps:.1f} mm",
            )
        )
    head = ("camera", "lens", "ISO at gain 1", "fps", "exposure at 50 / 60 Hz")
    gains = ("light, gain 1", f"light, gain {GAIN:g}")
    return markdown((*head, *gains, "skew at 0.5 m/s"), rows) + (
        "\nSkew is how far the hand moves while the rolling shutter reads the picture "
        "from top to bottom, a frame's time at most.\n"
    )


def _recommendation(unit: Unit, variant: Variant) -> str:
    view, screen = optics.view_of(variant), variant.screen
    camera = variant.camera
    sensor, lens = optics.known(camera.model) or (None, None)
    if sensor is None or lens is None:
        raise KeyError(camera.model)
    exposure, _ = optics.exposures_s(view.fps)
    blur = optics.blur_mm(unit.hand, exposure)
    lux = optics.lamp_lux(variant.light, unit.area)
    gain = optics.light_lux(lens, exposure, 1) / lux
    near, far = optics.sharp_mm(lens, 1000 / optics.lens_position(unit, variant))
    lines = (
        f"## {variant.title}: {sensor.name} at {camera.height_mm:g} mm\n",
        (
            f"- sees {view.width_mm:.0f} × {view.depth_mm:.0f} mm at {view.fps:.0f} "
            f"frames a second; `mount.mm_per_camera_px = {view.mm_per_px:.3f}`"
        ),
        (
            f"- focus on a hand: `camera.lens_position = "
            f"{optics.lens_position(unit, variant):.1f}`; sharp from {near:.0f} to "
            f"{far:.0f} mm"
        ),
        (
            f"- life size on {screen.width_mm:g} mm of panel: "
            f"{optics.panel_px_per_camera_px(view, screen):.2f} panel pixels for one "
            f"of the camera's; {screen.width_mm:g} × {screen.height_mm:g} mm of table "
            "are shown"
        ),
        (
            f"- a hand {unit.hand.plane_mm:g} mm over the table looks "
            f"{optics.too_large_percent(camera.height_mm, unit.hand.plane_mm):.1f} % "
            "too large; 5 mm of error in the mount's height are "
            f"{optics.too_large_percent(camera.height_mm, 5):.1f} %"
        ),
        (
            f"- {blur:.1f} mm of blur ({blur / view.mm_per_px:.0f} px) at "
            f"{1000 * exposure:.0f} ms"
        ),
        (
            f"- the task light gives {lux:.0f} lx, which is gain {gain:.1f}; without "
            f"it, a room of 300 lx needs gain {gain * lux / 300:.1f}\n"
        ),
    )
    return "\n".join(lines)
