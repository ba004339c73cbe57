"""A camera on a loose cable: for scripts and tests that pull it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.errors import CameraMissing

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirrorbox.camera.base import Camera, CameraFormat, Frame


class LooseCable:
    """Any camera, as long as somebody says that its cable is in."""

    def __init__(self, camera: Camera, cable_in: Callable[[], bool]) -> None:
        """Put a cable between us and `camera`; `cable_in` tells its state now."""
        self._camera = camera
        self._cable_in = cable_in

    @property
    def format(self) -> CameraFormat:
        return self._camera.format

    @property
    def lent(self) -> int:
        return self._camera.lent

    def start(self) -> None:
        self._check()
        self._camera.start()

    def frame(self, timeout_s: float) -> Frame:
        self._check()
        return self._camera.frame(timeout_s)

    def stop(self) -> None:
        self._camera.stop()

    def close(self) -> None:
        self._camera.close()

    def _check(self) -> None:
        if not self._cable_in():
            raise CameraMissing("The script pulled the camera's cable out.")
