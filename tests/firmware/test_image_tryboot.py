"""The boot loader's back end: whatever is asked, one slot is the default and starts."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.firmware.board import Board, autoboot

if TYPE_CHECKING:
    from pathlib import Path

ORDERS = [
    *(("set-primary", slot) for slot in "AB"),
    *(("set-state", slot, state) for slot in "AB" for state in ("good", "bad")),
    *(("get-state", slot) for slot in "AB"),
    ("get-primary",),
    ("get-current",),
]
WHERE = [(default, tryboot) for default in "AB" for tryboot in (False, True)]


@pytest.fixture
def board(tmp_path: Path) -> Board:
    return Board(tmp_path)


def at(board: Board, default: str, *, tryboot: bool) -> str:
    board.file.write_text(autoboot(default))
    return board.start(tryboot=tryboot)


@pytest.mark.parametrize(("default", "tryboot"), WHERE)
def test_only_the_slot_that_runs_and_is_good_becomes_the_default(
    board: Board, default: str, *, tryboot: bool
) -> None:
    """Every order from every state: what holds here holds after any number of them."""
    for order in ORDERS:
        current = at(board, default, tryboot=tryboot)
        code, said = board.script("tryboot", *order)
        kept = order == ("set-state", current, "good")
        assert board.default == (current if kept else default)
        assert [path.name for path in board.file.parent.iterdir()] == ["autoboot.txt"]
        refused = order == ("set-state", default, "bad") or (
            order[0] == "set-state"
            and order[2] == "good"
            and order[1] not in {current, default}
        )
        assert code == int(refused)
        assert len(said.splitlines()) <= 1


@pytest.mark.parametrize(("default", "tryboot"), WHERE)
def test_what_is_asked_is_answered_in_raucs_words(
    board: Board, default: str, *, tryboot: bool
) -> None:
    current = at(board, default, tryboot=tryboot)
    other = {"A": "B", "B": "A"}[default]
    assert board.script("tryboot", "get-primary") == (0, f"{default}\n")
    assert board.script("tryboot", "get-current") == (0, f"{current}\n")
    assert board.script("tryboot", "get-state", default) == (0, "good\n")
    assert board.script("tryboot", "get-state", other) == (0, "bad\n")


def test_a_plug_pulled_at_any_moment_leaves_a_default(tmp_path: Path) -> None:
    """Each program that touches the disk is cut before and after its work."""
    seen = tmp_path / "seen"
    seen.mkdir()
    cut = (
        f"n=$(ls {seen} | wc -l)\n"
        f'cp -R "$MIRRORBOX_ROOT/bootfs" {seen}/$(printf %02d $n)\n'
        f'echo "$(basename "$0") $(basename -- "$1")" >> {tmp_path}/order\n'
        '/bin/"$(basename "$0")" "$@"\n'
        f'cp -R "$MIRRORBOX_ROOT/bootfs" {seen}/$(printf %02d $((n + 1)))'
    )
    board = Board(tmp_path, sync=cut, mv=cut)
    board.start(tryboot=True)
    assert board.script("tryboot", "set-state", "B", "good") == (0, "")
    states = sorted(seen.iterdir())
    defaults = [(state / "autoboot.txt").read_text() for state in states]
    assert [autoboot("A")] * 3 + [autoboot("B")] * 3 == defaults
    # Nothing takes the name before all of it is on the card.
    order = (tmp_path / "order").read_text().splitlines()
    assert order == ["sync autoboot.new", "mv -f", "sync bootfs"]
    assert (states[0] / "autoboot.new").read_text() == autoboot("B")


@pytest.mark.parametrize("length", [0, 1, 9, 30])
def test_a_half_written_file_from_before_is_written_anew(
    board: Board, length: int
) -> None:
    (board.file.parent / "autoboot.new").write_text(autoboot("A")[:length])
    board.start(tryboot=True)
    assert board.script("tryboot", "set-state", "B", "good") == (0, "")
    assert board.default == "B"


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.text(st.sampled_from("[]all\ntryboot_=123AB #"), max_size=60))
def test_what_is_not_one_default_and_the_other_is_damaged(
    board: Board, text: str
) -> None:
    board.file.write_text(text)
    code, said = board.script("tryboot", "get-primary")
    assert code == 1
    assert said.endswith(
        "is damaged: it does not name one default slot and the other.\n"
    )
    assert said.count("\n") == 1
    assert board.script("tryboot", "set-state", "B", "bad")[0] == 1  # so no install


@pytest.mark.parametrize(
    "text",
    [
        autoboot("A").replace("=3", "=2"),  # two defaults
        autoboot("A").replace("=1", "=0"),
        autoboot("A").replace("[tryboot]", "[none]"),
        autoboot("A")[:-2],
        autoboot("A") * 2,
    ],
)
def test_a_nearly_right_file_is_damaged_too(board: Board, text: str) -> None:
    board.file.write_text(text)
    assert board.script("tryboot", "get-primary")[0] == 1
    assert board.script("tryboot", "get-state", "A")[0] == 1
    assert board.script("tryboot", "set-primary", "B")[0] == 1


def test_line_ends_of_another_system_and_remarks_are_no_damage(board: Board) -> None:
    board.file.write_text("# by hand\r\n" + autoboot("B").replace("\n", "\r\n"))
    assert board.script("tryboot", "get-primary") == (0, "B\n")


def test_a_damaged_or_missing_file_is_healed_by_the_slot_that_shows_the_mirror(
    board: Board,
) -> None:
    for wreck in ("", "[all]\n"):
        board.file.write_text(wreck)
        assert board.script("tryboot", "set-state", "A", "good")[0] == 0
        assert board.default == "A"
    board.file.unlink()
    code, said = board.script("tryboot", "get-primary")
    assert (code, said.endswith("autoboot.txt cannot be read.\n")) == (1, True)
    assert board.script("tryboot", "set-state", "A", "good")[0] == 0
    assert board.default == "A"


@pytest.mark.parametrize(
    "words",
    [
        *((), ("boot",), ("set-primary",), ("set-primary", "C"), ("get-state", "")),
        *(("set-state", "A"), ("set-state", "A", "fine"), ("set-state", "a", "good")),
    ],
)
def test_an_unknown_order_slot_or_state_is_one_sentence(
    board: Board, words: tuple[str, ...]
) -> None:
    code, said = board.script("tryboot", *words)
    assert code == 1
    assert said.startswith("tryboot: There is no ")
    assert said.count("\n") == 1
    assert board.default == "A"


def test_a_firmware_that_does_not_say_what_it_started_makes_nothing_good(
    board: Board,
) -> None:
    partition = board.root / "proc/device-tree/chosen/bootloader/partition"
    for content, slot in itertools.product((b"", bytes(4), b"\0\0\0\1"), "AB"):
        partition.write_bytes(content)
        code, said = board.script("tryboot", "set-state", slot, "good")
        # Calling the default good changes nothing, whoever runs.
        assert code == int(slot == "B"), said
        assert "The firmware does not say which slot it started.\n" in said
        assert board.default == "A"
