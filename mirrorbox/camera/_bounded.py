"""Calls into a driver that may never come back."""

from __future__ import annotations

import threading
from concurrent.futures import Future, InvalidStateError, wait
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")


class HungError(Exception):
    """A call did not come back in time; its thread waits on and is left behind."""


def within(
    seconds: float, work: Callable[[], _T], *, late: Callable[[_T], None] | None = None
) -> _T:
    """Do `work` in a thread of its own, and wait no longer than `seconds`.

    Args:
        seconds: how long to wait.
        work: what to do.
        late: cleans up what `work` returns after nobody waits for it any more.

    Returns:
        What `work` returns.

    Raises:
        HungError: it is still not done; what it holds stays held until it is.
        Exception: whatever `work` raises.
    """
    outcome: Future[_T] = Future()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001  raised again by result()
            with suppress(InvalidStateError):
                outcome.set_exception(error)
            return
        try:
            outcome.set_result(result)
        except InvalidStateError:  # cancelled below: nobody waits
            if late is not None:
                late(result)

    threading.Thread(target=run, name="camera driver", daemon=True).start()
    wait([outcome], seconds)
    if outcome.cancel():
        raise HungError(f"no answer within {seconds:g} s")
    return outcome.result()
