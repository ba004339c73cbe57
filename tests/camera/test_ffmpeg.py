from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mirrorbox.camera import _ffmpeg
from mirrorbox.camera._ffmpeg import Stream

if TYPE_CHECKING:
    from pathlib import Path

Y4M = b"YUV4MPEG2 W32 H16 F30:1 Ip A1:1 C420jpeg\n" + 3 * (b"FRAME\n" + bytes(32 * 24))


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.y4m"
    path.write_bytes(Y4M)
    return path


@pytest.mark.parametrize("driver", ["yuv4mpegpipe", None])
def test_what_a_device_lends_is_copied_and_a_films_is_not(
    film: Path, driver: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A device's packet that outlives it crashes the unit when the cable is pulled."""
    copies: list[tuple[bytes, bytes, Any, Any]] = []
    copy = _ffmpeg._copy

    def watched(lent: Any) -> Any:
        own = copy(lent)
        assert own is not lent
        copies.append((bytes(own), bytes(lent), own.pts, lent.pts))
        assert own.time_base == lent.time_base
        return own

    monkeypatch.setattr(_ffmpeg, "_copy", watched)
    stream = Stream(str(film), driver=driver)
    times = []
    while (picture := stream.read()) is not None:
        times.append(picture.seconds)
    stream.close()

    assert times == pytest.approx([0, 1 / 30, 2 / 30], abs=1e-3)
    assert len(copies) == (3 if driver else 0)
    assert all(own == lent and pts == also for own, lent, pts, also in copies)
