"""A part as triangles, and what can be measured on them: numpy only.

A mesh is a pair of arrays: corners (n, 3) in mm, and faces (m, 3) of their numbers,
each counter-clockwise from outside.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

WELD = 1e-4
"""Corners nearer than this are one."""

FACING = -0.9
"""Cosine between the normals of the two sides of a wall, at most."""

STEEP = 0.72
"""A face that looks down by more than this (45° and a hair) hangs over."""


@dataclass(frozen=True)
class Mesh:
    """Triangles of one body."""

    corners: Floats
    faces: Ints

    @property
    def triangles(self) -> Floats:
        """Corner positions, (m, 3, 3)."""
        found: Floats = self.corners[self.faces]
        return found

    def crosses(self) -> Floats:
        """Outward, twice the area long, (m, 3)."""
        a, b, c = np.moveaxis(self.triangles, 1, 0)
        return np.cross(b - a, c - a)

    def normals(self) -> Floats:
        """Outward, of length one, (m, 3)."""
        cross = self.crosses()
        length = np.linalg.norm(cross, axis=1, keepdims=True)
        normals: Floats = cross / np.maximum(length, 1e-12)
        return normals

    def volume(self) -> float:
        """Enclosed, mm³."""
        a, b, c = np.moveaxis(self.triangles, 1, 0)
        return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)

    def surface(self) -> float:
        """Area of all faces, mm²."""
        return float(np.linalg.norm(self.crosses(), axis=1).sum() / 2)

    def size(self) -> tuple[float, float, float]:
        """Of the box around it."""
        x, y, z = np.ptp(self.corners, axis=0)
        return float(x), float(y), float(z)

    def watertight(self) -> bool:
        """Whether each edge has one face on each side."""
        edges = Counter(
            (int(face[i]), int(face[i - 1])) for face in self.faces for i in range(3)
        )
        return all(
            count == 1 and edges[(end, start)] == 1
            for (start, end), count in list(edges.items())
        )


def weld(corners: Any, faces: Any) -> Mesh:
    """Make one of corners that lie together, and drop faces without an area."""
    points = np.asarray(corners, dtype=np.float64)
    _, first, number = np.unique(
        np.round(points / WELD).astype(np.int64),
        axis=0,
        return_index=True,
        return_inverse=True,
    )
    joined = number.reshape(-1)[np.asarray(faces, dtype=np.int64)]
    a, b, c = joined.T
    return Mesh(points[first], joined[(a != b) & (b != c) & (c != a)])


def thinnest(mesh: Mesh, samples: int = 700) -> float:
    """The thinnest wall found between two faces that look away from each other, mm.

    From points spread over the surface by its area, a ray goes straight in; where it
    leaves through a face that looks the other way, its length is a wall.
    """
    random = np.random.default_rng(1)
    cross, normals = mesh.crosses(), mesh.normals()
    area = np.linalg.norm(cross, axis=1)
    picks = random.choice(len(area), samples, p=area / area.sum())
    weight = random.dirichlet((2, 2, 2), samples)
    points = np.einsum("ij,ijk->ik", weight, mesh.triangles[picks])
    walls = [
        _through(mesh, point, normals[pick], normals)
        for point, pick in zip(points, picks, strict=True)
    ]
    return float(min(walls))


def _through(mesh: Mesh, point: Floats, normal: Floats, normals: Floats) -> float:
    """Way from a point straight into the body to the face opposite, or infinity."""
    origin, way = mesh.triangles[:, 0], -normal
    first = mesh.triangles[:, 1] - origin
    second = mesh.triangles[:, 2] - origin
    across = np.cross(way, second)
    scale = np.einsum("ij,ij->i", first, across)
    with np.errstate(divide="ignore", invalid="ignore"):
        offset = point - origin
        u = np.einsum("ij,ij->i", offset, across) / scale
        turned = np.cross(offset, first)
        v = turned @ way / scale
        far = np.einsum("ij,ij->i", second, turned) / scale
        hit = (u >= 0) & (v >= 0) & (u + v <= 1) & (far > 1e-3)
    hit &= np.abs(scale) > 1e-9  # a ray along the face meets none
    if not hit.any():
        return float("inf")
    nearest = int(np.where(hit, far, np.inf).argmin())
    opposite = float(normals[nearest] @ normal) < FACING
    return float(far[nearest]) if opposite else float("inf")


def overhang(mesh: Mesh) -> float:
    """Area that looks down by more than 45° and does not lie on the bed, mm²."""
    cross = mesh.crosses()
    area = np.linalg.norm(cross, axis=1) / 2
    low = mesh.triangles[:, :, 2].max(axis=1) - mesh.corners[:, 2].min()
    hangs = (mesh.normals()[:, 2] < -STEEP) & (low > 0.05)
    return float(area[hangs].sum())
