"""A number in the picture: a few small blocks in its upper right corner.

Four rows of eleven blocks: 32 bits of the number and 8 check bits, the highest first,
column by column; the last column is light, dark, light, dark, for the reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mirrorbox.camera.base import Pixels

_ROWS, _COLUMNS = 4, 11
_BITS, _CHECK_BITS = 32, 8
_DARK, _LIGHT = np.uint32(0xFF3C4C4E), np.uint32(0xFF86A0A2)
_CLEAR = 24  # levels of green between light and dark, at least
_POLYNOMIAL = 0x107


def block_px(height: int) -> int:
    """The side of a block in a picture of that height."""
    return max(2, height // 180)


def write(pixels: Pixels, number: int) -> None:
    """Draw `number`, modulo 2³², into a picture, in place."""
    side = block_px(pixels.shape[0])
    left = pixels.shape[1] - _COLUMNS * side
    cells = np.where(_cells(number), _LIGHT, _DARK)
    for row, line in enumerate(np.repeat(cells, side, axis=1)):
        pixels[row * side : (row + 1) * side, left:] = line


def read(pixels: Pixels, *, mirrored: bool = False, side_px: int | None = None) -> int:
    """Read the number from a picture.

    Args:
        pixels: the whole picture, or a part that has the same upper right corner
            (upper left, where it is mirrored).
        mirrored: left and right are exchanged.
        side_px: of a block, where the height does not tell it.

    Raises:
        ValueError: no number can be read there.
    """
    side = side_px or block_px(pixels.shape[0])
    if mirrored:
        pixels = pixels[:, ::-1]
    left = pixels.shape[1] - _COLUMNS * side
    corner = pixels[: _ROWS * side, max(left, 0) :]
    if corner.shape != (_ROWS * side, _COLUMNS * side):
        raise ValueError("The picture is too small to hold a counter.")
    green = (corner[side // 2 :: side, side // 2 :: side] >> 8 & 0xFF).astype(int)
    light, dark = green[0::2, -1], green[1::2, -1]
    if light.min() - dark.max() < _CLEAR:
        raise ValueError("There is no counter in the corner of the picture.")
    bits = green > (light.mean() + dark.mean()) / 2
    word = int.from_bytes(np.packbits(bits[:, :-1].T).tobytes(), "big")
    number, check = word >> _CHECK_BITS, word & 0xFF
    if check != _check(number):
        raise ValueError("The counter in the picture is damaged.")
    return number


def _cells(number: int) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    number &= (1 << _BITS) - 1
    word = number << _CHECK_BITS | _check(number)
    data = np.frombuffer(word.to_bytes(5, "big"), np.uint8)
    cells = np.zeros((_ROWS, _COLUMNS), np.bool_)
    cells[:, :-1] = np.unpackbits(data).reshape(_COLUMNS - 1, _ROWS).T
    cells[0::2, -1] = True
    return cells


def _check(number: int) -> int:
    """The CRC-8 of 32 bits; inverted, so that an all-dark corner is no number."""
    rest = number << _CHECK_BITS
    for bit in range(_BITS + _CHECK_BITS - 1, _CHECK_BITS - 1, -1):
        if rest >> bit & 1:
            rest ^= _POLYNOMIAL << bit - _CHECK_BITS
    return rest ^ 0xFF
