"""The moving picture: painted once in parts, then put together for every frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mirrorbox.camera._drawn import motion
from mirrorbox.camera._drawn.anatomy import (
    CLOSED,
    DIGITS,
    LIFTED,
    RESTING,
    Digit,
    digit_bones,
)
from mirrorbox.camera._drawn.paint import Painter, Stage, cloth
from mirrorbox.camera._drawn.surface import Field, Grid, along

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mirrorbox.camera.base import Pixels

_SIGHT_MM = (190.0, 366.0)  # half the picture holds at least so much, across and down
_WRIST_MM = 146.0  # over the lower edge of the picture
_REACH_MM = (-92.0, 84.0)  # from the wrist to the left and right: arm and shadow
_OVERLAP_MM = 15.0  # so far below its knuckle a digit is painted anew for each bend
_AIR_MM = 22.0  # around a digit, for its shadow
_FAINT = 1.5 / 255  # less cover than this is not to be seen


class Sprite(NamedTuple):
    """Part of the picture: where its corner lies, its pixels, and which count."""

    top: int
    left: int
    pixels: Pixels
    mask: NDArray[np.bool_]

    def stamp(self, picture: Pixels, down: int, right: int) -> None:
        """Put it into `picture`, moved; what hangs over the edge is cut off."""
        top, left = self.top + down, self.left + right
        rows = slice(max(-top, 0), max(picture.shape[0] - top, 0))
        columns = slice(max(-left, 0), max(picture.shape[1] - left, 0))
        part = self.pixels[rows, columns]
        top, left = max(top, 0), max(left, 0)
        target = picture[top : top + part.shape[0], left : left + part.shape[1]]
        np.copyto(target, part, where=self.mask[rows, columns])


class Scene:
    """A right arm that reaches into the right half of a picture, and moves.

    The light, the cloth and the person follow from size and seed alone.
    """

    def __init__(self, width: int, height: int, seed: int) -> None:
        """Paint every part; takes about a second at 1280×720."""
        self._px_per_mm = min(width / 2 / _SIGHT_MM[0], height / _SIGHT_MM[1])
        self._wrist = (0.75 * width, height - _WRIST_MM * self._px_per_mm)
        self._start_s = np.random.default_rng(seed).uniform(0, motion.ROUND_S)
        self._painter = Painter.of_seed(seed)
        self._cloth = cloth(height, width, seed)
        self._table = _pack(self._cloth)
        self._arm = self._paint_arm()
        self._digits = {digit: self._paint_digit(digit) for digit in DIGITS}
        del self._cloth  # the packed table is enough from here on
        self._touched = self._reach()

    def draw(self, picture: Pixels, t_s: float) -> None:
        """Draw the moment `t_s` into a picture that `clear` has prepared."""
        t_s += self._start_s
        sway_x, sway_y = motion.sway(t_s)
        right = round(sway_x * self._px_per_mm)
        down = -round(sway_y * self._px_per_mm)
        np.copyto(picture[self._touched], self._table[self._touched])
        self._arm.stamp(picture, down, right)
        for digit, bend in motion.bends(t_s).items():
            share = (bend - LIFTED) / (CLOSED - LIFTED)
            self._digits[digit][round(share * (digit.bends - 1))].stamp(
                picture, down, right
            )

    def clear(self, picture: Pixels) -> None:
        """Lay the table, which `draw` expects around what moves."""
        np.copyto(picture, self._table)

    def _paint_arm(self) -> Sprite:
        """All that stays: everything that no digit owns."""
        rows, columns = self._reach()
        spare = round(motion.SWAY_MM[1] * self._px_per_mm) + 1  # shown by swaying up
        grid = self._grid(rows.start, columns.start, rows.stop + spare, columns.stop)
        colour, cover = self._painter.arm(Stage.on(grid), {})
        mask = (cover > _FAINT) & (_owners(grid) < 0)
        return self._sprite(rows.start, columns.start, colour, cover, mask)

    def _paint_digit(self, digit: Digit) -> list[Sprite]:
        """One sprite for each bend; the other fingers' shadows follow the grasp."""
        number = DIGITS.index(digit)
        box = self._box(digit)
        grid = self._grid(*box)
        stage = Stage.on(grid)
        owned = _owners(grid) == number
        sprites = []
        for bend in np.linspace(LIFTED, CLOSED, digit.bends):
            pose = dict.fromkeys(DIGITS, max(float(bend), RESTING))
            pose[digit] = float(bend)
            colour, cover = self._painter.arm(stage, pose, marked=(digit,))
            mask = owned & (cover > _FAINT)
            sprites.append(self._sprite(box[0], box[1], colour, cover, mask))
        return sprites

    def _sprite(
        self, top: int, left: int, colour: Field, cover: Field, mask: NDArray[np.bool_]
    ) -> Sprite:
        rows = np.arange(top, top + mask.shape[0]).clip(0, self._cloth.shape[0] - 1)
        columns = np.arange(left, left + mask.shape[1])
        columns = columns.clip(0, self._cloth.shape[1] - 1)
        under = self._cloth[rows[:, None], columns]
        blended = under + (colour - under) * cover[..., None]
        return Sprite(top, left, _pack(blended), mask)

    def _reach(self) -> tuple[slice, slice]:
        """The rows and columns of the picture that the arm may touch."""
        height, width = self._table.shape
        sway_px = round(motion.SWAY_MM[0] * self._px_per_mm) + 1
        left = int(self._wrist[0] + _REACH_MM[0] * self._px_per_mm) - sway_px
        right = int(self._wrist[0] + _REACH_MM[1] * self._px_per_mm) + sway_px
        return slice(0, height), slice(max(left, 0), min(right, width))

    def _box(self, digit: Digit) -> tuple[int, int, int, int]:
        """Top, left, bottom and right of a digit's room, in pixels."""
        (left, right), (bottom, top) = _room(digit)
        x, y, s = *self._wrist, self._px_per_mm
        return (
            int(y - top * s),
            int(x + left * s),
            int(y - bottom * s) + 1,
            int(x + right * s) + 1,
        )

    def _grid(self, top: int, left: int, bottom: int, right: int) -> Grid:
        x = (np.arange(left, right) + 0.5 - self._wrist[0]) / self._px_per_mm
        y = (self._wrist[1] - np.arange(top, bottom) - 0.5) / self._px_per_mm
        return Grid(
            x.astype(np.float32)[None],
            y.astype(np.float32)[:, None],
            1 / self._px_per_mm,
        )


