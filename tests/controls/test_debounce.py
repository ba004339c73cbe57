from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.controls.debounce import Debouncer, Happening, Timing

MS = 1_000_000
TIMING = Timing(
    debounce_ns=30 * MS, hold_ns=2000 * MS, stuck_ns=30_000 * MS, grip_ns=5000 * MS
)


class Contact:
    """A contact under test, looked at every 16 ms as the loop does."""

    def __init__(self, *, down: bool = False) -> None:
        self.debouncer = Debouncer(TIMING)
        self.level = down
        self.now_ms = 0
        self.log: list[tuple[int, Happening]] = []
        self.look(down)

    def look(self, level: bool) -> None:  # noqa: FBT001 - a level is a boolean
        for what in self.debouncer.poll(down=level, now_ns=self.now_ms * MS):
            self.log.append((self.now_ms, what))

    def rest(self, ms: int) -> None:
        for _ in range(ms // 16):
            self.now_ms += 16
            self.look(self.level)

    def set(self, *, down: bool, after_ms: int = 0, edge: bool = True) -> None:
        self.now_ms += after_ms
        self.level = down
        if edge:
            for what in self.debouncer.edge(down=down, at_ns=self.now_ms * MS):
                self.log.append((self.now_ms, what))

    @property
    def happenings(self) -> list[Happening]:
        return [what for _, what in self.log]


def test_a_press_counts_once_however_it_bounces() -> None:
    contact = Contact()
    for i in range(9):
        contact.set(down=i % 2 == 0, after_ms=3)
    contact.rest(100)
    for i in range(9):
        contact.set(down=i % 2 == 1, after_ms=3)
    contact.rest(500)

    assert contact.happenings == [Happening.PRESSED]


def test_a_spark_is_no_press() -> None:
    contact = Contact()
    contact.set(down=True, after_ms=100)
    contact.set(down=False, after_ms=5)
    contact.rest(500)

    assert contact.happenings == []


def test_a_press_shorter_than_a_turn_of_the_loop_counts() -> None:
    contact = Contact()
    contact.set(down=True, after_ms=100)
    contact.set(down=False, after_ms=40)
    contact.rest(500)

    assert contact.happenings == [Happening.PRESSED]


def test_held_once_at_the_hold_time() -> None:
    contact = Contact()
    contact.set(down=True, after_ms=100)
    contact.rest(9000)

    assert contact.happenings == [Happening.PRESSED, Happening.HELD]
    held_at = contact.log[1][0]
    assert 2100 <= held_at <= 2116


def test_a_lost_release_cannot_hold() -> None:
    contact = Contact()
    contact.set(down=True, after_ms=100)
    contact.rest(1000)
    contact.set(down=False, edge=False)  # the kernel's queue dropped it
    contact.rest(9000)

    assert contact.happenings == [Happening.PRESSED]


def test_a_lost_press_is_found_by_its_level() -> None:
    contact = Contact()
    contact.set(down=True, after_ms=100, edge=False)
    contact.rest(200)

    assert contact.happenings == [Happening.PRESSED]


def test_down_at_start_is_no_press_and_no_hold() -> None:
    contact = Contact(down=True)
    contact.rest(10_000)
    assert contact.happenings == []

    contact.set(down=False)
    contact.rest(100)
    contact.set(down=True)
    contact.rest(100)
    assert contact.happenings == [Happening.PRESSED]


def test_a_first_edge_before_any_look_is_no_press_when_it_is_a_release() -> None:
    debouncer = Debouncer(TIMING)

    happened = debouncer.edge(down=False, at_ns=0)
    happened += debouncer.poll(down=False, now_ns=100 * MS)

    assert happened == []


def test_stuck_is_said_once_and_freed_when_it_comes_up() -> None:
    contact = Contact(down=True)
    contact.rest(70_000)
    assert contact.happenings == [Happening.STUCK]

    contact.set(down=False)
    contact.rest(100)
    assert contact.happenings == [Happening.STUCK, Happening.FREED]


levels = st.lists(st.tuples(st.integers(1, 300), st.booleans(), st.booleans()))


@given(levels)
def test_presses_never_outnumber_rested_closures(
    script: list[tuple[int, bool, bool]],
) -> None:
    contact = Contact()
    closures = 0
    for after_ms, down, edge in script:
        closures += down and not contact.level
        contact.set(down=down, after_ms=after_ms, edge=edge)
    contact.set(down=False, after_ms=50)
    contact.rest(200)

    presses = contact.happenings.count(Happening.PRESSED)
    assert presses <= closures
    assert contact.happenings.count(Happening.HELD) <= presses


@given(st.lists(st.integers(31, 1500), max_size=12))
def test_every_clean_press_counts(lengths_ms: list[int]) -> None:
    contact = Contact()
    for length_ms in lengths_ms:
        contact.set(down=True, after_ms=50)
        contact.set(down=False, after_ms=length_ms)
    contact.rest(200)

    assert contact.happenings == [Happening.PRESSED] * len(lengths_ms)
