"""A right hand of bones: sizes in mm, joints in degrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mirrorbox.screen.limbs.bones import Bone, Part, chain
from mirrorbox.screen.limbs.space import (
    Frame,
    turn_x,
    turn_y,
    turn_z,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

Bend = tuple[float, float, float]
"""How far the three joints of a finger are bent, from the knuckle on."""


@dataclass(frozen=True, slots=True)
class _Finger:
    part: Part
    knuckle: tuple[float, float, float]
    yaw: float  # away from the middle finger, little finger's side positive
    lengths: tuple[float, float, float]
    radius: float


_FINGERS = (
    _Finger(Part.INDEX, (-28, 90, 0), -3, (42, 25, 20), 10.2),
    _Finger(Part.MIDDLE, (-7.5, 94, 1), 0, (46, 29, 21), 10.4),
    _Finger(Part.RING, (12.5, 89, 0), 3, (43, 27, 21), 9.9),
    _Finger(Part.LITTLE, (31, 78, -3), 7, (33, 20, 18), 8.8),
)

FINGERS = tuple(finger.part for finger in _FINGERS)

_SPLAY = {Part.INDEX: -1.0, Part.MIDDLE: -0.1, Part.RING: 0.7, Part.LITTLE: 1.6}


@dataclass(frozen=True, slots=True, kw_only=True)
class HandPose:
    """How a hand is held.

    Attributes:
        bends: of index, middle, ring and little finger.
        splay: degrees between the fingers beyond rest.
        thumb: azimuth from the fingers' direction towards the thumb's side, and
            elevation towards the palm, of the thumb's three bones.
        thumb_roll: where the thumbnail looks: 0 as the back of the hand, 90 away from
            the fingers.
    """

    bends: tuple[Bend, Bend, Bend, Bend]
    splay: float
    thumb: tuple[tuple[float, float], ...]
    thumb_roll: float


def hand(wrist: Frame, pose: HandPose) -> Iterator[Bone]:
    """All bones of a hand whose wrist is there."""
    yield from _palm(wrist)
    for finger, bend in zip(_FINGERS, pose.bends, strict=True):
        yield from _finger(wrist, finger, bend, _SPLAY[finger.part] * pose.splay)
    yield from _thumb(wrist, pose)


_CARPUS = ((-15, 6), (-6, 4), (5, 4), (14, 8))
_PADS = (
    # from, to, radii: ball of the thumb, heel of the hand, web, knuckles
    ((-17, 18, -6), (-25, 44, -7), 14, 11),
    ((19, 14, -4), (28, 62, -4), 13, 11),
    ((-24, 40, -2), (-26, 74, -1), 9, 9),
    ((-27, 84, -2), (12, 84, -2), 10, 10),
    ((12, 84, -2), (29, 74, -4), 10, 9.5),
    ((-14, 30, 0), (14, 30, 0), 14, 14),
    ((-16, 55, -1), (18, 50, -2), 12, 12),
)
_CREASES = (
    # the line of the thumb, then the two lines across, seen in the palm
    ((-30, 68), (-18, 62), (-8, 48), (-5, 30), (-7, 16)),
    ((-30, 70), (-10, 66), (8, 58), (22, 48)),
    ((-14, 84), (-2, 76), (14, 69), (34, 66)),
)
_CREASE_Z = -13.0


def _palm(wrist: Frame) -> Iterator[Bone]:
    for finger, (x, y) in zip(_FINGERS, _CARPUS, strict=True):
        yield Bone(wrist.at(x, y, 0), wrist.at(*finger.knuckle), 14, 10, Part.PALM)
    for start, end, r_start, r_end in _PADS:
        yield Bone(wrist.at(*start), wrist.at(*end), r_start, r_end, Part.PALM)
    for line in _CREASES:
        balls = [(wrist.at(x, y, _CREASE_Z), 1.2) for x, y in line]
        yield from chain(Part.CREASE, balls)


def _finger(wrist: Frame, finger: _Finger, bend: Bend, splay: float) -> Iterator[Bone]:
    base = wrist.child(*finger.knuckle, turn_z(-finger.yaw - splay))
    balls = [(base.origin, finger.radius + 0.6)]
    joint = base
    frames = []
    for length, angle, shrink in zip(
        finger.lengths, bend, (0.97, 0.92, 0.8), strict=True
    ):
        bone = joint.child(0, 0, 0, turn_x(-angle))
        frames.append(bone)
        joint = bone.child(0, length, 0, turn_x(0))
        balls.append((joint.origin, finger.radius * shrink))
    yield from chain(finger.part, balls)
    for frame in frames[1:]:
        yield _wrinkle(frame, finger.radius, Part.KNUCKLE)
        yield _wrinkle(frame, -finger.radius, Part.CREASE)
    yield _nail(frames[2], finger.lengths[2], finger.radius * 0.86)


def _wrinkle(frame: Frame, height: float, part: Part) -> Bone:
    """A short line across a joint, on its back or its palm side."""
    wide = abs(height) * 0.5
    z = height * 0.86
    return Bone(frame.at(-wide, 0, z), frame.at(wide, 0, z), 1.0, 1.0, part)


def _nail(frame: Frame, length: float, radius: float) -> Bone:
    z = radius * 0.62
    r = radius * 0.55
    return Bone(frame.at(0, length * 0.55, z), frame.at(0, length, z), r, r, Part.NAIL)


_THUMB_BASE = (-18.0, 14.0, -6.0)
_THUMB_LENGTHS = (44.0, 34.0, 25.0)
_THUMB_RADII = (13.0, 11.0, 10.6, 8.8)


def _thumb(wrist: Frame, pose: HandPose) -> Iterator[Bone]:
    at = wrist.at(*_THUMB_BASE)
    balls = [(at, _THUMB_RADII[0])]
    frames = []
    for length, (azimuth, elevation), radius in zip(
        _THUMB_LENGTHS, pose.thumb, _THUMB_RADII[1:], strict=True
    ):
        axes = turn_z(azimuth) @ turn_x(-elevation) @ turn_y(-pose.thumb_roll)
        bone = Frame(at, wrist.axes @ axes)
        frames.append(bone)
        at = bone.at(0, length, 0)
        balls.append((at, radius))
    palm, *rest = chain(Part.THUMB, balls)
    yield Bone(palm.start, palm.end, palm.radius_start, palm.radius_end, Part.PALM)
    yield from rest
    yield _wrinkle(frames[2], _THUMB_RADII[2], Part.KNUCKLE)
    yield _wrinkle(frames[2], -_THUMB_RADII[2], Part.CREASE)
    yield _nail(frames[2], _THUMB_LENGTHS[2], _THUMB_RADII[3])
    web = wrist.at(-24, 70, -2)
    middle = frames[0].at(0, _THUMB_LENGTHS[0] * 0.8, 0)
    yield Bone(middle, web, 8, 8, Part.PALM)
