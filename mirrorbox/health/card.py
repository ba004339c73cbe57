"""The card and its file system: how worn, how sound. No serial number is read."""

from __future__ import annotations

from pathlib import Path

from mirrorbox.errors import FaultKind
from mirrorbox.health.board import Reading, State

WORN = 10
"""Tenths of its life a card may have used (JEDEC eMMC 5.0: 0x0A is 90 to 100 %)."""

RESERVE = {1: "reserve blocks normal", 2: "80 % of reserve used", 3: "reserve used up"}
"""JEDEC eMMC 5.0, PRE_EOL_INFO."""

_SHARE = 10


def card(root: Path = Path("/")) -> Reading:
    """The first memory card: its name, maker, date and, where it tells, its wear."""
    devices = sorted((root / "sys/block").glob("mmcblk*/device"))
    if not devices:
        return Reading("card", State.ABSENT, "no memory card on this machine")
    device = devices[0]
    said = [_named(device)]
    used = max((_number(word) for word in _words(device / "life_time")), default=0)
    reserve = _number(_first(device / "pre_eol_info"))
    if used:
        said.append(f"up to {min(used * _SHARE, 100)} % of its life used")
    if reserve in RESERVE:
        said.append(RESERVE[reserve])
    if not used and not reserve:
        said.append("does not tell its wear")
    if used >= WORN or reserve > 1:
        sentence = f"{', '.join(said)}: replace it soon"
        return Reading("card", State.BAD, sentence, FaultKind.CARD_WORN)
    return Reading("card", State.OK, ", ".join(said))


def file_system(root: Path = Path("/")) -> Reading:
    """What ext4 counted: errors found, and how much was ever written."""
    said, errors = [], 0
    for folder in sorted((root / "sys/fs/ext4").glob("*")):
        written = _number(_first(folder / "lifetime_write_kbytes"), 10)
        if not (folder / "errors_count").exists():
            continue
        found = _number(_first(folder / "errors_count"), 10)
        errors += found
        trouble = f", {found} errors" if found else ""
        said.append(f"{folder.name}: {written / 1e6:.1f} GB written{trouble}")
    if not said:
        return Reading("file system", State.ABSENT, "no ext4 on this machine")
    if errors:
        sentence = f"{'; '.join(said)}: have it checked at the next start, or replace"
        return Reading("file system", State.BAD, sentence)
    return Reading("file system", State.OK, "; ".join(said))


def _named(device: Path) -> str:
    parts = [
        _first(device / "name"),
        f"maker {_first(device / 'manfid')}" if _first(device / "manfid") else "",
        _first(device / "date"),
    ]
    return " ".join(part for part in parts if part) or "a card without a name"


def _words(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii", errors="replace").split()
    except OSError:
        return []


def _first(path: Path) -> str:
    return next(iter(_words(path)), "")


def _number(text: str, base: int = 16) -> int:
    try:
        return int(text, base)
    except ValueError:
        return 0
