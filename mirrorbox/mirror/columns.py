"""Which columns of the turned picture play which part around the mirror."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirrorbox.words import Side

if TYPE_CHECKING:
    from mirrorbox.mirror.blend import Weights
    from mirrorbox.mirror.geometry import Geometry


@dataclass(frozen=True, slots=True)
class Columns:
    """The parts of a picture whose affected limb lies on the right.

        healthy                 │ affected
        ┌───────┬───────────────┼───────────────┬───────────┐
        │       │ near  ░░░░░░░░│░░░░░░░░ cover │ uncovered │
        └───────┴───────────────┼───────────────┴───────────┘
                        seam_near seam_far

    For an affected left limb everything is the other way round.

    Attributes:
        affected: the side of the picture with the affected limb.
        healthy: every column on the healthy side of the mirror.
        near: healthy columns whose mirror image falls into the picture.
        cover: affected columns that show the mirror image of `near`.
        uncovered: affected columns so far from the mirror that the healthy side has
            nothing to show there; they stay black.
        seam_near: the half of the seam on the healthy side.
        seam_far: the half of the seam on the affected side.
    """

    affected: Side
    healthy: slice
    near: slice
    cover: slice
    uncovered: slice
    seam_near: slice
    seam_far: slice

    @classmethod
    def of(cls, geometry: Geometry) -> Columns:
        """Derive them from where the mirror stands."""
        middle, width = geometry.midline_px, geometry.width
        reach, half_seam = min(middle, width - middle), geometry.seam_px // 2
        left = (
            slice(middle - reach, middle),
            slice(0, middle - reach),
            slice(middle - half_seam, middle),
        )
        right = (
            slice(middle, middle + reach),
            slice(middle + reach, width),
            slice(middle, middle + half_seam),
        )
        on_right = geometry.affected is Side.RIGHT
        (near, _, seam_near), (cover, uncovered, seam_far) = (
            (left, right) if on_right else (right, left)
        )
        return cls(
            affected=geometry.affected,
            healthy=geometry.healthy_columns,
            near=near,
            cover=cover,
            uncovered=uncovered,
            seam_near=seam_near,
            seam_far=seam_far,
        )

    def join(self, healthy_part: slice, affected_part: slice) -> slice:
        """Two parts that touch each other, as one."""
        first, last = healthy_part, affected_part
        if self.affected is Side.LEFT:
            first, last = last, first
        return slice(first.start, last.stop)

    def inside(self, part: slice, whole: slice) -> slice:
        """The columns of `part`, counted from where `whole` begins."""
        return slice(part.start - whole.start, part.stop - whole.start)

    def toward_affected(self, weights: Weights) -> Weights:
        """Lay out weights, given from the healthy side on, from left to right."""
        return weights if self.affected is Side.RIGHT else weights[::-1]
