from __future__ import annotations

from dataclasses import replace

import pytest

from mirrorbox.clock import NS_PER_S
from mirrorbox.errors import Fault, FaultKind
from mirrorbox.screen.pages import PAGES, Page, Sign, fault_page, page_of
from mirrorbox.session import Limits, Phase, Reason, State

S = NS_PER_S
LIMITS = Limits(
    dose_ns=60 * S,
    countdown_ns=5 * S,
    pause_ns=600 * S,
    summary_ns=60 * S,
    heartbeat_ns=10 * S,
)
CABLE = Fault(FaultKind.CAMERA_MISSING, "The cable is out.")
FULL = Fault(FaultKind.JOURNAL_FULL, "The disk is full.")
MAX_WORDS = 12


def page(state: State, now_s: float = 0, faults: tuple[Fault, ...] = ()) -> Page:
    return page_of(state, round(now_s * S), LIMITS, faults)


def every_page() -> list[Page]:
    phases = [page(State(phase=phase)) for phase in Phase]
    ends = [
        page(State(phase=Phase.SUMMARY, reason=reason, moved_ns=moved * S, moments=n))
        for reason in Reason
        for moved, n in ((1, 0), (59, 1), (60, 2), (900, 12))
    ]
    faults = [fault_page(Fault(kind, "detail")) for kind in FaultKind]
    starting = [page(State(camera=False))]
    return list(dict.fromkeys(starting + phases + ends + faults))


@pytest.mark.parametrize(
    ("phase", "name", "live"),
    [
        (Phase.READY, "ready", True),
        (Phase.COUNTDOWN, "countdown", True),
        (Phase.RUNNING, "mirror", True),
        (Phase.PAUSED, "paused", False),
        (Phase.ENDED, "ended", False),
        (Phase.SUMMARY, "summary", False),
    ],
)
def test_each_phase_has_its_page(phase: Phase, name: str, *, live: bool) -> None:
    shown = page(State(phase=phase))

    assert (shown.name, shown.live) == (name, live)


def test_every_page_s_name_is_known() -> None:
    assert {shown.name for shown in every_page()} == set(PAGES)


def test_sentences_are_short_and_details_stay_in_the_log() -> None:
    for shown in every_page():
        for row in shown.rows:
            assert 1 <= len(row.text.split()) <= MAX_WORDS
            assert "detail" not in row.text


def test_signs_stand_with_the_words_of_their_buttons() -> None:
    for shown in every_page():
        for row in shown.rows:
            if row.sign in {Sign.START, Sign.PAUSE}:
                assert row.sign.name in row.text


@pytest.mark.parametrize(
    ("now_s", "number"), [(0, "5"), (0.01, "5"), (1, "4"), (4.5, "1"), (5, "1")]
)
def test_the_countdown_counts_whole_seconds(now_s: float, number: str) -> None:
    assert page(State(phase=Phase.COUNTDOWN), now_s).number == number


@pytest.mark.parametrize(
    ("now_s", "ring"), [(0, 1), (15, 0.75), (59.9, 1 / 60), (61, 0)]
)
def test_the_ring_is_what_remains(now_s: float, ring: float) -> None:
    assert page(State(phase=Phase.RUNNING), now_s).ring == pytest.approx(ring)


def test_the_ring_moves_a_few_times_a_minute_not_every_frame() -> None:
    running = State(phase=Phase.RUNNING)
    rings = {page(running, i / 60).ring for i in range(60 * 60)}

    assert len(rings) == 60


@pytest.mark.parametrize("phase", [Phase.READY, Phase.PAUSED])
def test_a_missing_camera_is_told_instead_of_the_page(phase: Phase) -> None:
    blind = State(phase=phase, camera=False)

    assert page(blind, faults=(CABLE,)).title == "No camera"
    assert page(blind).name == "starting"


def test_a_full_disk_waits_until_no_session_runs() -> None:
    for phase in Phase:
        shown = page(State(phase=phase), faults=(FULL,))
        assert (shown.name == "fault") is (phase is Phase.READY)


def test_a_camera_s_hiccup_hides_nothing_while_the_picture_lasts() -> None:
    assert page(State(), faults=(CABLE,)).name == "ready"


@pytest.mark.parametrize(
    ("moved_s", "words"),
    [
        (1, "1 second of mirror"),
        (59, "59 seconds of mirror"),
        (60, "1 minute of mirror"),
        (725, "12 minutes of mirror"),
    ],
)
def test_the_summary_says_how_long(moved_s: int, words: str) -> None:
    done = State(phase=Phase.SUMMARY, reason=Reason.DOSE, moved_ns=moved_s * S)

    assert page(done).rows[0].text == words


def test_the_summary_says_how_it_ended_and_what_was_marked() -> None:
    done = State(phase=Phase.SUMMARY, reason=Reason.DOSE, moments=1)

    assert page(done).title == "Session complete"
    assert page(done).rows[1].text == "1 moment marked"
    assert page(replace(done, reason=Reason.STOPPED)).title == "Session stopped"
    assert len(page(replace(done, moments=0)).rows) == 2
