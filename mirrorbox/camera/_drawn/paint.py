"""Light on a hand, a sleeve and a table: surfaces become pixels."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mirrorbox.camera._drawn import skin
from mirrorbox.camera._drawn.anatomy import (
    DIGITS,
    FOREARM,
    PALM,
    RESTING,
    SLEEVE,
    SLEEVE_Y,
    Digit,
    digit_bones,
)
from mirrorbox.camera._drawn.surface import (
    Field,
    Grid,
    Surface,
    body,
    merge,
    shadow_edge,
    soft_min,
    upper,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mirrorbox.camera._drawn.anatomy import Bone

_LIGHT = np.array([-0.42, 0.46, 0.78], np.float32)  # from the upper left, above
_SHADOW_AWAY = (0.42, -0.46)
_SHADOW_SOFT_MM = 8.0
_SHADOW = 0.46
_TONES = ((0.89, 0.70, 0.58), (0.80, 0.59, 0.46), (0.62, 0.43, 0.32))
_CLOTH = (0.36, 0.46, 0.47)
_SLEEVE = (0.23, 0.30, 0.46)


class Stage(NamedTuple):
    """A rectangle of the picture with what never moves there.

    Attributes:
        grid: its pixels.
        trunk: palm and forearm.
        shade: signed distance to the shadow of both and of the sleeve.
    """

    grid: Grid
    trunk: Surface
    shade: Field

    @classmethod
    def on(cls, grid: Grid) -> Stage:
        """Set it up once; every bend is painted on it."""
        trunk = merge(body(grid, PALM, 11), body(grid, FOREARM, 24), 14)
        casting = (*PALM, *FOREARM, *SLEEVE)
        return cls(grid, trunk, shadow_edge(grid, casting, _SHADOW_AWAY, 6))


@dataclass(frozen=True)
class Painter:
    """Paints one person's arm, in any bend of its digits.

    Attributes:
        tone: red, green and blue of the skin in full light, 0 to 1.
    """

    tone: tuple[float, float, float] = _TONES[0]
    _marks: list[skin.Mark] = field(default_factory=skin.back_of_hand_marks)

    @classmethod
    def of_seed(cls, seed: int) -> Painter:
        """Another seed may be another person; seed 0 is the first tone."""
        return cls(_TONES[seed % len(_TONES)])

    def arm(
        self,
        stage: Stage,
        bends: Mapping[Digit, float],
        *,
        marked: tuple[Digit, ...] = DIGITS,
    ) -> tuple[Field, Field]:
        """Paint what of the arm lies on a stage.

        Args:
            stage: where.
            bends: of each digit that is not at rest.
            marked: the digits that get their folds and nails.

        Returns:
            Colour, H×W×3, 0 to 1; and cover, H×W: 1 where the arm is, less where it
            shades the table or the edge runs through a pixel.
        """
        grid = stage.grid
        bones = {d: digit_bones(d, bends.get(d, RESTING)) for d in DIGITS}
        surface = _flesh(stage, bones.values())
        marks = list(self._marks)
        for digit in marked:
            marks += skin.digit_marks(digit, bones[digit])
        skin.press(surface.height, grid, marks)
        colour = self._skin(grid, surface, marks)
        for digit in marked:
            skin.paint_nail(colour, grid, skin.nail(bones[digit]))
        cover = np.clip(0.5 - surface.edge / grid.mm_per_px, 0, 1)
        _dress(grid, colour, cover)
        lying = [digit_bones(d, max(bends.get(d, RESTING), RESTING)) for d in DIGITS]
        return _on_table(stage, colour, cover, lying, surface.edge)

    def _skin(self, grid: Grid, surface: Surface, marks: list[skin.Mark]) -> Field:
        lit = _lambert(surface.height, grid.mm_per_px)
        rim = np.clip(1 + surface.edge / 5.0, 0, 1)
        lit -= 0.10 * rim * rim
        shade = np.clip(lit, 0.05, 1.1)[..., None]
        power = np.array([0.75, 1.0, 1.12], np.float32)  # blood: the dark turns red
        colour = np.array(self.tone, np.float32) * shade**power
        skin.tint(colour, grid, marks)
        return colour


def cloth(height: int, width: int, seed: int) -> Field:
    """A matte table cloth, H×W×3, 0 to 1: a fine weave, brighter in the middle."""
    rng = np.random.default_rng(seed)
    weave = rng.normal(0, 0.008, (height, width)).astype(np.float32)
    weave += np.float32(0.006) * ((np.arange(width) // 2) % 2 - 0.5)
    weave += np.float32(0.006) * ((np.arange(height)[:, None] // 2) % 2 - 0.5)
    x = np.linspace(-1, 1, width, dtype=np.float32) ** 2
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None] ** 2
    light = 1.04 - 0.10 * (x + y) + weave
    coloured: Field = light[..., None] * np.array(_CLOTH, np.float32)
    return coloured


def _lambert(height: Field, mm_per_px: float) -> Field:
    """How bright a matte surface is, 0 to about 1."""
    down, right = np.gradient(height, np.float32(mm_per_px))
    length = np.sqrt(right * right + down * down + 1)
    facing = (_LIGHT[2] - right * _LIGHT[0] + down * _LIGHT[1]) / length
    wrapped = (np.maximum(facing, -0.3) + np.float32(0.3)) / np.float32(1.3)
    bright: Field = np.float32(0.34) + np.float32(0.70) * wrapped
    return bright


def _dress(grid: Grid, colour: Field, cover: Field) -> None:
    """Draw the sleeve over the forearm, in place."""
    hem = SLEEVE_Y + 5 * np.cos(grid.x / 26)
    rows = grid.y < SLEEVE_Y + 8
    if not rows.any():
        return
    shape = body(grid, SLEEVE, 26)
    fold = 1.3 * np.sin(grid.y / 7.0 + grid.x / 15.0 + 1.5 * np.sin(grid.x / 19.0))
    seam = np.exp(-(((grid.y - hem + 9) / 0.9) ** 2))
    lit = _lambert(shape.height + fold - seam, grid.mm_per_px)[..., None]
    inside = np.minimum(
        np.clip(0.5 - shape.edge / grid.mm_per_px, 0, 1),
        np.clip(0.5 + (hem - grid.y) / grid.mm_per_px, 0, 1),
    )
    below_hem = np.clip((grid.y - hem) / 7.0, 0, 1)
    colour *= (0.62 + 0.38 * below_hem)[..., None]  # the sleeve's shadow on the skin
    colour += inside[..., None] * (np.array(_SLEEVE, np.float32) * lit - colour)
    np.maximum(cover, inside, out=cover)


def _flesh(stage: Stage, digits: Iterable[tuple[Bone, ...]]) -> Surface:
    grid, trunk = stage.grid, stage.trunk
    whole = Surface(trunk.edge.copy(), trunk.height.copy())
    for bones in digits:
        where = grid.around(bones[0].a, bones[-1].b, 20)
        part = Surface(whole.edge[where], whole.height[where])
        if part.edge.size:
            digit = body(grid.part(where), bones, 2.5)
            below = Surface(trunk.edge[where], trunk.height[where])
            part.edge[...], part.height[...] = upper(part, merge(below, digit, 6))
    return whole


def _on_table(
    stage: Stage,
    colour: Field,
    cover: Field,
    lying: Iterable[tuple[Bone, ...]],
    outline: Field,
) -> tuple[Field, Field]:
    """Add the shadow: colour and cover such that the table shows through both.

    A lifted finger keeps the shadow it has when lying, for that falls on its
    neighbour's part of the table, which does not change while it taps.
    """
    bones = chain.from_iterable(lying)
    edge = shadow_edge(stage.grid, bones, _SHADOW_AWAY, 6)
    edge = soft_min(soft_min(edge, stage.shade, 6), outline, 4)
    dark = _smooth(0.5 - edge / (2 * _SHADOW_SOFT_MM))
    dark *= np.float32(_SHADOW)
    total = cover + (1 - cover) * dark
    colour *= (cover / np.maximum(total, 1e-6))[..., None]
    return colour, total


def _smooth(share: Field) -> Field:
    np.clip(share, 0, 1, out=share)
    return share * share * (3 - 2 * share)
