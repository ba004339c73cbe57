from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.camera import SyntheticCamera, read_counter
from mirrorbox.camera._drawn import counter, motion
from mirrorbox.camera._drawn.anatomy import CLOSED, DIGITS, LIFTED, THUMB, digit_bones
from mirrorbox.camera.synthetic import counter_block_px
from mirrorbox.clock import SimulatedClock
from mirrorbox.errors import CameraMissing, CameraStalled
from mirrorbox.words import Side

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mirrorbox.camera import Pixels


def small(clock: SimulatedClock, *, seed: int = 0, fps: float = 50) -> SyntheticCamera:
    camera = SyntheticCamera(clock=clock, width=160, height=120, fps=fps, seed=seed)
    camera.start()
    return camera


def skin(pixels: Pixels) -> NDArray[np.bool_]:
    """Where it is much redder than blue."""
    red, blue = pixels >> 16 & 0xFF, pixels & 0xFF
    return np.asarray(red > blue + 30)


def test_the_same_seed_and_size_give_the_same_pixels() -> None:
    one, other = (small(SimulatedClock(start_ns=5 + 5 * n)) for n in range(2))
    for _ in range(5):
        with one.frame(1) as a, other.frame(1) as b:
            assert np.array_equal(a.pixels, b.pixels)


def test_another_seed_gives_another_picture() -> None:
    with (
        small(SimulatedClock()).frame(1) as a,
        small(SimulatedClock(), seed=1).frame(1) as b,
    ):
        assert not np.array_equal(a.pixels, b.pixels)


def test_the_hand_keeps_to_the_right_half_and_enters_from_below() -> None:
    clock = SimulatedClock()
    camera = small(clock, fps=5)
    for _ in range(70):
        with camera.frame(1) as frame:
            body = skin(frame.pixels)
            assert not body[:, :80].any()
            assert body[60, 80:].any()
            assert not body[:, -1].any()
            lowest = frame.pixels[-1, 100:140]
            assert (lowest & 0xFF).max() > 80, "no sleeve at the lower edge"


def test_the_thumb_is_on_the_left_of_a_right_hand() -> None:
    tips = {digit: digit_bones(digit, 0.0)[-1].b for digit in DIGITS}
    assert tips[THUMB].x == min(tip.x for tip in tips.values())


@given(st.floats(0, 1000))
def test_every_bend_is_within_what_was_painted(t_s: float) -> None:
    assert all(LIFTED <= bend <= CLOSED for bend in motion.bends(t_s).values())


def test_frames_carry_their_number() -> None:
    camera = small(SimulatedClock())
    for _ in range(3):
        with camera.frame(1) as frame:
            assert read_counter(frame.pixels) == frame.sequence
            assert read_counter(frame.pixels[:, ::-1], mirrored=True) == frame.sequence
            part = frame.pixels[:40, 100:]
            side = counter_block_px(120)
            assert read_counter(part, block_px=side) == frame.sequence


@given(st.integers(0, 2**40), st.sampled_from([(160, 120), (640, 480), (1280, 720)]))
def test_a_counter_reads_back_modulo_2_to_the_32(
    number: int, size: tuple[int, int]
) -> None:
    pixels = np.zeros((size[1], size[0]), np.uint32)
    counter.write(pixels, number)
    assert counter.read(pixels) == number % 2**32


@given(st.integers(0, 2**32 - 1), st.integers(0, 39))
def test_a_damaged_counter_is_noticed(number: int, block: int) -> None:
    pixels = np.zeros((120, 160), np.uint32)
    counter.write(pixels, number)
    column, row = divmod(block, 4)
    left = 160 - 22 + 2 * column
    pixels[2 * row : 2 * row + 2, left : left + 2] ^= counter._DARK ^ counter._LIGHT
    with pytest.raises(ValueError, match="damaged"):
        counter.read(pixels)


@pytest.mark.parametrize("shape", [(120, 160), (4, 4)])
def test_a_picture_without_a_counter_is_refused(shape: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"counter"):
        read_counter(np.zeros(shape, np.uint32))


def test_late_takers_get_the_newest_frame() -> None:
    clock = SimulatedClock()
    camera = small(clock, fps=50)
    camera.frame(0).release()
    clock.advance(1.009)
    with camera.frame(0) as frame:
        assert frame.sequence == 50
        assert 0 <= clock.monotonic_ns() - frame.timestamp_ns < 20_000_000
    with pytest.raises(CameraStalled):
        camera.frame(0)


def test_all_lent_is_said_at_once_and_costs_no_frame() -> None:
    clock = SimulatedClock()
    camera = small(clock)
    frames = [camera.frame(1) for _ in range(4)]
    before_ns = clock.monotonic_ns()
    with pytest.raises(CameraStalled, match="lent"):
        camera.frame(1)
    assert clock.monotonic_ns() == before_ns
    frames[2].release()
    camera.frame(1).release()


def test_unplugged_it_is_missing_until_it_is_plugged_in() -> None:
    camera = small(SimulatedClock())
    camera.unplug()
    with pytest.raises(CameraMissing):
        camera.frame(1)
    with pytest.raises(CameraMissing):
        camera.start()
    camera.resume()
    camera.frame(1).release()


def test_stalled_it_resumes() -> None:
    camera = small(SimulatedClock())
    camera.stall()
    with pytest.raises(CameraStalled):
        camera.frame(1)
    camera.resume()
    camera.frame(1).release()


@pytest.mark.parametrize(
    ("width", "height", "fps"), [(159, 120, 30), (160, 119, 30), (160, 120, 0)]
)
def test_impossible_pictures_are_refused(width: int, height: int, fps: float) -> None:
    with pytest.raises(ValueError, match=r"small|frames per second"):
        SyntheticCamera(clock=SimulatedClock(), width=width, height=height, fps=fps)


@pytest.mark.parametrize(("width", "height"), [(480, 640), (161, 333), (400, 120)])
def test_any_shape_of_picture_can_be_drawn(width: int, height: int) -> None:
    camera = SyntheticCamera(clock=SimulatedClock(), width=width, height=height)
    camera.start()
    with camera.frame(1) as frame:
        assert skin(frame.pixels)[:, width // 2 :].any()


def test_a_left_hand_is_a_right_one_in_a_mirror() -> None:
    right = small(SimulatedClock())
    left = SyntheticCamera(
        clock=SimulatedClock(), width=160, height=120, fps=50, hand=Side.LEFT
    )
    left.start()
    below = slice(2 * counter_block_px(120) * 5, None)  # the counter stays readable

    for _ in range(3):
        with right.frame(1) as a, left.frame(1) as b:
            assert np.array_equal(a.pixels[below], b.pixels[below, ::-1])
            assert read_counter(a.pixels) == read_counter(b.pixels)


def test_time_is_read_from_the_clock_handed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", pytest.fail)
    camera = small(SimulatedClock())
    for _ in range(100):
        camera.frame(1).release()