def _room(digit: Digit) -> tuple[tuple[float, float], tuple[float, float]]:
    """All that a digit and its shadow reach: left and right, bottom and top, in mm."""
    poses = (digit_bones(digit, bend) for bend in (LIFTED, RESTING, 0.5, CLOSED))
    ends = [digit.base, *(bone.b for bones in poses for bone in bones)]
    return (
        (min(end.x for end in ends) - _AIR_MM, max(end.x for end in ends) + _AIR_MM),
        (digit.base.y - _AIR_MM, max(end.y for end in ends) + _AIR_MM),
    )


def _owners(grid: Grid) -> NDArray[np.intp]:
    """For each pixel the number of the digit that draws it, or -1 for the arm.

    Of the digits in whose room it lies and whose knuckle it is not behind, that one
    whose axis, half-way to closed, is nearest. Sharing the plane out so keeps
    neighbours from painting over each other.
    """
    distances = []
    for digit in DIGITS:
        bones = digit_bones(digit, 0.3)
        base, tip = bones[0].a, bones[-1].b
        far = base._replace(x=3 * tip.x - 2 * base.x, y=3 * tip.y - 2 * base.y)
        back = base._replace(x=2 * base.x - tip.x, y=2 * base.y - tip.y)
        share, distance2 = along(grid, back, far)
        length_mm = float(np.hypot(far.x - back.x, far.y - back.y))
        beyond = (share - 0.25) * length_mm  # a quarter of the way lies the knuckle
        (left, right), (bottom, top) = _room(digit)
        inside = (grid.x > left) & (grid.x < right)
        inside = inside & (grid.y > bottom) & (grid.y < top) & (beyond > -_OVERLAP_MM)
        distances.append(np.where(inside, distance2, np.inf))
    nearest = np.argmin(distances, axis=0)
    return np.where(np.isinf(np.min(distances, axis=0)), -1, nearest)


def _pack(colour: Field) -> Pixels:
    """Red, green and blue, H×W×3, 0 to 1, as BGRX words."""
    levels = (np.clip(colour, 0, 1) * 255 + 0.5).astype(np.uint32)
    red, green, blue = levels[..., 0], levels[..., 1], levels[..., 2]
    words = np.left_shift(red, np.uint32(16))
    words |= np.left_shift(green, np.uint32(8))
    words |= blue
    words |= np.uint32(0xFF000000)
    return words
