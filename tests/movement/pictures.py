"""Synthetic pictures of a limb that moves to and fro over a cloth, with noise."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mirrorbox.clock import NS_PER_S
from mirrorbox.movement import MovementMeter
from mirrorbox.words import Side

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from mirrorbox.camera.base import Pixels

HEIGHT, WIDTH, FPS = 120, 160, 15
ROWS, COLUMNS = np.mgrid[:HEIGHT, :WIDTH]
SKIN = 190.0


def reaching(place: float) -> NDArray[np.bool_]:
    """A fist that crosses the half of the picture: several times its own width."""
    across: NDArray[np.float64] = COLUMNS - (95 + 50 * place)
    return np.asarray(across**2 + (ROWS - 66.0) ** 2 < 11**2)


def opening(place: float) -> NDArray[np.bool_]:
    """A hand that opens and closes where it lies."""
    across = (COLUMNS - 120) / (10 + 10 * place)
    up = (ROWS - 66) / (22 - 8 * place)
    return np.asarray(across**2 + up**2 < 1)


def turning(place: float) -> NDArray[np.bool_]:
    """A forearm that swings about the elbow."""
    angle = math.radians(80 * place - 40)
    across, up = COLUMNS - 120.0, ROWS - float(HEIGHT)
    beside = np.abs(across * math.cos(angle) + up * math.sin(angle)) < 7
    return np.asarray(beside & (across**2 + up**2 < 75**2))


@dataclass(frozen=True, kw_only=True)
class Film:
    """Repetitions between two rests; hand in the right half.

    Attributes:
        period_s: one repetition.
        uneven: how far each one's time and reach differ, as a share.
        pause_s: rest after each.
        noise: standard deviation of a pixel, in levels.
        lamp_s: when a lamp is switched on; never without it.
        fps: so often it is drawn; each picture is shown four times below 25.
    """

    shape: Callable[[float], NDArray[np.bool_]]
    period_s: float
    repetitions: int = 20
    uneven: float = 0.0
    pause_s: float = 0.0
    noise: float = 3.0
    lamp_s: float = math.inf
    rest_s: float = 2.0
    seed: int = 0
    fps: int = FPS

    def places(self) -> list[float]:
        """Where the limb is in each frame, 0 at rest, 1 at the far end."""
        dice = np.random.default_rng(self.seed)
        rest = [0.0] * round(self.rest_s * self.fps)
        places = list(rest)
        for _ in range(self.repetitions):
            spread = 1 + self.uneven * dice.uniform(-1, 1)
            frames = max(4, round(self.period_s * spread * self.fps))
            reach = 1 + self.uneven / 2 * dice.uniform(-1, 1)
            turns = (2 * math.pi * i / frames for i in range(frames))
            places += [reach * (1 - math.cos(turn)) / 2 for turn in turns]
            places += [0.0] * round(self.pause_s * self.fps)
        return places + rest

    def frames(self) -> Iterator[tuple[Pixels, int]]:
        """Pixels and the time of each."""
        dice = np.random.default_rng(self.seed)
        table = dice.uniform(60, 110, (HEIGHT, WIDTH))
        for number, place in enumerate(self.places()):
            light = np.where(self.shape(place), SKIN, table)
            if number >= self.lamp_s * self.fps:
                light = light * 1.3 + 10
            yield (
                packed(light + dice.normal(0, self.noise, light.shape)),
                round(number * NS_PER_S / self.fps),
            )

    def watched(self) -> MovementMeter:
        """A meter that has seen it all."""
        meter = MovementMeter(healthy=Side.RIGHT, shape=(HEIGHT, WIDTH))
        for pixels, now_ns in self.frames():
            if self.fps < 25:
                show(meter, pixels, now_ns)
            else:
                meter.look(pixels, now_ns)
        return meter


def show(meter: MovementMeter, pixels: Pixels, now_ns: int) -> None:
    """What a camera four times as fast would deliver: a unit's 60 frames a second."""
    for late in range(4):
        meter.look(pixels, now_ns + late * NS_PER_S // (4 * FPS))


def at_ns(number: int) -> int:
    """When a frame of that number is taken."""
    return number * NS_PER_S // FPS


def packed(light: NDArray[np.float64]) -> Pixels:
    """Brightnesses as grey BGRX pixels."""
    grey = np.clip(light, 0, 255).astype(np.uint32)
    return grey * np.uint32(0x010101) + np.uint32(0xFF000000)
