from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from mirrorbox.camera.film import FilmCamera
from mirrorbox.clock import SimulatedClock
from mirrorbox.errors import CameraFault, CameraMissing, CameraStalled, FilmEnded
from tests.camera.films import make_film, make_stills, number_of

if TYPE_CHECKING:
    from pathlib import Path


def test_each_frame_once_then_the_end(tmp_path: Path) -> None:
    path = make_film(tmp_path, frames=7, fps=30)
    camera = FilmCamera(path, clock=SimulatedClock(), every_frame_once=True)
    camera.start()
    seen = []
    for _ in range(7):
        with camera.frame(0) as frame:
            seen.append(number_of(frame.pixels))
    assert seen == list(range(7))
    for _ in range(2):
        with pytest.raises(FilmEnded):
            camera.frame(0)


def test_in_real_time_it_loops_without_a_seam(tmp_path: Path) -> None:
    camera = FilmCamera(make_film(tmp_path, frames=5, fps=25), clock=SimulatedClock())
    camera.start()
    seen = []
    for _ in range(12):
        with camera.frame(1) as frame:
            seen.append((number_of(frame.pixels), frame.sequence))
    assert seen == [(n % 5, n) for n in range(12)]


def test_the_newest_due_frame_wins(tmp_path: Path) -> None:
    clock = SimulatedClock()
    camera = FilmCamera(make_film(tmp_path, frames=20, fps=25), clock=clock)
    camera.start()
    camera.frame(0).release()
    clock.advance(0.125)
    with camera.frame(0) as frame:
        assert (frame.sequence, number_of(frame.pixels)) == (3, 3)
    with pytest.raises(CameraStalled):
        camera.frame(0)


def test_unwatched_for_long_it_does_not_play_what_was_missed(tmp_path: Path) -> None:
    clock = SimulatedClock()
    camera = FilmCamera(make_film(tmp_path, frames=30, fps=20), clock=clock)
    camera.start()
    camera.frame(0).release()
    clock.advance(3600)
    with camera.frame(0) as frame:
        assert frame.sequence == 72000
        assert number_of(frame.pixels) == 6


def test_it_is_scaled_only_when_asked(tmp_path: Path) -> None:
    path = make_film(tmp_path, frames=1, fps=10)
    for size, shape in ((None, (48, 64)), ((100, 30), (30, 100))):
        camera = FilmCamera(path, clock=SimulatedClock(), size=size)
        camera.start()
        with camera.frame(0) as frame:
            assert frame.pixels.shape == shape
        assert camera.format.fps == 10
        camera.close()


@pytest.mark.parametrize("suffix", ["png", "jpg"])
def test_stills_are_shown_by_name_at_the_rate_asked(
    tmp_path: Path, suffix: str
) -> None:
    folder = make_stills(tmp_path / "stills", count=3, suffix=suffix)
    (folder / "notes.txt").write_text("not a still")
    camera = FilmCamera(folder, clock=SimulatedClock(), stills_fps=12.5)
    camera.start()
    assert camera.format.fps == 12.5
    seen = []
    for _ in range(5):
        with camera.frame(1) as frame:
            seen.append(number_of(frame.pixels))
    assert seen == [0, 1, 2, 0, 1]


def test_pixels_are_opaque_blue_green_red(tmp_path: Path) -> None:
    camera = FilmCamera(make_film(tmp_path, frames=3, fps=9), clock=SimulatedClock())
    camera.start()
    camera.frame(1).release()
    with camera.frame(1) as frame:
        assert (frame.pixels >> 24 == 0xFF).all()


def broken(folder: Path, kind: str) -> Path:
    path = folder / f"{kind}.mp4"
    if kind == "empty":
        path.touch()
    elif kind == "text":
        path.write_text("This is not a film.\n" * 50)
    elif kind == "sound":
        return _sound(folder / "sound.wav")
    elif kind == "folder":
        path.mkdir()
    return path


def _sound(path: Path) -> Path:
    head = b"RIFF\x24\x08\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00"
    rate = b"\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00data\x00\x08\x00\x00"
    path.write_bytes(head + rate + bytes(2048))
    return path


@pytest.mark.parametrize(
    ("kind", "error", "words"),
    [
        ("missing", CameraMissing, "There is no film at"),
        ("folder", CameraMissing, "no png or jpg"),
        ("empty", CameraFault, "not a film"),
        ("text", CameraFault, "not a film"),
        ("sound", CameraFault, "no pictures"),
    ],
)
def test_what_is_no_film_is_told_in_one_sentence(
    tmp_path: Path, kind: str, error: type[CameraFault], words: str
) -> None:
    path = broken(tmp_path, kind)
    camera = FilmCamera(path, clock=SimulatedClock())
    with pytest.raises(error, match=words) as told:
        camera.start()
    text = str(told.value)
    assert str(path) in text
    assert text.endswith(".")
    assert "\n" not in text
    camera.close()


def test_a_scratched_film_plays_on(tmp_path: Path) -> None:
    path = make_film(tmp_path, frames=30, fps=30, name="f.mpg", codec="mpeg1video")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 200] = bytes(b ^ 0x5A for b in data[middle : middle + 200])
    path.write_bytes(data)
    camera = FilmCamera(path, clock=SimulatedClock())
    camera.start()
    for _ in range(60):
        camera.frame(1).release()


def test_a_film_cut_short_ends_or_is_refused(tmp_path: Path) -> None:
    path = make_film(tmp_path, frames=20, fps=30)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    camera = FilmCamera(path, clock=SimulatedClock(), every_frame_once=True)
    camera.start()
    seen = []
    with suppress(FilmEnded):
        for _ in range(20):
            with camera.frame(0) as frame:
                seen.append(number_of(frame.pixels))
    assert 0 < len(seen) < 20
    assert seen == list(range(len(seen)))


def test_a_film_that_vanishes_between_rounds_is_missing(tmp_path: Path) -> None:
    path = make_film(tmp_path, frames=2, fps=30)
    camera = FilmCamera(path, clock=SimulatedClock())
    camera.start()
    camera.frame(1).release()
    camera.frame(1).release()
    path.unlink()
    with pytest.raises(CameraMissing):
        camera.frame(1)
