"""A film, or a folder of stills, in place of a camera."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.camera._ffmpeg import converter
from mirrorbox.camera._loans import Loans
from mirrorbox.camera._pace import Pace
from mirrorbox.camera._reel import Reel
from mirrorbox.camera.base import CameraFormat
from mirrorbox.errors import CameraFault, CameraStalled, FilmEnded

if TYPE_CHECKING:
    from pathlib import Path

    from mirrorbox.camera._ffmpeg import Picture
    from mirrorbox.camera.base import Frame
    from mirrorbox.clock import Clock

STILLS_FPS = 30.0

_CATCH_UP_S = 0.25
"""After a longer gap the film goes on nearly where it was: nobody watched meanwhile,
and a machine too slow for the film plays it slowly rather than ever later."""


class FilmCamera:
    """Plays a film as if a camera saw it, over and over.

    In real time the newest frame that is due wins; the ones between are decoded, as
    the film's own coding needs, but not converted.
    """

    def __init__(
        self,
        path: Path,
        *,
        clock: Clock,
        size: tuple[int, int] | None = None,
        stills_fps: float = STILLS_FPS,
        every_frame_once: bool = False,
    ) -> None:
        """Name the film; it is opened by `start`.

        Args:
            path: of a film, or of a folder with stills (png, jpg), shown by name.
            clock: makes frames due, and stamps them.
            size: width and height to scale to; the film's own without it.
            stills_fps: stills per second.
            every_frame_once: deliver each frame as soon as it is asked for, then
                raise `FilmEnded`, instead of playing in real time and over again.
        """
        self._path = path
        self._clock = clock
        self._size = size
        self._stills_fps = stills_fps
        self._once = every_frame_once
        self._reel: Reel | None = None
        self._pace: Pace | None = None
        self._format = CameraFormat(f"film {path.name}", *(size or (0, 0)), stills_fps)
        self._loans = Loans()
        self._converter = converter()
        self._sequence = -1
        self._timestamp_ns = -1
        self._running = False

    @property
    def format(self) -> CameraFormat:
        return self._format

    @property
    def lent(self) -> int:
        return self._loans.lent

    def start(self) -> None:
        if self._reel is None:
            self._reel = reel = Reel(self._path, self._stills_fps)
            size = self._size or reel.size
            self._format = CameraFormat(f"film {self._path.name}", *size, reel.fps)
        if self._pace is None:
            self._pace = Pace(self._clock, self._format.fps)
        if not self._running:
            self._pace.start()
        self._running = True

    def frame(self, timeout_s: float) -> Frame:
        if self._reel is None or self._pace is None or not self._running:
            raise CameraStalled("The film is not started.")
        _ = self._loans.next_free  # all lent: say so before the film moves on
        if self._once:
            picture = self._next_once(self._reel)
        else:
            picture = self._newest(self._reel, self._pace, timeout_s)
        pixels = picture.bgrx(
            self._converter, (self._format.width, self._format.height)
        )
        return self._loans.lend(
            pixels, sequence=self._sequence, timestamp_ns=self._timestamp_ns
        )

    def stop(self) -> None:
        self._running = False

    def close(self) -> None:
        self.stop()
        if self._reel is not None:
            self._reel.close()
            self._reel = None

    def _next_once(self, reel: Reel) -> Picture:
        picture = reel.read()
        if picture is None:
            raise FilmEnded(f"The film {self._path} has ended.")
        self._sequence += 1
        self._timestamp_ns = max(self._clock.monotonic_ns(), self._timestamp_ns + 1)
        return picture

    def _newest(self, reel: Reel, pace: Pace, timeout_s: float) -> Picture:
        sequence = pace.wait(timeout_s)
        if sequence is None:
            raise CameraStalled(f"The film showed no new frame in {timeout_s:g} s.")
        missed = sequence - self._sequence - 1
        for _ in range(min(missed, int(_CATCH_UP_S * self._format.fps))):
            self._next_round(reel)
        self._sequence = sequence
        self._timestamp_ns = pace.due_ns(sequence)
        return self._next_round(reel)

    def _next_round(self, reel: Reel) -> Picture:
        picture = reel.read() or reel.rewound().read()
        if picture is None:
            raise CameraFault(f"The film {self._path} holds no pictures.")
        return picture
