from __future__ import annotations

import numpy as np
import pytest

from mirrorbox.mirror.flip import Flipper
from tests.mirror.pictures import noise


@pytest.mark.parametrize("width", [1, 2, 7, 8])
@pytest.mark.parametrize("rows", [1, 3])
def test_pixels_are_mirrored_left_to_right(width: int, rows: int) -> None:
    source, out = noise(rows, width), np.zeros((rows, width), np.uint32)
    Flipper(rows=3, width=width).flip(source, out)
    assert np.array_equal(out, source[:, ::-1])


@pytest.mark.parametrize("start", [0, 1])
def test_padded_and_unaligned_rows_are_mirrored_too(start: int) -> None:
    picture = noise(4, 21)
    source, out = picture[:, start : start + 6].copy(), picture[:, 9 + start :][:, :6]
    Flipper(rows=4, width=6).flip(picture[:, start : start + 6], out)
    assert np.array_equal(out, source[:, ::-1])
