"""What every camera keeps to; a camera's tests subclass this and hand one in.

class TestMyCamera(CameraContract):
    @pytest.fixture
    def camera(self, clock: Clock) -> Iterator[Camera]: ...
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pytest

from mirrorbox.camera.base import Camera, Frame, FrameReturnedError
from mirrorbox.clock import NS_PER_S, Clock, SystemClock
from mirrorbox.errors import CameraFault, CameraStalled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class CameraContract:
    """Tests over the `camera` fixture, an unstarted camera that a subclass supplies.

    The camera must be able to deliver some twenty frames, each unlike the last.
    """

    timeout_s: ClassVar[float] = 5.0
    """How long any healthy frame may take, the first one included."""

    short_s: ClassVar[float] = 0.05
    """A timeout for what is expected to run into it."""

    stalls: ClassVar[bool] = False
    """Whether `stall` can make this camera fall silent."""

    differs: ClassVar[bool] = True
    """Whether consecutive frames differ in their pixels."""

    @pytest.fixture
    def clock(self) -> Clock:
        """The clock the camera goes by; a subclass may simulate it."""
        return SystemClock()

    @pytest.fixture
    def camera(self) -> Iterator[Camera]:
        """Supply an unstarted camera, and close it afterwards."""
        raise NotImplementedError

    def stall(self, camera: Camera) -> None:
        """Make the started camera deliver nothing from now on."""
        raise NotImplementedError

    @pytest.fixture
    def started(self, camera: Camera) -> Camera:
        camera.start()
        return camera

    @pytest.fixture
    def read(self, started: Camera) -> Callable[[], Frame]:
        """Lend the next frame of the started camera."""
        return lambda: started.frame(self.timeout_s)

    def test_format_read_back_is_the_shape_of_the_pixels(self, started: Camera) -> None:
        with started.frame(self.timeout_s) as frame:
            told = started.format
            assert frame.pixels.shape == (told.height, told.width)
            assert told.fps > 0
            assert told.name

    def test_pixels_are_a_view_of_bgrx_words(self, read: Callable[[], Frame]) -> None:
        with read() as frame:
            assert frame.pixels.dtype == np.uint32
            assert frame.pixels.ndim == 2
            assert frame.pixels.strides[1] == 4
            assert not frame.pixels.flags.owndata

    def test_timestamps_and_sequence_strictly_increase(
        self, read: Callable[[], Frame]
    ) -> None:
        stamps = []
        for _ in range(8):
            with read() as frame:
                stamps.append((frame.timestamp_ns, frame.sequence))
        for (time_a, sequence_a), (time_b, sequence_b) in pairwise(stamps):
            assert time_a < time_b
            assert sequence_a < sequence_b

    def test_timestamp_is_of_the_monotonic_clock(
        self, read: Callable[[], Frame], clock: Clock
    ) -> None:
        with read() as frame:
            age_ns = clock.monotonic_ns() - frame.timestamp_ns
        assert -NS_PER_S // 100 <= age_ns <= self.timeout_s * NS_PER_S

    def test_lent_frames_are_not_overwritten_by_later_reads(
        self, read: Callable[[], Frame]
    ) -> None:
        with read() as on_screen, read() as in_mailbox:
            kept = [on_screen.pixels.copy(), in_mailbox.pixels.copy()]
            assert not np.shares_memory(on_screen.pixels, in_mailbox.pixels)
            for _ in range(8):
                with read() as taken:
                    assert not np.shares_memory(taken.pixels, on_screen.pixels)
                    assert not np.shares_memory(taken.pixels, in_mailbox.pixels)
            assert np.array_equal(on_screen.pixels, kept[0])
            assert np.array_equal(in_mailbox.pixels, kept[1])

    def test_later_frames_show_something_else(self, read: Callable[[], Frame]) -> None:
        if not self.differs:
            pytest.skip("this source shows a still picture")
        with read() as first:
            for _ in range(9):
                with read() as later:
                    if not np.array_equal(first.pixels, later.pixels):
                        return
        pytest.fail("ten frames, all alike")

    def test_lent_counts_the_loans(
        self, started: Camera, read: Callable[[], Frame]
    ) -> None:
        assert started.lent == 0
        with read():
            assert started.lent == 1
            with read():
                assert started.lent == 2
                with read():
                    assert started.lent == 3
            assert started.lent == 1
        assert started.lent == 0

    def test_loans_may_return_in_any_order(
        self, started: Camera, read: Callable[[], Frame]
    ) -> None:
        first, second = read(), read()
        first.release()
        assert started.lent == 1
        with read() as third:
            assert started.lent == 2
            assert not np.shares_memory(second.pixels, third.pixels)
        second.release()
        assert started.lent == 0

    def test_releasing_twice_does_no_harm(
        self, started: Camera, read: Callable[[], Frame]
    ) -> None:
        frame = read()
        with read():
            frame.release()
            frame.release()
            assert started.lent == 1
        assert started.lent == 0

    def test_pixels_after_release_are_refused(self, read: Callable[[], Frame]) -> None:
        frame = read()
        frame.release()
        with pytest.raises(FrameReturnedError):
            _ = frame.pixels

    def test_frame_before_start_stalls(self, camera: Camera) -> None:
        with pytest.raises(CameraStalled):
            camera.frame(self.short_s)

    def test_frame_after_stop_fails_within_its_timeout(
        self, started: Camera, read: Callable[[], Frame], clock: Clock
    ) -> None:
        read().release()
        started.stop()
        before_ns = clock.monotonic_ns()
        with pytest.raises(CameraFault):
            started.frame(self.short_s)
        assert clock.monotonic_ns() - before_ns < NS_PER_S

    def test_starts_again_after_stop(
        self, started: Camera, read: Callable[[], Frame]
    ) -> None:
        with read() as frame:
            before_ns = frame.timestamp_ns
        started.stop()
        started.start()
        with read() as frame:
            assert frame.timestamp_ns > before_ns
            assert frame.pixels.shape == (started.format.height, started.format.width)
        assert started.lent == 0

    @pytest.mark.parametrize("end", ["stop", "close"])
    def test_a_loan_outlives_stop_and_close(
        self, started: Camera, read: Callable[[], Frame], end: str
    ) -> None:
        with read() as frame:
            kept = frame.pixels.copy()
            getattr(started, end)()
            assert np.array_equal(frame.pixels, kept)
        assert started.lent == 0

    def test_closing_twice_does_no_harm(self, started: Camera) -> None:
        started.close()
        started.close()

    def test_closing_unstarted_does_no_harm(self, camera: Camera) -> None:
        camera.close()

    def test_frame_after_close_fails(self, started: Camera) -> None:
        started.close()
        with pytest.raises(CameraFault):
            started.frame(self.short_s)

    def test_a_stall_is_told_at_about_the_timeout(
        self, started: Camera, read: Callable[[], Frame], clock: Clock
    ) -> None:
        if not self.stalls:
            pytest.skip("this source cannot be made to stall")
        read().release()
        self.stall(started)
        timeout_s = 4 * self.short_s
        before_ns = clock.monotonic_ns()

        def read_on() -> None:
            nonlocal before_ns
            for _ in range(4):  # what was under way when it stalled may still arrive
                started.frame(timeout_s).release()
                before_ns = clock.monotonic_ns()

        with pytest.raises(CameraStalled):
            read_on()
        waited_s = (clock.monotonic_ns() - before_ns) / NS_PER_S
        assert 0.9 * timeout_s <= waited_s < timeout_s + 1
        assert started.lent == 0
