from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mirrorbox.clock import SimulatedClock
from mirrorbox.config import KeysConfig, load
from mirrorbox.controls.evdev import EV_KEY, EV_SYN, EVENT, SYN_DROPPED, Reader, Stroke
from mirrorbox.controls.pedal import MAX_DEVICES, PedalKeys
from mirrorbox.errors import ConfigError
from mirrorbox.words import Button
from tests.controls.keyboards import FifoKeyboard, event, until

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTROLS = load().controls


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock()


@pytest.fixture
def pedal(tmp_path: Path, clock: SimulatedClock) -> Iterator[PedalKeys]:
    tables = (CONTROLS.keys, CONTROLS.pedal)
    pedal = PedalKeys(tables, clock=clock, folder=tmp_path, look_s=0.01)
    yield pedal
    pedal.close()


def plugged(pedal: PedalKeys, folder: Path, name: str = "event0") -> FifoKeyboard:
    """Plug a keyboard in, and wait until it is heard."""
    keyboard = FifoKeyboard(folder, name)
    until(lambda: keyboard.path in {d.path for d in list(pedal._devices.values())})
    return keyboard


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def heard(pedal: PedalKeys, count: int) -> list[tuple[Button, bool]]:
    until(lambda: len(pedal._strokes) >= count)
    return [(edge.button, edge.down) for edge in pedal.edges()]


def test_a_pedal_plugged_in_later_is_heard(tmp_path: Path, pedal: PedalKeys) -> None:
    keyboard = plugged(pedal, tmp_path)
    keyboard.key("f13", down=True)

    assert heard(pedal, 1) == [(Button.START, True)]
    assert pedal.is_down(Button.START)
    keyboard.unplug()


def test_a_plain_keyboard_presses_too(tmp_path: Path, pedal: PedalKeys) -> None:
    keyboard = plugged(pedal, tmp_path)
    for name in ("s", "p", "l"):
        keyboard.key(name, down=True)

    assert heard(pedal, 3) == [(button, True) for button in Button]
    keyboard.unplug()


def test_what_is_held_is_let_go_when_the_device_goes(
    tmp_path: Path, pedal: PedalKeys
) -> None:
    keyboard = plugged(pedal, tmp_path)
    keyboard.key("f14", down=True)
    assert heard(pedal, 1) == [(Button.PAUSE, True)]

    keyboard.unplug()

    assert heard(pedal, 1) == [(Button.PAUSE, False)]
    until(lambda: not pedal._devices)


def test_another_keyboard_s_key_is_still_held(tmp_path: Path, pedal: PedalKeys) -> None:
    one, other = (plugged(pedal, tmp_path, name) for name in ("event0", "event1"))
    one.key("f14", down=True)
    other.key("p", down=True)
    assert heard(pedal, 2) == [(Button.PAUSE, True)]

    one.unplug()
    assert heard(pedal, 1) == []
    assert pedal.is_down(Button.PAUSE)
    other.unplug()
    assert heard(pedal, 1) == [(Button.PAUSE, False)]


def test_it_comes_back_under_the_same_name(tmp_path: Path, pedal: PedalKeys) -> None:
    for _ in range(3):
        keyboard = plugged(pedal, tmp_path)
        keyboard.key("f15", down=True)
        assert heard(pedal, 1) == [(Button.LOG, True)]
        keyboard.unplug()
        assert heard(pedal, 1) == [(Button.LOG, False)]


def test_a_folder_that_comes_later_is_found(
    tmp_path: Path, clock: SimulatedClock
) -> None:
    folder = tmp_path / "input"
    pedal = PedalKeys([CONTROLS.pedal], clock=clock, folder=folder, look_s=0.01)
    folder.mkdir()
    keyboard = plugged(pedal, folder)
    keyboard.key("f13", down=True)

    assert heard(pedal, 1) == [(Button.START, True)]
    keyboard.unplug()
    pedal.close()
    pedal.close()


def test_repeats_and_other_events_mean_nothing(
    tmp_path: Path, pedal: PedalKeys
) -> None:
    keyboard = plugged(pedal, tmp_path)
    keyboard.key("f13", down=True)
    for _ in range(30):
        keyboard.send(event(EV_KEY, 183, 2) + event(EV_SYN, 0, 0))
    keyboard.send(event(EV_KEY, 30, 1) + event(4, 4, 183))
    keyboard.key("f13", down=False)

    assert heard(pedal, 2) == [(Button.START, True), (Button.START, False)]
    keyboard.unplug()


def test_an_event_in_two_pieces_is_one() -> None:
    reader = Reader()
    data = event(EV_KEY, 183, 1)
    assert len(data) == EVENT.size == 24

    assert reader.feed(data[:11]) == []
    assert reader.feed(data[11:]) == [Stroke(183, down=True)]


def test_lost_events_let_every_key_go() -> None:
    data = event(EV_KEY, 183, 1) + event(EV_SYN, SYN_DROPPED, 0)

    assert Reader().feed(data) == [Stroke(183, down=True), Stroke(None, down=False)]


def test_odd_things_in_the_folder_harm_nothing(
    tmp_path: Path, pedal: PedalKeys
) -> None:
    (tmp_path / "event7").write_bytes(os.urandom(1000))
    (tmp_path / "event8").mkdir()
    (tmp_path / "event9").symlink_to("nowhere")
    (tmp_path / "mouse0").touch()
    keyboard = plugged(pedal, tmp_path)
    keyboard.key("f13", down=True)

    until(lambda: (Button.START, True) in heard(pedal, 1))
    keyboard.unplug()


def test_no_more_devices_are_opened_than_anybody_has(
    tmp_path: Path, pedal: PedalKeys
) -> None:
    for n in range(MAX_DEVICES + 5):
        os.mkfifo(tmp_path / f"event{n}")
    until(lambda: len(pedal._devices) == MAX_DEVICES)


def test_closing_ends_the_thread_and_gives_every_device_back(
    tmp_path: Path, clock: SimulatedClock
) -> None:
    before = open_files()
    threads = threading.active_count()
    pedal = PedalKeys([CONTROLS.pedal], clock=clock, folder=tmp_path, look_s=0.01)
    os.mkfifo(tmp_path / "event0")
    until(lambda: bool(pedal._devices))
    pedal.close()

    assert open_files() == before
    assert threading.active_count() == threads


def test_a_key_that_no_device_has_is_one_sentence(clock: SimulatedClock) -> None:
    table = KeysConfig(start=("s",), pause=("rewind",), log=("l",))
    with pytest.raises(ConfigError, match="no key 'rewind'"):
        PedalKeys([table], clock=clock)


def test_keyboard_and_pedal_at_once_would_press_twice() -> None:
    with pytest.raises(ConfigError, match="the same keys"):
        load(overrides={"controls": {"sources": ["keyboard", "pedal"]}})
