"""A right arm: shoulder, elbow, forearm and the hand at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirrorbox.screen.limbs.bones import Bone, Part
from mirrorbox.screen.limbs.hand import HandPose, hand
from mirrorbox.screen.limbs.space import (
    Frame,
    turn_x,
    turn_y,
    turn_z,
    vector,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

FOREARM_MM = 245.0
_STUMP_MM = 58.0
_CUFF_MM = 22.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmPose:
    """How an arm is held; angles in degrees.

    Attributes:
        elbow: its place, mm; the wrist is one forearm further.
        yaw: of the forearm on the table, towards the thumb's side positive.
        pitch: of the forearm, upwards positive.
        twist: 0 palm down, 90 thumb up, 180 palm up.
        lift: of the hand at the wrist, towards its back positive.
        tilt: of the hand at the wrist, towards the thumb positive.
        shoulder: its place, mm; none: only the hand and a cuff are drawn.
        hand: how the hand is held.
    """

    elbow: tuple[float, float, float]
    yaw: float
    pitch: float
    twist: float
    lift: float
    tilt: float
    shoulder: tuple[float, ...]
    hand: HandPose


def arm(pose: ArmPose) -> Iterator[Bone]:
    """All bones of an arm."""
    elbow = Frame(vector(*pose.elbow), turn_z(pose.yaw) @ turn_x(pose.pitch))
    wrist = elbow.child(0, FOREARM_MM, 0, turn_y(pose.twist))
    if pose.shoulder:
        yield from _whole(elbow, wrist, pose.shoulder)
    else:
        yield from _stump(wrist)
    turned = wrist.child(0, 0, 0, turn_x(pose.lift) @ turn_z(pose.tilt))
    yield from hand(turned, pose.hand)


def _stump(wrist: Frame) -> Iterator[Bone]:
    for x in (-9, 9):
        start = wrist.at(x * 1.3, -_STUMP_MM, 0)
        yield Bone(start, wrist.at(x, 4, 0), 22, 17, Part.ARM)
    for x in (-9, 9):
        start = wrist.at(x, -_STUMP_MM - _CUFF_MM, 0)
        yield Bone(start, wrist.at(x, -_STUMP_MM, 0), 30, 29, Part.CLOTH)


def _whole(elbow: Frame, wrist: Frame, shoulder: tuple[float, ...]) -> Iterator[Bone]:
    for x in (-9, 9):
        yield Bone(elbow.at(x, 70, 0), wrist.at(x, 4, 0), 31, 17, Part.ARM)
        yield Bone(elbow.at(0, 0, 0), elbow.at(x, 70, 0), 33, 31, Part.ARM)
    top = vector(*shoulder)
    end = elbow.origin + 0.12 * (top - elbow.origin)
    yield Bone(top, end, 52, 42, Part.CLOTH)
