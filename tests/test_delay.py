from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mirrorbox.clock import NS_PER_S
from mirrorbox.delay import Delayed, Newest
from mirrorbox.delay_memory import BUDGET_BYTES, EARLY_NS, KEPT_PER_S, slots
from mirrorbox.errors import ConfigError
from mirrorbox.journal import Reader, report
from mirrorbox.prescribing import prescription_of
from mirrorbox.session import Phase
from mirrorbox.words import View
from tests.rig import Visit, plain

if TYPE_CHECKING:
    from pathlib import Path

MS = 1_000_000
SIZE = (8, 4)
FRAMES = st.lists(st.integers(1 * MS, 120 * MS), min_size=1, max_size=400)
DELAYS = st.integers(1, 2000)


@given(delay_ms=DELAYS, gaps=FRAMES, late=st.integers(0, 50 * MS))
def test_what_is_shown_is_old_enough_and_never_goes_back(
    delay_ms: int, gaps: list[int], late: int
) -> None:
    ring = Delayed(delay_ms, SIZE)
    now, begun, shown = 0, None, -1
    kept: list[int] = []
    for gap in gaps:
        now += gap
        exposed = now
        canvas = ring.take(exposed)
        begun = exposed if begun is None else begun
        if canvas is not None:
            kept.append(exposed)
            canvas.pixels[0, 0] = len(kept) - 1
        seen_ns = now + late
        ring.show(seen_ns)
        old = [one for one in kept if one <= seen_ns - delay_ms * MS]
        if not old:
            assert ring.canvas is None
            continue
        assert ring.canvas is not None
        number = int(ring.canvas.pixels[0, 0])
        assert kept[number] == old[-1]  # the newest that is old enough
        assert ring.behind_ns == exposed - kept[number]
        assert number >= shown
        shown = number


