"""What cannot be built, told in one clear sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hardware.build import electrics, optics
from hardware.build.unit import UnitError
from hardware.enclosure import params, sizes
from mirrorbox.controls.wiring import clashes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hardware.build.unit import Unit, Variant

PICTURE_HEIGHT_MAX_MM = 150.0
"""Above the table; the illusion weakens with height (clinical: aim at 12 to 15 cm)."""

BUTTON_GAP_MM = 20.0
"""Between two caps, so that a flat hand presses one."""


def impossible(unit: Unit) -> list[str]:
    """Everything that is wrong with a unit; an empty list where it can be built."""
    problems = [
        sentence.replace("controls.pins", "pins") for sentence in clashes(unit.pins)
    ]
    problems += _wiring(unit)
    for name, variant in unit.variant.named():
        problems += [
            f"variant.{name}: {sentence}"
            for find in (_sight, _panel, _power)
            for sentence in find(unit, variant)
        ]
    return problems or _enclosure(unit)


def insist(unit: Unit) -> None:
    """Let a unit pass that can be built.

    Raises:
        UnitError: it cannot; every reason, a line each.
    """
    if problems := impossible(unit):
        raise UnitError("\n".join(problems))


def _enclosure(unit: Unit) -> list[str]:
    """What the printed parts cannot do; asked only where all else is well."""
    try:
        problems = sizes.impossible(params.read(unit))
        return [f"enclosure: {sentence}" for sentence in problems]
    except UnitError as error:
        return str(error).splitlines()


def _wiring(unit: Unit) -> Iterator[str]:
    lamps, driver, header = unit.lamps, unit.driver, unit.header
    if lamps.supply_v <= driver.saturation_v + lamps.forward_v:
        yield (
            f"lamps.supply_v = {lamps.supply_v:g} V cannot light a LED of "
            f"{lamps.forward_v:g} V behind a driver that drops "
            f"{driver.saturation_v:g} V."
        )
    else:
        lit = 3 * electrics.lamp_ma(lamps, driver, lamps.forward_v_min)
        if lit > lamps.fuse_ma / 2:
            yield f"The lamps take {lit:.0f} mA; a {lamps.fuse_ma:g} mA fuse may trip."
    pin = electrics.lamp_pin_ma(header, lamps, driver)
    most = max(pin, electrics.worst_pin_ma(unit))
    if most > header.pin_ma:
        yield f"A pin would carry {most:.1f} mA; it bears {header.pin_ma:g} mA."
    if (total := electrics.header_ma(unit)) > header.total_ma:
        yield f"The pins would give {total:.1f} mA; they bear {header.total_ma:g} mA."
    if (volts := electrics.boot_v(unit)) > electrics.DARK_V:
        yield f"Lamps would glow at start: {volts:.2f} V; lower lamps.pull_down_ohm."
    if (settle := electrics.settle_ms(unit)) > unit.buttons.debounce_ms:
        yield f"A button settles in {settle:.1f} ms, longer than its debounce."
    gap = unit.buttons.pitch_mm - unit.buttons.dome_mm
    if gap < BUTTON_GAP_MM:
        yield f"The buttons' caps are {gap:g} mm apart; leave {BUTTON_GAP_MM:g} mm."
    if unit.cable.panel.cores < (need := 8):
        yield f"cable.panel.cores = {unit.cable.panel.cores}; the panel needs {need}."


def _sight(unit: Unit, variant: Variant) -> Iterator[str]:
    camera, area = variant.camera, unit.area
    if optics.known(camera.model) is None:
        models = ", ".join(optics.LENSES)
        yield f"camera.model = {camera.model!r} is none of {models}."
        return
    view = optics.view_of(variant)
    if not view.covers(area):
        yield (
            f"from {camera.height_mm:g} mm the camera sees "
            f"{view.width_mm:.0f} × {view.depth_mm:.0f} mm, less than the area's "
            f"{area.width_mm:g} × {area.depth_mm:g} mm; hang it higher."
        )
    clear = (area.width_mm + variant.screen.outer_width_mm) / 2
    if camera.offset_mm < clear:
        yield (
            f"the screen stands in the camera's area: camera.offset_mm = "
            f"{camera.offset_mm:g}, at least {clear:g} mm."
        )


def _panel(_: Unit, variant: Variant) -> Iterator[str]:
    screen = variant.screen
    if screen.above_table_mm > PICTURE_HEIGHT_MAX_MM:
        yield (
            f"the picture would float {screen.above_table_mm:g} mm above the table; "
            f"at most {PICTURE_HEIGHT_MAX_MM:g} mm."
        )
    if screen.width_mm > screen.outer_width_mm:
        yield (
            f"the lit panel is {screen.width_mm:g} mm wide, its case only "
            f"{screen.outer_width_mm:g} mm."
        )


def _power(unit: Unit, variant: Variant) -> Iterator[str]:
    names = {supply.name for supply in variant.supply}
    for load in variant.load:
        if load.supply not in names:
            yield f"{load.name} hangs on {load.supply!r}, which is no supply."
    for budget in electrics.budgets(variant):
        allowed = electrics.HEADROOM * budget.rating_w
        if budget.watts > allowed:
            yield (
                f"the {budget.supply.name} is too small: {budget.watts:.1f} W of load, "
                f"{allowed:.1f} W allowed ({electrics.HEADROOM:.0%} of "
                f"{budget.rating_w:.1f} W)."
            )
    if (usb := electrics.usb_ma(variant)) > unit.header.usb_ma:
        yield f"USB would give {usb:.0f} mA; the board bears {unit.header.usb_ma:g} mA."
