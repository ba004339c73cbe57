"""When the white balance is held, and that it stays held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.camera.white_balance import WhiteBalance

if TYPE_CHECKING:
    from collections.abc import Iterable

WARM = (1.4, 2.6)
COLD = (2.1, 1.7)


def see(balance: WhiteBalance, gains: Iterable[tuple[float, float]]) -> list[Any]:
    """What it wants set after each frame, frames without a wish left out."""
    wishes = [balance.see({"ColourGains": pair}) for pair in gains]
    return [wish for wish in wishes if wish]


def locked_at(gains: tuple[float, float]) -> WhiteBalance:
    balance = WhiteBalance()
    see(balance, [gains])
    balance.lock()
    return balance


def test_held_once_it_has_settled() -> None:
    balance = WhiteBalance()
    assert see(balance, [COLD] * 60) == [{"AwbEnable": False, "ColourGains": COLD}]
    assert balance.locked


def test_defaults_of_the_first_frames_are_not_held() -> None:
    balance = WhiteBalance()
    assert not see(balance, [(1.0, 1.0)] * 30)
    [wish] = see(balance, [COLD] * 30)
    assert wish["ColourGains"] == COLD


def test_not_held_while_it_changes() -> None:
    balance = WhiteBalance()
    drift = [(1.0 + frame / 100, 2.0) for frame in range(100)]
    assert not see(balance, drift)
    assert not balance.locked
    assert not balance.controls


def test_held_at_last_even_where_light_never_settles() -> None:
    balance = WhiteBalance()
    [wish] = see(balance, [COLD, WARM] * 120)
    assert wish["AwbEnable"] is False


@given(st.lists(st.tuples(*[st.floats(0.1, 8)] * 2), min_size=1, max_size=300))
def test_what_is_held_was_seen(gains: list[tuple[float, float]]) -> None:
    balance = WhiteBalance()
    for wish in see(balance, gains):
        assert wish["ColourGains"] in gains


def test_lock_holds_what_was_seen_last() -> None:
    balance = WhiteBalance()
    see(balance, [COLD, WARM])
    assert balance.lock() == {"AwbEnable": False, "ColourGains": WARM}
    assert balance.controls == {"AwbEnable": False, "ColourGains": WARM}


def test_lock_before_any_frame_waits_for_it_to_settle() -> None:
    balance = WhiteBalance()
    assert not balance.lock()
    assert not balance.locked


def test_a_lost_control_is_sent_again() -> None:
    balance = locked_at(COLD)
    assert not see(balance, [WARM] * 7)
    assert see(balance, [WARM] * 8) == [{"AwbEnable": False, "ColourGains": COLD}]


def test_nothing_is_sent_while_it_is_obeyed() -> None:
    balance = locked_at(COLD)
    assert not see(balance, [(2.101, 1.699)] * 50)


def test_unlock_settles_anew() -> None:
    balance = locked_at(COLD)
    assert balance.unlock()["AwbEnable"] is True
    assert not balance.locked
    [wish] = see(balance, [WARM] * 60)
    assert wish["ColourGains"] == WARM


def test_a_camera_without_colour_is_left_alone() -> None:
    balance = WhiteBalance()
    assert not any(balance.see({}) for _ in range(300))
    assert not see(balance, [(0.0, 0.0)] * 300)
    assert not balance.locked
