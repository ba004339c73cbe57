"""The looking glass: a camera's frame becomes the picture on the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mirrorbox.mirror.geometry import Geometry, display_scale
from mirrorbox.mirror.plan import Plan, plan
from mirrorbox.screen import Canvas

if TYPE_CHECKING:
    from mirrorbox.camera import Frame
    from mirrorbox.config import Config


class Glass:
    """Holds the plan and the canvas; both are made anew when the camera changes."""

    def __init__(self, config: Config) -> None:
        """Hang a glass nobody has looked into yet."""
        self._config = config
        self._plan: Plan | None = None
        self._canvas: Canvas | None = None
        self._blank = True

    @property
    def canvas(self) -> Canvas | None:
        """What it shows; None until the first frame and after `blank`."""
        return None if self._blank else self._canvas

    @property
    def geometry(self) -> Geometry | None:
        """Where the mirror stands in the camera's picture; None until the first."""
        return None if self._plan is None else self._plan.geometry

    def reflect(self, frame: Frame) -> None:
        """Paint a frame; it may go back to the camera afterwards.

        Raises:
            GeometryError: the camera delivers a size that the configured midline and
                seam do not fit.
        """
        height, width = frame.pixels.shape
        canvas = self._fit(width, height)
        if self._plan is not None:
            self._plan.render(frame.pixels, canvas.pixels)
            canvas.version += 1
        self._blank = False

    def blank(self) -> None:
        """Forget the picture: an old one must not come back with the camera."""
        self._blank = True

    def scale(self, mm_per_screen_px: float) -> float:
        """Display pixels per camera pixel, at life size or what is configured."""
        mirror = self._config.mirror
        return display_scale(
            mm_per_camera_px=self._config.mount.mm_per_camera_px,
            mm_per_screen_px=mm_per_screen_px,
            scale=mirror.scale,
            unlock_magnification=mirror.unlock_magnification,
        )

    def _fit(self, width: int, height: int) -> Canvas:
        geometry = geometry_of(self._config, width, height)
        if self._canvas is None or self._plan is None:
            return self._make(geometry)
        if self._plan.geometry != geometry:
            return self._make(geometry)
        return self._canvas

    def _make(self, geometry: Geometry) -> Canvas:
        self._plan = plan(geometry)
        self._canvas = Canvas(geometry.width, geometry.height)
        return self._canvas


def geometry_of(config: Config, width: int, height: int) -> Geometry:
    """The geometry of a camera picture of that size on this unit.

    Raises:
        GeometryError: no picture can be made of it.
    """
    mirror = config.mirror
    return Geometry(
        source_width=width,
        source_height=height,
        rotation_deg=config.mount.rotation_deg,
        affected=mirror.affected_side,
        view=mirror.view,
        midline=mirror.midline,
        seam_px=mirror.seam_px,
        opacity=mirror.overlay_opacity,
    )
