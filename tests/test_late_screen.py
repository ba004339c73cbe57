from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import NS_PER_S, SimulatedClock
from mirrorbox.config import load
from mirrorbox.errors import ScreenFault
from mirrorbox.health.notify import Notifier
from mirrorbox.language import SOURCE, Language
from mirrorbox.late_screen import await_screen
from mirrorbox.screen import Look, open_screen
from mirrorbox.words import Side
from tests.health.systemd import Systemd

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mirrorbox.screen import Screen

LIMIT_S = 60


class Socket:
    """A display socket into which the screen is plugged after some tries."""

    def __init__(self, tries: int) -> None:
        self.clock = SimulatedClock()
        self.tries = 0
        self.missed = 0
        self._plugged_at = tries

    def open(self) -> Screen:
        self.tries += 1
        if self.tries < self._plugged_at:
            raise ScreenFault("There is no display.")
        config = load(overrides={"screen": {"driver": "memory"}}).screen
        look = Look(side=Side.LEFT, language=Language(SOURCE))
        return open_screen(config, look=look, clock=self.clock)

    def miss(self) -> None:
        self.missed += 1

    def wait(self, notifier: Notifier) -> Screen:
        return await_screen(
            self.open,
            notifier=notifier,
            clock=self.clock,
            limit_ns=LIMIT_S * NS_PER_S,
            missing=self.miss,
        )


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[Systemd]:
    end = Systemd(f"{tmp_path}/notify")
    yield end
    end.close()


@pytest.fixture
def notifier(systemd: Systemd) -> Iterator[Notifier]:
    notifier = Notifier(systemd.address)
    yield notifier
    notifier.close()


def test_a_service_waits_for_a_cable_put_in_late(
    systemd: Systemd, notifier: Notifier
) -> None:
    socket = Socket(tries=5)
    socket.wait(notifier).close()

    assert socket.missed == 1
    heard = systemd.heard()
    assert heard.count("EXTEND_TIMEOUT_USEC=20000000") == 4
    assert "READY=1" not in heard


def test_but_not_for_ever(notifier: Notifier) -> None:
    socket = Socket(tries=1000)
    with pytest.raises(ScreenFault):
        socket.wait(notifier)

    assert socket.tries == LIMIT_S + 1


def test_anybody_else_is_told_at_once() -> None:
    socket = Socket(tries=2)
    with pytest.raises(ScreenFault):
        socket.wait(Notifier())

    assert (socket.tries, socket.missed) == (1, 0)
