"""Looking at a posture from a view, and the window that holds it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from mirrorbox.errors import ConfigError
from mirrorbox.screen.limbs.bones import Bone, Part
from mirrorbox.screen.limbs.postures import packaged, posture
from mirrorbox.screen.limbs.relief import Window
from mirrorbox.screen.limbs.space import Matrix, turn_z, unit, vector

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MARGIN = 0.05
"""Free edge of a picture, as a share of its side."""


@dataclass(frozen=True, slots=True)
class Look:
    """A right limb, seen.

    Attributes:
        posture: its name.
        view: a name in views.toml; none: the posture's own.
        turn_deg: clockwise in the picture.
    """

    posture: str
    view: str | None = None
    turn_deg: int = 0


def camera(view: str, turn_deg: int = 0) -> Matrix:
    """From the limb's directions to right, up and towards the viewer.

    Raises:
        ConfigError: there is no such view.
    """
    try:
        row = _views()[view]
    except KeyError:
        raise ConfigError(f"There is no view {view!r} to draw from.") from None
    right = unit(vector(*row["right"]))
    up = vector(*row["up"])
    up = unit(up - right * float(right @ up))
    seen: Matrix = turn_z(-turn_deg) @ np.stack((right, up, np.cross(right, up)))
    return seen


def bones(look: Look) -> list[Bone]:
    """The bones in viewing coordinates, mm: right, up, towards the viewer."""
    held = posture(look.posture)
    to_view = camera(look.view or held.view, look.turn_deg)
    return [
        Bone(
            to_view @ bone.start,
            to_view @ bone.end,
            bone.radius_start,
            bone.radius_end,
            bone.part,
        )
        for bone in held.bones()
    ]


def frame(limbs: Iterable[Sequence[Bone]], points: Sequence[float] = ()) -> Window:
    """The smallest square that holds the limbs; things around may be cut.

    Args:
        limbs: bones in viewing coordinates.
        points: x and y of further points to be held, mm, one after the other.
    """
    boxes = [_box(b) for some in limbs for b in some if b.part is not Part.THING]
    low = np.min([box[0] for box in boxes], axis=0)
    high = np.max([box[1] for box in boxes], axis=0)
    if points:
        more = np.reshape(np.array(points), (-1, 2))
        low = np.minimum(low, more.min(axis=0) - _ARROW_MM)
        high = np.maximum(high, more.max(axis=0) + _ARROW_MM)
    size = float(np.max(high - low)) / (1 - 2 * MARGIN)
    x, y = (low + high) / 2 - size / 2
    return Window(float(x), float(y), size)


def round_frame(limb: Sequence[Bone]) -> Window:
    """A square that holds the limb and turns with it.

    Its middle lies between the two points that are farthest apart.
    """
    ends = np.array([end[:2] for bone in limb for end in (bone.start, bone.end)])
    radii = np.array([r for bone in limb for r in (bone.radius_start, bone.radius_end)])
    apart = np.linalg.norm(ends[:, None] - ends, axis=2)
    one, other = np.unravel_index(int(np.argmax(apart)), apart.shape)
    middle = (ends[one] + ends[other]) / 2
    reach = float(np.max(np.linalg.norm(ends - middle, axis=1) + radii))
    size = 2 * reach / (1 - 2 * MARGIN)
    x, y = middle - size / 2
    return Window(float(x), float(y), size)


_ARROW_MM = 8.0


def _box(bone: Bone) -> tuple[Matrix, Matrix]:
    a, b = bone.start[:2], bone.end[:2]
    ra, rb = bone.radius_start, bone.radius_end
    return np.minimum(a - ra, b - rb), np.maximum(a + ra, b + rb)


@lru_cache(maxsize=1)
def _views() -> Mapping[str, Mapping[str, list[float]]]:
    return packaged("views.toml")
