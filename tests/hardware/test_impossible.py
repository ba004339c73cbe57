"""What cannot be built is told in one clear sentence, with a non-zero exit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from hardware.build.__main__ import main
from hardware.build.checks import impossible
from hardware.build.unit import UNIT_FILE, load, parse

if TYPE_CHECKING:
    from pathlib import Path

TEXT = UNIT_FILE.read_text("utf-8")

CASES = {
    "pin used twice": (
        ("pause = 27", "pause = 17"),
        "pins.pause = 17 is already pins.start; one pin each.",
    ),
    "pin that is taken": (
        ("log = 22", "log = 3"),
        "pins.log = 3 is I2C clock and the wake pin; choose another pin.",
    ),
    "height that cannot cover the area": (
        ("height_mm = 550.0", "height_mm = 400.0"),
        (
            "from 400 mm the camera sees 520 × 292 mm, less than the area's "
            "600 × 400 mm; hang it higher."
        ),
    ),
    "screen in the camera's area": (
        ("offset_mm = 500.0", "offset_mm = 400.0"),
        (
            "the screen stands in the camera's area: camera.offset_mm = 400, "
            "at least 480 mm."
        ),
    ),
    "unknown camera": (
        ('model = "imx708"', 'model = "ov5647"'),
        "camera.model = 'ov5647' is none of imx708, imx708_wide, imx219.",
    ),
    "picture that floats": (
        ("above_table_mm = 150.0", "above_table_mm = 200.0"),
        "the picture would float 200 mm above the table; at most 150 mm.",
    ),
    "case smaller than its panel": (
        ("outer_width_mm = 360.0", "outer_width_mm = 300.0"),
        "the lit panel is 345 mm wide, its case only 300 mm.",
    ),
    "supply too small": (
        ("amps = 5.0", "amps = 3.0"),
        (
            "the board supply is too small: 15.2 W of load, 12.2 W allowed "
            "(80% of 15.3 W)."
        ),
    ),
    "supply that is none": (
        ('supply = "screen supply"', 'supply = "sceen supply"'),
        "panel at full brightness hangs on 'sceen supply', which is no supply.",
    ),
    "hungry pedal": (
        ("watts = 0.5", "watts = 5.0"),
        "USB would give 1300 mA; the board bears 1200 mA.",
    ),
    "pin that gives too much": (
        ("series_ohm = 1000.0", "series_ohm = 100.0"),
        "A pin would carry 33.0 mA; it bears 16 mA.",
    ),
    "lamp that glows at start": (
        ("pull_down_ohm = 10000.0", "pull_down_ohm = 47000.0"),
        "Lamps would glow at start: 1.94 V; lower lamps.pull_down_ohm.",
    ),
    "lamp that cannot be lit": (
        ("supply_v = 5.0", "supply_v = 3.3"),
        (
            "lamps.supply_v = 3.3 V cannot light a LED of 3 V behind a driver that "
            "drops 0.8 V."
        ),
    ),
    "line slower than its debounce": (
        ("filter_nf = 100.0", "filter_nf = 10000.0"),
        "A button settles in 215.0 ms, longer than its debounce.",
    ),
    "caps that touch": (
        ("pitch_mm = 85.0", "pitch_mm = 65.0"),
        "The buttons' caps are 5 mm apart; leave 20 mm.",
    ),
    "fuse that trips": (
        ("fuse_ma = 200.0", "fuse_ma = 50.0"),
        "The lamps take 38 mA; a 50 mA fuse may trip.",
    ),
    "thin cable": (
        ("cores = 8", "cores = 6"),
        "cable.panel.cores = 6; the panel needs 8.",
    ),
}


def test_the_unit_as_it_stands_can_be_built() -> None:
    assert impossible(load()) == []


@pytest.mark.parametrize("name", CASES)
def test_one_sentence_and_exit_1(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (old, new), sentence = CASES[name]
    assert old in TEXT
    unit = tmp_path / "unit.toml"
    unit.write_text(TEXT.replace(old, new), encoding="utf-8")
    assert main(["check", "--unit", str(unit)]) == 1
    told = {
        re.sub(r"^variant\.\w+: ", "", line)
        for line in capsys.readouterr().err.splitlines()
    }
    assert sentence in told
    assert len(told) == 1


def test_a_screen_larger_than_the_tray() -> None:
    narrow = parse(TEXT)
    narrow.enclosure["screen_max_mm"] = [300.0, 228.0, 14.0]
    assert impossible(narrow) == [
        "enclosure: the screen is 360 mm wide, the tray takes 300 mm."
    ]


def test_a_strange_key_of_the_enclosure() -> None:
    strange = parse(TEXT)
    strange.enclosure["wall_mm"] = 0.5
    (told,) = impossible(strange)
    assert told.startswith("enclosure.wall_mm = 0.5 is out of range")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read"),
        (b"[unit\n", "not TOML"),
        (b"\xff\xfe", "not a text file"),
        (TEXT.encode().replace(b"[printer]", b"[prinker]"), "prinker is not"),
    ],
)
def test_a_file_that_is_no_unit(
    content: bytes | None,
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "unit.toml"
    if content is not None:
        path.write_bytes(content)
    assert main(["check", "--unit", str(path)]) == 1
    told = capsys.readouterr().err
    assert words in told
    assert "Traceback" not in told
