"""Calls that may never come back."""

from __future__ import annotations

import queue
import threading

import pytest

from mirrorbox.camera._bounded import HungError, within


def test_result_comes_back() -> None:
    assert within(5, lambda: 42) == 42


def test_error_comes_back() -> None:
    def fail() -> None:
        raise OSError("broken")

    with pytest.raises(OSError, match="broken"):
        within(5, fail)


def test_a_time_out_of_the_call_itself_is_not_a_hang() -> None:
    def fail() -> None:
        raise TimeoutError("its own")

    with pytest.raises(TimeoutError, match="its own"):
        within(5, fail)


def test_a_hang_is_left_behind_and_cleaned_up_late() -> None:
    let_go = threading.Event()
    cleaned: queue.Queue[bool] = queue.Queue()
    with pytest.raises(HungError, match=r"0\.01 s"):
        within(0.01, let_go.wait, late=cleaned.put)
    let_go.set()
    assert cleaned.get(timeout=5) is True
