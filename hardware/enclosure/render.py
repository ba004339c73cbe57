"""Draws meshes as a shaded picture with outlines: a z buffer in numpy, no window.

The picture is drawn at twice its size and made smaller, so that its lines are smooth.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from pathlib import Path

    from hardware.enclosure.mesh import Floats, Mesh

SCALE = 2
MARGIN = 0.06
HIDDEN_PX = 300
"""A body that shows less is not named."""

LINE = (27, 42, 65)
LIGHT = np.array((-0.40, -0.75, 0.55))
"""Where the light is, as the eye has it: to the right, down, toward the eye."""

COLOURS = {
    "printed": (242, 158, 76),
    "bought": (176, 184, 196),
    "lit": (52, 84, 130),
    "body": (226, 178, 150),
    "sight": (250, 214, 90),
    "board": (84, 150, 106),
    "button": (206, 66, 70),
    "rubber": (84, 88, 96),
}
SEEN_THROUGH = {"body": 0.55, "sight": 0.30}
"""How much of such a colour stands over what is behind it."""


@dataclass(frozen=True)
class Item:
    """A mesh, the name of its colour, and the words that point to it."""

    mesh: Mesh
    colour: str
    label: str = ""


class Canvas:
    """Depth, colour, body and direction at every pixel."""

    def __init__(self, width: int, height: int, matrix: Floats) -> None:
        self.size = (height, width)
        self.matrix = matrix
        axes = matrix[:, :3] / np.linalg.norm(matrix[0, :3])
        self.light = axes.T @ LIGHT
        self.depth = np.full(self.size, -np.inf)
        self.colour = np.full((*self.size, 3), 255.0)
        self.body = np.zeros(self.size, dtype=np.int64)
        self.normal = np.zeros((*self.size, 3))

    def place(self, points: Floats) -> Floats:
        """Points of the model as column, row and depth."""
        placed: Floats = points @ self.matrix[:, :3].T + self.matrix[:, 3]
        return placed

    def draw(self, item: Item, number: int) -> None:
        """Draw one body over what is there; a ghost only tints."""
        through = SEEN_THROUGH.get(item.colour)
        colour = np.array(COLOURS[item.colour], dtype=np.float64)
        normals = item.mesh.normals()
        shade = 0.58 + 0.42 * np.clip(normals @ self.light, -0.3, 1)
        depth = np.full(self.size, -np.inf) if through else self.depth
        tint = np.zeros((*self.size, 3)) if through else self.colour
        for triangle, normal, light in zip(
            self.place(item.mesh.corners)[item.mesh.faces], normals, shade, strict=True
        ):
            found = self._inside(triangle)
            if found is None:
                continue
            rows, columns, near = found
            front = near > depth[rows, columns]
            rows, columns = rows[front], columns[front]
            depth[rows, columns] = near[front]
            tint[rows, columns] = colour * light
            if not through:
                self.body[rows, columns] = number
                self.normal[rows, columns] = normal
        if through:
            over = depth > self.depth
            self.colour[over] = (1 - through) * self.colour[over] + through * tint[over]

    def _inside(self, triangle: Floats) -> tuple[Any, Any, Any] | None:
        """Rows, columns and depths of the pixels in a triangle."""
        (ax, ay, az), (bx, by, bz), (cx, cy, cz) = triangle
        area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
        if abs(area) < 1e-9:  # seen from its edge
            return None
        left, right = int(min(ax, bx, cx)), int(max(ax, bx, cx)) + 1
        top, low = int(min(ay, by, cy)), int(max(ay, by, cy)) + 1
        rows, columns = np.mgrid[
            max(top, 0) : min(low + 1, self.size[0]),
            max(left, 0) : min(right + 1, self.size[1]),
        ]
        u = ((columns - ax) * (cy - ay) - (cx - ax) * (rows - ay)) / area
        v = ((bx - ax) * (rows - ay) - (columns - ax) * (by - ay)) / area
        inside = (u >= -1e-6) & (v >= -1e-6) & (u + v <= 1 + 1e-6)
        near = az + u * (bz - az) + v * (cz - az)
        return rows[inside], columns[inside], near[inside]

    def outline(self, depth_jump: float) -> None:
        """Ink where a body ends, folds, or stands before itself."""
        ink = np.zeros(self.size, dtype=bool)
        depth = np.where(np.isfinite(self.depth), self.depth, -1e6)
        for axis in (0, 1):
            here, there = _pairs(axis)
            edge = self.body[here] != self.body[there]
            fold = np.einsum("...i,...i->...", self.normal[here], self.normal[there])
            edge |= (fold < 0.8) & (self.body[here] > 0)
            edge |= np.abs(depth[here] - depth[there]) > depth_jump
            ink[here] |= edge
        self.colour[ink] = 0.25 * self.colour[ink] + 0.75 * np.array(LINE)


def _pairs(axis: int) -> tuple[Any, Any]:
    every, first, second = slice(None), slice(None, -1), slice(1, None)
    return (
        ((first, every), (second, every))
        if axis == 0
        else ((every, first), (every, second))
    )


def picture(
    items: list[Item],
    path: Path,
    *,
    turn: float,
    rise: float,
    size: tuple[int, int] = (1100, 800),
) -> None:
    """Draw the items from `turn`° around z and `rise`° over the table, as a PNG."""
    width, height = size[0] * SCALE, size[1] * SCALE
    points = np.vstack([item.mesh.corners for item in items])
    canvas = Canvas(width, height, _look(points, turn, rise, (width, height)))
    numbered = list(enumerate(items, 1))
    for number, item in numbered:
        if item.colour not in SEEN_THROUGH:
            canvas.draw(item, number)
    canvas.outline(6.0 * float(np.linalg.norm(canvas.matrix[0, :3])))
    for number, item in numbered:
        if item.colour in SEEN_THROUGH:
            canvas.draw(item, number)
    image = Image.fromarray(np.clip(canvas.colour, 0, 255).astype(np.uint8))
    image = image.resize(size, Image.Resampling.LANCZOS)
    _label(image, canvas, items)
    image.quantize(96, dither=Image.Dither.NONE).save(path, optimize=True)


def _look(points: Floats, turn: float, rise: float, size: tuple[int, int]) -> Floats:
    """The 3 × 4 matrix from the model to column, row and depth (larger is nearer)."""
    a, b = radians(turn), radians(rise)
    right = np.array((cos(a), sin(a), 0.0))
    back = np.array((-sin(a) * cos(b), cos(a) * cos(b), -sin(b)))
    up = np.cross(right, back)
    seen = np.stack((points @ right, -(points @ up)), axis=1)
    low, span = seen.min(axis=0), np.ptp(seen, axis=0)
    scale = min((1 - 2 * MARGIN) * np.array(size) / span)
    shift = np.array(size) / 2 - scale * (low + span / 2)
    return np.vstack(
        (
            np.append(scale * right, shift[0]),
            np.append(-scale * up, shift[1]),
            np.append(-scale * back, 0.0),
        )
    )


def _label(image: Image.Image, canvas: Canvas, items: list[Item]) -> None:
    """Words in the left and right margins, a line from each to its body."""
    pen = ImageDraw.Draw(image)
    font = ImageFont.load_default(17)
    best: dict[str, tuple[int, float, float]] = {}
    for number, item in enumerate(items, 1):
        spot = _spot(canvas, item, number) if item.label else None
        if spot and spot[0] > best.get(item.label, (0,))[0]:
            best[item.label] = spot
    marked = [(label, column, row) for label, (_, column, row) in best.items()]
    half = image.width / 2
    for on_left in (True, False):
        side = sorted(
            (mark for mark in marked if (mark[1] < half) == on_left),
            key=lambda mark: mark[2],
        )
        for number, (label, column, row) in enumerate(side):
            step = image.height / (len(side) + 1)
            _one(pen, font, (label, column, row), (number + 1) * step, on_left=on_left)


def _spot(canvas: Canvas, item: Item, number: int) -> tuple[int, float, float] | None:
    """How many pixels a body shows, and the one nearest to their middle."""
    if item.colour in SEEN_THROUGH:
        middle = (item.mesh.corners.min(axis=0) + item.mesh.corners.max(axis=0)) / 2
        middle[1] = item.mesh.corners[:, 1].min()
        column, row, _ = canvas.place(middle[None])[0] / SCALE
        return HIDDEN_PX, float(column), float(row)
    rows, columns = np.nonzero(canvas.body == number)
    if len(rows) < HIDDEN_PX:
        return None
    away = (rows - rows.mean()) ** 2 + (columns - columns.mean()) ** 2
    nearest = int(away.argmin())
    return len(rows), float(columns[nearest] / SCALE), float(rows[nearest] / SCALE)


def _one(
    pen: ImageDraw.ImageDraw,
    font: Any,
    mark: tuple[str, float, float],
    y: float,
    *,
    on_left: bool,
) -> None:
    label, column, row = mark
    width = pen.textlength(label, font=font)
    right = pen.im.size[0] - 8 - width
    x = 8.0 if on_left else right
    start = x + width + 5 if on_left else x - 5
    pen.line((start, y, column, row), fill=LINE, width=1)
    pen.ellipse((column - 3, row - 3, column + 3, row + 3), fill=LINE)
    pen.rectangle((x - 3, y - 11, x + width + 3, y + 11), fill=(255, 255, 255))
    pen.text((x, y), label, fill=LINE, font=font, anchor="lm")