@given(delay_ms=DELAYS, fps=st.sampled_from([10, 24, 25, 30, 50, 60, 90, 120]))
def test_every_camera_is_kept_at_no_more_than_thirty_a_second(
    delay_ms: int, fps: int
) -> None:
    ring = Delayed(delay_ms, SIZE)
    kept = sum(ring.take(i * NS_PER_S // fps) is not None for i in range(3 * fps))

    assert kept <= 3 * KEPT_PER_S + 1
    assert kept >= 3 * min(fps, KEPT_PER_S) / 1.25 - 1
    if fps in {30, 60}:
        assert kept == 3 * KEPT_PER_S


@given(jitter=st.lists(st.integers(-3 * MS, 3 * MS), min_size=60, max_size=200))
def test_a_jittering_camera_loses_no_frame(jitter: list[int]) -> None:
    ring = Delayed(500, SIZE)
    for i, offset in enumerate(jitter):
        assert ring.take((i + 1) * NS_PER_S // KEPT_PER_S + offset) is not None


def test_canvases_are_made_once_and_painted_in_turn() -> None:
    ring = Delayed(200, SIZE)
    beat = NS_PER_S // KEPT_PER_S
    painted = [ring.take(i * beat) for i in range(5 * slots(200))]

    assert len({id(one) for one in painted}) == slots(200)
    assert None not in painted


def test_a_repeated_look_at_the_same_picture_is_no_new_one() -> None:
    ring = Delayed(100, SIZE)
    ring.take(1 * MS)

    assert ring.show(100 * MS) is None
    assert ring.show(101 * MS) == 1 * MS
    assert ring.show(110 * MS) is None
    assert ring.canvas is not None


def test_nothing_from_before_a_fault_comes_back() -> None:
    ring = Delayed(100, SIZE)
    ring.take(0)
    ring.show(100 * MS)
    ring.clear()

    assert ring.canvas is None
    assert ring.show(NS_PER_S) is None
    ring.take(NS_PER_S)
    assert ring.show(NS_PER_S + 99 * MS) is None
    assert ring.canvas is None
    assert ring.show(NS_PER_S + 100 * MS) == NS_PER_S


def test_the_longest_delay_fits_the_budget_at_720p() -> None:
    assert slots(2000) * 1280 * 720 * 4 <= BUDGET_BYTES
    span_ns = (slots(2000) - 1) * NS_PER_S // KEPT_PER_S - EARLY_NS
    assert span_ns >= 2000 * MS


def test_too_large_a_picture_is_refused_in_one_sentence() -> None:
    with pytest.raises(ConfigError) as refusal:
        Delayed(2000, (1920, 1080))
    assert str(refusal.value) == (
        "A delay of 2000 ms at 1920×1080 needs 490 MiB of memory, which is more than "
        "there is; choose a shorter delay or a smaller camera picture."
    )


def test_a_unit_short_of_memory_refuses() -> None:
    with pytest.raises(ConfigError, match="more than there is"):
        Delayed(2000, (1280, 720), free_bytes=lambda: 300 * 2**20)


def test_without_a_delay_the_newest_is_shown_at_once() -> None:
    pictures = Newest()
    assert pictures.canvas is None
    pictures.fit(*SIZE)
    assert pictures.canvas is None
    canvas = pictures.take(5)
    assert pictures.canvas is canvas
    assert (pictures.show(6), pictures.show(7)) == (5, None)
    pictures.clear()
    assert pictures.canvas is None


def trial(**changes: Any) -> Any:
    return plain(trial=True, delay_ms=1000, **changes)


def test_a_trial_is_marked_in_every_record(tmp_path: Path) -> None:
    visit = Visit(
        tmp_path, "3 START\n30 PAUSE for 2.5\n40 QUIT", prescription=trial(), shots=True
    )
    assert visit.run() == 0

    (session,) = visit.sessions
    assert session.settings["trial"] is True
    assert session.settings["delay_ms"] == 1000
    assert session.settings["prescription"]["delay_ms"] == 1000
    later = [e for e in visit.entries() if e.kind != "started"]
    assert later
    assert all(e.data["trial"] and e.data["delay_ms"] == 1000 for e in later)
    (ended,) = [e for e in later if e.kind == "ended"]
    added = ended.data["timing"]["added_delay"]
    assert added["asked_ms"] == 1000
    assert added["count"] > 100
    assert added["p50_ms"] == pytest.approx(1000, abs=100)
    assert added["p95_ms"] <= 1000 + 1000 / 10  # a camera of ten frames a second
    with Reader(tmp_path / "journal") as reader:
        sessions = reader.sessions()
    assert "trial with 1000 ms of delay" in report.table(sessions)
    head, row = report.csv(sessions).splitlines()
    told = dict(zip(head.split(","), row.split(","), strict=True))
    assert (told["trial"], told["delay_ms"]) == ("yes", "1000")


def test_no_other_session_is_marked(tmp_path: Path) -> None:
    visit = Visit(tmp_path, "2 START\n10 QUIT")
    visit.run()

    (session,) = visit.sessions
    assert "trial" not in session.settings
    assert all("trial" not in e.data for e in visit.entries())
    (ended,) = [e for e in visit.entries() if e.kind == "ended"]
    assert "added_delay" not in ended.data["timing"]
    assert ",no,0," in report.csv(visit.sessions)


def test_until_the_delay_has_passed_the_page_is_calm(tmp_path: Path) -> None:
    visit = Visit(tmp_path, "60 QUIT", prescription=trial())
    appliance = visit.build()
    appliance.start()
    while visit.clock.boot_ns() < int(1.9 * NS_PER_S):  # it starts at 1 s
        appliance.turn()
        assert appliance.page is not None
        assert (appliance.page.name, appliance.page.live) == ("starting", False)
    while visit.clock.boot_ns() < 3 * NS_PER_S:
        appliance.turn()
    assert appliance.page is not None
    assert appliance.page.name == "ready"
    assert "This session is a trial." in [row.text for row in appliance.page.rows]
    appliance.close()


def test_after_a_pulled_cable_nothing_old_is_shown(tmp_path: Path) -> None:
    script = "3 START\n12 UNPLUG\n20 PLUG\n60 QUIT"
    visit = Visit(tmp_path, script, prescription=trial())
    appliance = visit.build()
    appliance.start()
    faulted = back_ns = None
    while visit.clock.boot_ns() < 40 * NS_PER_S:
        appliance.turn()
        if appliance._feed.fault is not None and faulted is None:
            faulted = visit.clock.boot_ns()
        canvas = appliance._sight._glass.canvas
        if faulted is None:
            continue
        if appliance._feed.fault is not None:
            back_ns = None
            if visit.clock.boot_ns() > faulted + NS_PER_S // 5:
                assert canvas is None
        elif back_ns is None:
            back_ns = visit.clock.boot_ns()
        elif visit.clock.boot_ns() - back_ns < NS_PER_S * 8 // 10:
            assert canvas is None
    assert faulted is not None
    assert back_ns is not None
    assert appliance._sight._glass.canvas is not None
    assert appliance.state.phase is Phase.PAUSED
    appliance.close()


def test_the_true_view_and_the_delay_are_prescribed_together() -> None:
    settings = ["affected_side=left", "trial=true", "view=true", "delay_ms=500"]
    given = prescription_of(None, "stroke_arm", settings)

    assert (given.view, given.delay_ms, given.trial) == (View.TRUE, 500, True)
