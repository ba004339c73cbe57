"""What cannot be printed or put together, told in one clear sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hardware.build.unit import UnitError
from hardware.enclosure import sizes, steady

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hardware.enclosure.params import Params


def impossible(params: Params) -> Iterator[str]:
    """Every reason why the printed parts cannot be made; a sentence each."""
    enclosure, screen = params.enclosure, params.table.screen
    tray = sizes.Tray(enclosure, screen)
    yield from _screen(params, tray)
    need = tray.forearm + enclosure.forearm_room_mm
    for size, name in zip(tray.tunnel, ("between", "under"), strict=True):
        if size < need:
            yield (
                f"{name} the tray's corners {size:.0f} mm are left for a forearm of "
                f"{tray.forearm:.0f} mm and {enclosure.forearm_room_mm:g} mm of air."
            )
    if (push := tray.edge_push_n(0)) < enclosure.push_n:
        yield (
            f"{push:.0f} N on the tray's edge would lift it, it must bear "
            f"{enclosure.push_n:g} N; lower enclosure.leg_inset_mm."
        )
    yield from _mount(params, tray)
    yield from _boxes(params)


def _screen(params: Params, tray: sizes.Tray) -> Iterator[str]:
    screen, most = params.table.screen, params.enclosure.picture_above_table_max_mm
    case = (screen.outer_width_mm, screen.outer_height_mm, screen.outer_depth_mm)
    for size, room, name in zip(
        case, params.enclosure.screen_max_mm, ("wide", "high", "deep"), strict=True
    ):
        if size > room:
            yield f"the screen is {size:g} mm {name}, the tray takes {room:g} mm."
    if tray.face_z > most:
        yield (
            f"the picture would float {tray.face_z:g} mm above the table; at most "
            f"{most:g} mm."
        )
    if case[1] < (least := 2 * sizes.CORNER_Y + 5):
        yield f"the screen is only {case[1]:g} mm high; the corners need {least:g} mm."


def _mount(params: Params, tray: sizes.Tray) -> Iterator[str]:
    sight, enclosure = sizes.Sight(params), params.enclosure
    seen = sight.beside(tray.leg_at[0] + tray.foot_half, 0)
    if seen < 0:
        yield (
            f"the camera sees {-seen:.0f} mm of the tray's feet; raise "
            f"enclosure.leg_inset_mm or camera.offset_mm."
        )
    boom_z, cable = sight.boom_z, params.unit.cable.camera.length_mm
    if sight.cable_mm > cable:
        yield (
            f"the camera's cable is too short: {cable:g} mm, at least "
            f"{sight.cable_mm:.0f} mm; lower enclosure.reach_mm."
        )
    if boom_z > sizes.FOOT + enclosure.post_length_mm - 20:
        yield (
            f"the post is too short: its boom must hang {boom_z:g} mm over the table."
        )
    if enclosure.boom_length_mm < enclosure.reach_mm + 50:
        yield (
            f"the boom is too short: {enclosure.boom_length_mm:g} mm, at least "
            f"{enclosure.reach_mm + 50:g} mm."
        )
    if (seen := sight.behind(enclosure.reach_mm - 55, 0)) < 0:
        yield (
            f"the camera sees {-seen:.0f} mm of the post's foot; raise "
            f"enclosure.reach_mm."
        )


def _boxes(params: Params) -> Iterator[str]:
    box, bed = params.enclosure.box_mm, params.printer
    least = (150.0, 110.0, 45.0)
    wall = params.enclosure.wall_mm
    for size, need, name, room in zip(
        box, least, "xyz", (bed.bed_x_mm, bed.bed_y_mm, bed.bed_z_mm), strict=True
    ):
        if size < need:
            yield f"the electronics need {need:g} mm along {name}, not {size:g} mm."
        if size + 2 * wall > room:
            yield (
                f"the electronics box is {size + 2 * wall:g} mm along {name}, the "
                f"bed {room:g} mm."
            )
    if (depth := steady.ButtonBox(params).top[1] + 50) > bed.bed_y_mm:
        yield f"the button box needs a bed of {depth:.0f} mm."


def insist(params: Params) -> None:
    """Let parameters pass from which parts can be made.

    Raises:
        UnitError: they cannot; every reason, a line each.
    """
    if problems := list(impossible(params)):
        raise UnitError("\n".join(problems))
