"""Who takes part: our own plan, and what others would reach for."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mirrorbox.bench.naive import paint_naively, reflection_weights
from mirrorbox.mirror.blend import Blender
from mirrorbox.mirror.geometry import Geometry
from mirrorbox.mirror.plan import plan
from mirrorbox.words import Side, View

if TYPE_CHECKING:
    from collections.abc import Callable

    from mirrorbox.camera.base import Pixels

OWN_NAME = "mirrorbox"
SEAM_PX = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One way to paint one view.

    Attributes:
        name: as it stands in the table.
        geometry: what it paints.
        render: paints H×W pixels into another H×W pixels.
    """

    name: str
    geometry: Geometry
    render: Callable[[Pixels, Pixels], object]


def bench_geometry(size: tuple[int, int], view: View) -> Geometry:
    """A centred mirror with a seam of 32 pixels: the most bytes to move."""
    width, height = size
    return Geometry(
        source_width=width,
        source_height=height,
        rotation_deg=0,
        affected=Side.RIGHT,
        view=view,
        midline=0.5,
        seam_px=SEAM_PX,
        opacity=0.5,
    )


def own_candidates(size: tuple[int, int]) -> list[Candidate]:
    """Our plan in every view; `both` first, for it carries the target."""
    views = (View.BOTH, View.REFLECTION, View.OVERLAY, View.TRUE)
    geometries = [bench_geometry(size, view) for view in views]
    return [
        Candidate(name=OWN_NAME, geometry=g, render=plan(g).render) for g in geometries
    ]


def peer_candidates(size: tuple[int, int]) -> tuple[list[Candidate], list[str]]:
    """The peers in the view `both`, and a sentence for each that is missing."""
    geometry = bench_geometry(size, View.BOTH)
    peers = {"numpy, naive float64": _naive(geometry)}
    missing = []
    if (cv2 := _import("cv2")) is None:
        missing.append("OpenCV is not installed.")
    else:
        peers["OpenCV, flip + blendLinear"] = _opencv(cv2, geometry)
        peers["OpenCV, flip of one half"] = _opencv_symmetric(cv2, geometry)
    if (image := _import("PIL.Image")) is None:
        missing.append("Pillow is not installed.")
    else:
        peers["Pillow, transpose + composite"] = _pillow(image, geometry)
    candidates = [
        Candidate(name=name, geometry=geometry, render=render)
        for name, render in peers.items()
    ]
    return candidates, missing


def _import(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _naive(geometry: Geometry) -> Callable[[Pixels, Pixels], object]:
    def render(frame: Pixels, out: Pixels) -> None:
        np.copyto(out, paint_naively(frame, geometry))

    return render


def _opencv(cv2: Any, geometry: Geometry) -> Callable[[Pixels, Pixels], object]:
    """What OpenCV itself offers; its blendLinear computes in floating point."""
    middle, half = geometry.midline_px, geometry.seam_px // 2
    seam = slice(middle - half, middle + half)
    rising = (reflection_weights(geometry)[seam] / 256).astype(np.float32)
    over = np.tile(rising, (geometry.height, 1))
    under = 1 - over
    flipped = np.empty((geometry.height, geometry.seam_px, 4), np.uint8)

    def render(frame: Pixels, out: Pixels) -> None:
        source, target = _bytes(frame), _bytes(out)
        np.copyto(out[:, :middle], frame[:, :middle])
        cv2.flip(source[:, :middle], 1, dst=target[:, middle:])
        cv2.flip(source[:, seam], 1, dst=flipped)
        cv2.blendLinear(source[:, seam], flipped, under, over, dst=target[:, seam])

    return render


def _opencv_symmetric(
    cv2: Any, geometry: Geometry
) -> Callable[[Pixels, Pixels], object]:
    """OpenCV with our seam: one half worked out, then flipped."""
    middle, half = geometry.midline_px, geometry.seam_px // 2
    near, far = slice(middle - half, middle), slice(middle, middle + half)
    rising = reflection_weights(geometry)[near].astype(np.uint16)
    blender = Blender(rising, rows=geometry.height)

    def render(frame: Pixels, out: Pixels) -> None:
        np.copyto(out[:, :middle], frame[:, :middle])
        np.copyto(blender.under, frame[:, near])
        np.copyto(blender.over, frame[:, far][:, ::-1])
        np.copyto(out[:, near], blender.blend(geometry.height))
        target = _bytes(out)
        cv2.flip(target[:, :middle], 1, dst=target[:, middle:])

    return render


def _pillow(image: Any, geometry: Geometry) -> Callable[[Pixels, Pixels], object]:
    size = (geometry.width, geometry.height)
    weights = reflection_weights(geometry) * 255 / 256  # Pillow's masks end at 255
    row = np.floor(weights + 0.5).astype(np.uint8)
    mask = image.fromarray(np.tile(row, (geometry.height, 1)))

    def render(frame: Pixels, out: Pixels) -> None:
        true = image.frombuffer("RGBA", size, frame, "raw", "RGBA", 0, 1)
        mirrored = true.transpose(image.Transpose.FLIP_LEFT_RIGHT)
        painted = image.composite(mirrored, true, mask)
        np.copyto(_bytes(out), np.asarray(painted))

    return render


def _bytes(pixels: Pixels) -> Any:
    return pixels.view(np.uint8).reshape(*pixels.shape, 4)
