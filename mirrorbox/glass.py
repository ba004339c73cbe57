"""The looking glass: a camera's frame becomes the picture on the canvas."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mirrorbox.mirror.geometry import Geometry, display_scale
from mirrorbox.mirror.plan import Plan, plan

if TYPE_CHECKING:
    from mirrorbox.camera import Frame
    from mirrorbox.config import Config, MirrorConfig
    from mirrorbox.delay import Pictures
    from mirrorbox.prescription import Prescription
    from mirrorbox.screen import Canvas


class Glass:
    """Holds the plan and the pictures; both are made anew when the camera changes."""

    def __init__(self, config: Config, pictures: Pictures) -> None:
        """Hang a glass nobody has looked into yet.

        Args:
            config: what this unit is.
            pictures: where frames are painted, and when they are shown.
        """
        self._config = config
        self._plan: Plan | None = None
        self._pictures = pictures

    @property
    def canvas(self) -> Canvas | None:
        """What it shows; None until there is a picture, and after `blank`."""
        return self._pictures.canvas

    @property
    def behind_ns(self) -> int:
        """How much older its picture is than the newest: a trial's added delay."""
        return self._pictures.behind_ns

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
        chosen = self._fit(width, height)
        canvas = self._pictures.take(frame.timestamp_ns)
        if canvas is not None:
            chosen.render(frame.pixels, canvas.pixels)
            canvas.version += 1

    def show(self, now_ns: int) -> int | None:
        """Choose the picture for this flip; when it was exposed, if it is a new one.

        Args:
            now_ns: monotonic clock.
        """
        return self._pictures.show(now_ns)

    def blank(self) -> None:
        """Forget the picture: an old one must not come back with the camera."""
        self._pictures.clear()

    def scale(self, mm_per_screen_px: float) -> float:
        """Display pixels per camera pixel, at life size or what is configured."""
        mirror = self._config.mirror
        return display_scale(
            mm_per_camera_px=self._config.mount.mm_per_camera_px,
            mm_per_screen_px=mm_per_screen_px,
            scale=mirror.scale,
            unlock_magnification=mirror.unlock_magnification,
        )

    def _fit(self, width: int, height: int) -> Plan:
        geometry = geometry_of(self._config, width, height)
        if self._plan is None or self._plan.geometry != geometry:
            self._plan = plan(geometry)
            self._pictures.clear()  # another size, or another place of the mirror
            self._pictures.fit(geometry.width, geometry.height)
        return self._plan


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


def mirror_of(prescription: Prescription, mirror: MirrorConfig) -> MirrorConfig:
    """The unit's mirror as prescribed; midline and seam stay the unit's own."""
    return replace(
        mirror,
        affected_side=prescription.affected_side,
        view=prescription.view,
        overlay_opacity=prescription.overlay_opacity,
        scale=prescription.scale,
        unlock_magnification=prescription.unlock_magnification,
    )
