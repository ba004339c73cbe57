"""Where the mirror stands in the picture, and how large the picture is shown."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirrorbox.errors import GeometryError
from mirrorbox.words import Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mirrorbox.words import View

MIN_SIDE_PX = 2  # one column of each half
ROTATIONS_DEG = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """Everything that decides which camera pixel lands where.

    The *turned* picture is the camera's picture after the turn that puts the
    patient's left on the left. Sides, midline and seam are measured in it.

    Attributes:
        source_width: camera pixels in a row.
        source_height: camera rows.
        rotation_deg: the clockwise turn the camera picture needs; 0, 90, 180, 270.
        affected: the side where the patient's affected limb lies.
        view: what stands in the picture.
        midline: where the mirror stands, as a fraction of the turned width.
        seam_px: columns over which the two halves melt into each other, centred
            on the midline, so an even number; 0 joins them hard.
        opacity: weight of the reflection in the view `overlay`, 0 to 1.

    Raises:
        GeometryError: no picture can be made of these values.
    """

    source_width: int
    source_height: int
    rotation_deg: int
    affected: Side
    view: View
    midline: float
    seam_px: int
    opacity: float

    def __post_init__(self) -> None:
        if problems := list(self._problems()):
            raise GeometryError("\n".join(problems))

    @property
    def width(self) -> int:
        """Columns of the turned picture."""
        return self.source_height if self._lies_down else self.source_width

    @property
    def height(self) -> int:
        """Rows of the turned picture."""
        return self.source_width if self._lies_down else self.source_height

    @property
    def midline_px(self) -> int:
        """The first column right of the mirror, in the turned picture."""
        return round(self.midline * self.width)

    @property
    def healthy(self) -> Side:
        """The side where the patient's healthy limb lies."""
        return self.affected.other

    @property
    def healthy_columns(self) -> slice:
        """Columns of the turned picture on the healthy side of the mirror."""
        return self._columns(self.healthy)

    @property
    def affected_columns(self) -> slice:
        """Columns of the turned picture on the affected side of the mirror."""
        return self._columns(self.affected)

    @property
    def _lies_down(self) -> bool:
        return self.rotation_deg in (90, 270)

    def _columns(self, side: Side) -> slice:
        if side is Side.LEFT:
            return slice(0, self.midline_px)
        return slice(self.midline_px, self.width)

    def _problems(self) -> Iterator[str]:
        """Every reason why no picture can be made, a sentence each."""
        if min(self.source_width, self.source_height) < MIN_SIDE_PX:
            yield (
                f"A picture of {self.source_width}×{self.source_height} pixels is"
                f" too small; each side needs at least {MIN_SIDE_PX}."
            )
        if self.rotation_deg not in ROTATIONS_DEG:
            yield (
                f"The rotation is {self.rotation_deg}°;"
                " it must be 0, 90, 180 or 270 degrees."
            )
        if not 0 <= self.opacity <= 1:  # refuses NaN too
            yield f"The opacity is {self.opacity}; it must lie between 0 and 1."
        if self.seam_px < 0 or self.seam_px % 2:
            yield (
                f"The seam is {self.seam_px} pixels wide; it must be an even number,"
                " for half of it lies on either side of the midline."
            )
        yield from self._midline_problems()

    def _midline_problems(self) -> Iterator[str]:
        if not 0 < self.midline < 1:  # refuses NaN too
            yield (
                f"The midline is at {self.midline} of the width;"
                " it must lie between 0 and 1, both excluded."
            )
        elif not 0 < self.midline_px < self.width:
            yield (
                f"The midline at {self.midline} leaves no column on one side of a"
                f" picture {self.width} pixels wide."
            )
        elif self.seam_px // 2 > (
            room := min(self.midline_px, self.width - self.midline_px)
        ):
            yield (
                f"A seam of {self.seam_px} pixels does not fit: only {room} columns"
                " lie between the midline and the nearer edge."
            )


def display_scale(
    *,
    mm_per_camera_px: float,
    mm_per_screen_px: float,
    scale: float,
    unlock_magnification: bool,
) -> float:
    """Say how large to draw the camera's picture so that sizes come out right.

    Args:
        mm_per_camera_px: what one camera pixel covers on the table, in mm.
        mm_per_screen_px: how wide one screen pixel is, in mm.
        scale: mm on the screen for 1 mm on the table; 1.0 is life size.
        unlock_magnification: whether a therapist allowed more than life size.

    Returns:
        Screen pixels for one camera pixel.

    Raises:
        GeometryError: a size is not a positive number, or the picture would be
            larger than life without being unlocked.
    """
    sizes = {
        "size of a camera pixel": mm_per_camera_px,
        "size of a screen pixel": mm_per_screen_px,
        "scale": scale,
    }
    for name, value in sizes.items():
        if not (math.isfinite(value) and value > 0):
            raise GeometryError(f"The {name} is {value}; it must be positive.")
    if scale > 1 and not unlock_magnification:
        raise GeometryError(
            f"A scale of {scale} is larger than life; a therapist must unlock it."
        )
    return scale * mm_per_camera_px / mm_per_screen_px
