"""The postures: data files read into poses, and the bones they stand for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from mirrorbox._schema import build
from mirrorbox.errors import ConfigError
from mirrorbox.screen.limbs.arm import ArmPose, arm
from mirrorbox.screen.limbs.bones import Bone, Part
from mirrorbox.screen.limbs.figure import FigurePose, figure
from mirrorbox.screen.limbs.leg import LegPose, leg
from mirrorbox.screen.limbs.space import vector

if TYPE_CHECKING:
    from collections.abc import Mapping

Pose = ArmPose | LegPose | FigurePose

_KINDS: Mapping[str, type[Any]] = {
    "arm": ArmPose,
    "leg": LegPose,
    "figure": FigurePose,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Posture:
    """A right limb, held in one way.

    Attributes:
        name: of the posture.
        pose: its joints.
        view: from where it is seen unless somebody says otherwise.
        things: what else is drawn, as bones.
    """

    name: str
    pose: Pose
    view: str
    things: tuple[Bone, ...]

    def bones(self) -> list[Bone]:
        """All that is drawn, in the limb's own directions."""
        match self.pose:
            case ArmPose():
                limb = arm(self.pose)
            case LegPose():
                limb = leg(self.pose)
            case FigurePose():
                limb = figure(self.pose)
        return [*limb, *self.things]


def posture(name: str) -> Posture:
    """A posture by its name.

    Raises:
        ConfigError: there is none of that name.
    """
    try:
        return postures()[name]
    except KeyError:
        raise ConfigError(f"There is no posture {name!r} to draw.") from None


@lru_cache(maxsize=1)
def postures() -> Mapping[str, Posture]:
    """Every posture by its name."""
    data = packaged("postures.toml")
    shapes = packaged("shapes.toml")
    things = {
        name: tuple(_thing(row) for row in rows)
        for name, rows in data["things"].items()
    }
    found: dict[str, Posture] = {}
    for kind in _KINDS:
        rows = data[kind]
        if kind == "arm":
            rows = {name: {"shape": name} for name in shapes} | rows
        for name, row in rows.items():
            table = data["defaults"][kind] | row
            if kind == "arm":
                table["hand"] = shapes[table.pop("shape")]
            found[name] = _posture(kind, name, table, things)
    return found


def _posture(
    kind: str, name: str, table: dict[str, Any], things: Mapping[str, tuple[Bone, ...]]
) -> Posture:
    view = table.pop("view")
    around = tuple(bone for thing in table.pop("things") for bone in things[thing])
    pose, problems = build(_KINDS[kind], table, name)
    if problems:
        raise ConfigError("\n".join(problems))
    return Posture(name=name, pose=pose, view=view, things=around)


def _thing(row: list[float]) -> Bone:
    x1, y1, z1, x2, y2, z2, radius = row
    return Bone(vector(x1, y1, z1), vector(x2, y2, z2), radius, radius, Part.THING)


def packaged(name: str) -> dict[str, Any]:
    """A data file of this room."""
    text = resources.files("mirrorbox.screen.limbs").joinpath(name).read_text("utf-8")
    return tomllib.loads(text)
