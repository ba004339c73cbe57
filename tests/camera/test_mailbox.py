from __future__ import annotations

import threading

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.camera import Frame, Mailbox


class Library:
    """Lends frames, and notices one that comes back twice."""

    def __init__(self) -> None:
        self.out: set[int] = set()
        self.returned: list[int] = []
        self._count = 0

    def lend(self) -> Frame:
        number = self._count
        self._count += 1
        self.out.add(number)

        def give_back() -> None:
            self.out.remove(number)
            self.returned.append(number)

        pixels = np.zeros((2, 2), np.uint32)
        return Frame(pixels, sequence=number, timestamp_ns=number, give_back=give_back)


def test_newest_wins_and_the_replaced_one_goes_back_at_once() -> None:
    library, mailbox = Library(), Mailbox()
    mailbox.put(library.lend())
    mailbox.put(library.lend())
    assert library.returned == [0]
    assert mailbox.dropped == 1
    frame = mailbox.take()
    assert frame is not None
    assert frame.sequence == 1
    assert mailbox.take() is None
    assert library.out == {1}


def test_waiting_ends_with_a_frame_with_closing_or_with_time() -> None:
    library, mailbox = Library(), Mailbox()
    assert not mailbox.wait(0)
    mailbox.put(library.lend())
    assert mailbox.wait(0)
    mailbox.close()
    assert not mailbox.wait(60)


def test_closing_lets_go_and_later_frames_go_straight_back() -> None:
    library, mailbox = Library(), Mailbox()
    mailbox.put(library.lend())
    mailbox.close()
    mailbox.put(library.lend())
    mailbox.close()
    assert not library.out
    assert mailbox.take() is None


def test_a_waiting_thread_is_woken_by_a_frame() -> None:
    library, mailbox = Library(), Mailbox()
    seen: list[bool] = []
    waiter = threading.Thread(target=lambda: seen.append(mailbox.wait(30)))
    waiter.start()
    mailbox.put(library.lend())
    waiter.join(30)
    assert seen == [True]


@given(st.lists(st.sampled_from(["put", "take", "release", "close"]), max_size=60))
def test_no_order_of_calls_leaks_a_frame_or_returns_it_twice(calls: list[str]) -> None:
    library, mailbox = Library(), Mailbox()
    taken: list[Frame] = []
    closed = False
    lent = 0
    for call in calls:
        if call == "put":
            mailbox.put(library.lend())
            lent += 1
        elif call == "take":
            frame = mailbox.take()
            taken += [frame] if frame else []
        elif call == "release" and taken:
            taken.pop().release()
        elif call == "close":
            mailbox.close()
            closed = True
        held = len(library.out) - len(taken)
        assert held in ((0,) if closed else (0, 1))
    mailbox.close()
    for frame in taken:
        frame.release()
    assert not library.out
    assert len(library.returned) == lent == len(set(library.returned))


def test_two_threads_lose_nothing_and_see_frames_in_order() -> None:
    library, mailbox = Library(), Mailbox()
    count = 2000
    seen: list[int] = []

    def take_all() -> None:
        while not seen or seen[-1] < count - 1:
            if mailbox.wait(10):
                frame = mailbox.take()
                assert frame is not None
                with frame:
                    seen.append(frame.sequence)

    taker = threading.Thread(target=take_all)
    taker.start()
    for _ in range(count):
        mailbox.put(library.lend())
    taker.join(30)
    assert not library.out
    assert seen == sorted(set(seen))
    assert len(seen) + mailbox.dropped == count
