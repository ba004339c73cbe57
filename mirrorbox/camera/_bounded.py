"""Calls into a driver that may never come back."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")


class HungError(Exception):
    """A call did not come back in time; its thread waits on and is left behind."""


def within(seconds: float, work: Callable[[], _T]) -> _T:
    """Do `work` in a thread of its own, and wait no longer than `seconds`.

    Returns:
        What `work` returns.

    Raises:
        HungError: it is still not done; what it holds stays held.
        Exception: whatever `work` raises.
    """
    outcome: Future[_T] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001  raised again by result()
            outcome.set_exception(error)

    threading.Thread(target=run, name="camera driver", daemon=True).start()
    try:
        return outcome.result(seconds)
    except TimeoutError:
        if outcome.done():
            raise
        raise HungError(f"No answer within {seconds:g} s.") from None
