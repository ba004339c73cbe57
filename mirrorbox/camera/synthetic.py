"""A camera that needs no camera: it draws a hand moving on a table.

For tests, demonstrations and a unit whose camera is in the post. It can be told to
stall and to vanish, so that everything behind it can be seen to cope.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from mirrorbox.camera._drawn import counter
from mirrorbox.camera._drawn.scene import Scene
from mirrorbox.camera._loans import BUFFERS, Loans
from mirrorbox.camera._pace import Pace
from mirrorbox.camera.base import CameraFormat
from mirrorbox.errors import CameraMissing, CameraStalled
from mirrorbox.words import Side

if TYPE_CHECKING:
    from mirrorbox.camera.base import Frame, Pixels
    from mirrorbox.clock import Clock

SMALLEST = (160, 120)
"""Width and height below which a hand is no longer to be seen."""

_MISSING = "The synthetic camera is unplugged; resume() plugs it in again."


class SyntheticCamera:
    """Draws a forearm and hand, seen from above, reaching in from below.

    The same seed, size and rate give the same pixels for the same frame. Every frame
    carries its own number, modulo 2³², in its upper right corner: `read_counter`.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        width: int = 1280,
        height: int = 720,
        fps: float = 60.0,
        seed: int = 0,
        hand: Side = Side.RIGHT,
    ) -> None:
        """Prepare to draw; the drawing itself begins at the first `start`.

        Args:
            clock: makes frames due, and stamps them.
            width: of the picture, 160 px or more.
            height: of the picture, 120 px or more.
            fps: frames per second.
            seed: of the person, the cloth and where in its exercise the hand begins.
            hand: which hand it is, on its own side of the picture.

        Raises:
            ValueError: the picture is too small, or the rate not above 0.
        """
        if width < SMALLEST[0] or height < SMALLEST[1]:
            raise ValueError(f"A picture of {width}×{height} is too small for a hand.")
        if fps <= 0:
            raise ValueError(f"A camera cannot make {fps:g} frames per second.")
        self._format = CameraFormat("synthetic hand", width, height, fps)
        self._seed = seed
        self._hand = hand
        self._scene: Scene | None = None
        self._buffers = np.empty((0, height, width), np.uint32)
        self._loans = Loans()
        self._pace = Pace(clock, fps)
        self._running = False
        self._stalled = False
        self._unplugged = False

    @property
    def format(self) -> CameraFormat:
        return self._format

    @property
    def lent(self) -> int:
        return self._loans.lent

    def start(self) -> None:
        if self._unplugged:
            raise CameraMissing(_MISSING)
        if self._scene is None:
            self._scene = self._paint()
        if not self._running:
            self._pace.start()
        self._running = True

    def frame(self, timeout_s: float) -> Frame:
        if self._unplugged:
            raise CameraMissing(_MISSING)
        if self._scene is None or not self._running:
            raise CameraStalled("The synthetic camera is not started.")
        number = self._loans.next_free
        if self._stalled:
            self._pace.sleep(timeout_s)
        sequence = None if self._stalled else self._pace.wait(timeout_s)
        if sequence is None:
            raise CameraStalled(
                f"The synthetic camera made no frame in {timeout_s:g} s."
            )
        pixels = self._buffers[number]
        self._scene.draw(self._handed(pixels), sequence / self._format.fps)
        counter.write(pixels, sequence)
        return self._loans.lend(
            pixels, sequence=sequence, timestamp_ns=self._pace.due_ns(sequence)
        )

    def stop(self) -> None:
        self._running = False

    def close(self) -> None:
        self.stop()

    def stall(self) -> None:
        """Deliver nothing from now on, as a hung sensor does."""
        self._stalled = True

    def unplug(self) -> None:
        """Be gone, as with its cable pulled."""
        self._unplugged = True

    def resume(self) -> None:
        """Be well again after `stall` or `unplug`."""
        self._stalled = self._unplugged = False

    def _paint(self) -> Scene:
        scene = _scene(self._format.width, self._format.height, self._seed)
        shape = (BUFFERS, self._format.height, self._format.width)
        self._buffers = np.empty(shape, np.uint32)
        for picture in self._buffers:
            scene.clear(self._handed(picture))
        return scene

    def _handed(self, pixels: Pixels) -> Pixels:
        """The scene is of a right hand; drawn from right to left it is a left one."""
        return pixels if self._hand is Side.RIGHT else pixels[:, ::-1]


@lru_cache(maxsize=2)
def _scene(width: int, height: int, seed: int) -> Scene:
    """A scene never changes: a camera that is opened again need not paint again."""
    return Scene(width, height, seed)


def read_counter(
    pixels: Pixels, *, mirrored: bool = False, block_px: int | None = None
) -> int:
    """Read a synthetic frame's number from its pixels.

    Args:
        pixels: H×W, the whole picture; or any part of it, or of a screen that shows
            it unscaled, with the same upper right corner.
        mirrored: left and right are exchanged, so the number stands upper left.
        block_px: side of a block where `pixels` is not as high as the camera's
            picture; `counter_block_px` of the camera's height.

    Raises:
        ValueError: no number can be read there.
    """
    return counter.read(pixels, mirrored=mirrored, side_px=block_px)


def counter_block_px(height: int) -> int:
    """The side in px of the counter's blocks in a picture of that height."""
    return counter.block_px(height)
