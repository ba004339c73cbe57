from __future__ import annotations

import tomllib
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest

from mirrorbox.config import defaults, load, show
from mirrorbox.errors import ConfigError
from mirrorbox.words import Side, View


def problems(overrides: dict[str, Any]) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(overrides=overrides)
    return str(caught.value).splitlines()


def test_the_defaults_are_well() -> None:
    config = load()

    assert config.mirror.affected_side is Side.LEFT
    assert config.mirror.view is View.REFLECTION
    assert config.session.pause_limit_s == 600
    assert config.journal.directory == Path("/var/lib/mirrorbox")


def test_a_unit_s_file_changes_only_what_it_names(tmp_path: Path) -> None:
    file = tmp_path / "unit.toml"
    file.write_text('[mirror]\naffected_side = "right"\n', encoding="utf-8")

    config = load(file)

    assert config.mirror.affected_side is Side.RIGHT
    assert config.mirror.view is View.REFLECTION


def test_the_command_line_has_the_last_word(tmp_path: Path) -> None:
    file = tmp_path / "unit.toml"
    file.write_text('[camera]\nsource = "webcam"\nfps = 30\n', encoding="utf-8")

    config = load(file, overrides={"camera": {"source": "synthetic"}})

    assert (config.camera.source, config.camera.fps) == ("synthetic", 30.0)


def test_a_configuration_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        load().camera.fps = 30.0  # type: ignore[misc]


@pytest.mark.parametrize(
    ("overrides", "sentence"),
    [
        (
            {"camera": {"sorce": "pi"}},
            "camera.sorce is not a setting; did you mean source?",
        ),
        (
            {"mirror": {"view": "bth"}},
            (
                "mirror.view = 'bth' must be one of reflection, both, overlay, true; "
                "did you mean both?"
            ),
        ),
        (
            {"camera": {"width": "wide"}},
            "camera.width = 'wide' must be a whole number.",
        ),
        ({"camera": {"width": True}}, "camera.width = True must be a whole number."),
        (
            {"camera": {"fps": 1000}},
            "camera.fps = 1000.0 is out of range: 5 to 240.",
        ),
        (
            {"camera": {"source": "film"}},
            (
                "camera.source = 'film' must be pi, synthetic, webcam, "
                "webcam:/dev/videoN or film:PATH."
            ),
        ),
        (
            {"mount": {"rotation_deg": 45}},
            "mount.rotation_deg = 45 must be one of 0, 90, 180, 270.",
        ),
        (
            {"controls": {"sources": "gpio"}},
            "controls.sources = 'gpio' must be a list.",
        ),
        (
            {"controls": {"pins": 17}},
            "controls.pins must be a table, not 17.",
        ),
        (
            {"journal": {"directory": ""}},
            "journal.directory = '' must be a path in quotes.",
        ),
        (
            {"mirror": {"scale": 1.5}},
            (
                "mirror.scale = 1.5 magnifies the limb, which can raise pain; a "
                "therapist must set mirror.unlock_magnification = true."
            ),
        ),
        (
            {"screen": {"width_px": 800}},
            "screen.width_px is set, so screen.height_px must be too.",
        ),
        (
            {"controls": {"keys": {"pause": ["S"]}}},
            (
                "The key 's' is given to controls.keys.start and controls.keys.pause; "
                "one button each."
            ),
        ),
        (
            {"controls": {"pins": {"log": 17}}},
            "controls.pins.log = 17 is already controls.pins.start; one pin each.",
        ),
        (
            {"controls": {"sources": []}},
            "controls.sources is empty; name gpio, keyboard, pedal or script:FILE.",
        ),
        (
            {"controls": {"keys": {"log": ["F"]}}},
            "The key 'f' of controls.keys.log fills the screen; choose another.",
        ),
        (
            {"controls": {"pins": {"log": 3}}},
            "controls.pins.log = 3 is I2C clock and the wake pin; choose another pin.",
        ),
    ],
)
def test_one_clear_sentence(overrides: dict[str, Any], sentence: str) -> None:
    assert problems(overrides) == [sentence]


def test_every_error_at_once() -> None:
    told = problems(
        {
            "camera": {"fps": 0, "hight": 3},
            "mirror": {"seam_px": -1, "affected_side": "both"},
            "sesion": {},
        }
    )

    assert len(told) == 5


def test_contradictions_are_told_beside_plain_errors() -> None:
    told = problems(
        {
            "camera": {"fps": "fast"},
            "mirror": {"scale": 2},
            "screen": {"height_px": 600},
            "controls": {"debounce_s": "x", "pins": {"log": 3}, "keys": {"log": ["s"]}},
        }
    )

    assert len(told) == 6


def test_magnification_can_be_unlocked() -> None:
    overrides = {"mirror": {"scale": 1.5, "unlock_magnification": True}}

    assert load(overrides=overrides).mirror.scale == 1.5


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[camera\n", "is not TOML"),
        (b"\xff\xfe\x00", "is not a text file in UTF-8"),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, content: bytes | None, words: str) -> None:
    file = tmp_path / "unit.toml"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(ConfigError, match=words):
        load(file)


def test_what_is_shown_can_be_read_back() -> None:
    assert tomllib.loads(show(load())) == defaults()
