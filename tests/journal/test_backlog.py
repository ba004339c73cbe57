from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.clock import SimulatedClock
from mirrorbox.journal.backlog import Backlog, Item, Losses, Receipt, Weight
from mirrorbox.journal.values import Draft, Stamp


def item(number: int, weight: Weight) -> Item:
    stamp = Stamp.now(SimulatedClock(start_ns=number))
    return Item(Draft.of("x", {"n": number}, stamp), None, weight, Receipt(None))


def drained(backlog: Backlog) -> list[Item]:
    items = []
    while backlog:
        items.append(backlog.head)
        backlog.pop_written(len(items))
    return items


@given(
    weights=st.lists(st.sampled_from(Weight), max_size=60),
    capacity=st.integers(2, 20),
)
def test_order_is_kept_and_every_item_is_written_or_counted(
    weights: list[Weight], capacity: int
) -> None:
    backlog = Backlog(capacity)
    items = [item(number, weight) for number, weight in enumerate(weights)]
    for one in items:
        backlog.push(one)
        assert len(backlog) <= capacity
    kept = drained(backlog)
    assert kept == [one for one in items if not one.receipt.lost]
    lost = [one for one in items if one.receipt.lost]
    heartbeats = sum(one.weight is Weight.HEARTBEAT for one in lost)
    assert backlog.losses.heartbeats == heartbeats
    assert backlog.losses.events == len(lost) - heartbeats
    assert all((one.receipt.seq is None) == one.receipt.lost for one in items)


def test_heartbeats_go_before_events_and_events_before_boundaries() -> None:
    backlog = Backlog(4)
    order = (
        Weight.BOUNDARY,
        Weight.EVENT,
        Weight.HEARTBEAT,
        Weight.EVENT,
        Weight.BOUNDARY,
        Weight.EVENT,
    )
    items = [item(number, weight) for number, weight in enumerate(order)]
    for one in items:
        backlog.push(one)
    assert [one.receipt.lost for one in items] == [0, 1, 1, 0, 0, 0]


def test_the_head_may_be_on_its_way_and_is_never_dropped() -> None:
    backlog = Backlog(2)
    items = [item(number, Weight.EVENT) for number in range(4)]
    items[0] = item(0, Weight.HEARTBEAT)
    for one in items:
        backlog.push(one)
    assert drained(backlog) == [items[0], items[3]]


def test_losses_that_could_not_be_told_are_told_later() -> None:
    losses = Losses()
    assert not losses
    losses.add(item(1, Weight.HEARTBEAT))
    taken, losses = losses, Losses()
    losses.add(item(5, Weight.EVENT))
    losses.put_back(taken)
    assert losses.data() == {
        "heartbeats": 1,
        "events": 1,
        "first_boot_ns": 1,
        "last_boot_ns": 5,
    }
