from __future__ import annotations

import pytest

from mirrorbox.prescription import (
    DERIVED,
    PrescriptionError,
    general,
    make,
    preset,
    preset_page,
    preset_table,
    presets,
    sources,
)
from mirrorbox.prescription.catalogue import Rule, cited
from mirrorbox.words import Mode, Side
from tests.prescription.helpers import PACKAGED

CONDITIONS = {
    "stroke_arm",
    "stroke_leg",
    "plp_leg",
    "plp_arm",
    "plp_home",
    "crps",
    "gmi_laterality",
    "gmi_imagery",
    "gmi_mirror",
    "cts",
    "hand_ortho",
    "hand_mutil",
    "nerve_repair",
    "hand_oa",
}
CLINICAL = (
    "mode",
    "look_first_s",
    "session_min",
    "cap_min",
    "per_day",
    "days_per_week",
    "weeks",
    "daily_cap_min",
    "gap_min",
    "day_h",
    "undated_day_h",
    "scale",
)


def test_every_condition_of_the_reference_has_a_preset_and_the_general_is_first() -> (
    None
):
    assert presets()[0] == "general"
    assert set(presets()) == CONDITIONS | {"general"}


@pytest.mark.parametrize("name", sorted(CONDITIONS | {"general"}))
def test_every_clinical_figure_has_a_source_that_can_be_read(name: str) -> None:
    one = preset(name)

    assert all(one.source.get(field) for field in CLINICAL)
    used = {key for keys in one.source.values() for key in keys}
    used.update(key for rule in one.rules() for key in rule.source)
    assert used <= sources().keys()
    assert all(rule.source for rule in one.rules())
    assert all(rule.reason for rule in one.locked.values())


@pytest.mark.parametrize("name", sorted(CONDITIONS | {"general"}))
@pytest.mark.parametrize("side", list(Side))
def test_every_enabled_preset_can_be_prescribed_as_it_is(name: str, side: Side) -> None:
    if not preset(name).enabled:
        with pytest.raises(PrescriptionError, match=f"{name} cannot be prescribed: "):
            make(name, {"affected_side": side}, library=PACKAGED)
        return

    given = make(name, {"affected_side": side}, library=PACKAGED)

    assert (given.preset, given.affected_side) == (name, side)
    assert given.exercises or given.laterality_pictures
    assert given.scale <= 1
    assert not given.trial


def test_every_source_is_used() -> None:
    used = {key for name in presets() for key in _keys(name)}

    assert used == sources().keys()


def _keys(name: str) -> set[str]:
    page = preset_page(name)
    return {
        line.split(":")[0].strip() for line in page.split("Sources:\n")[1].split("\n")
    }


@pytest.mark.parametrize("name", ["nerve_repair", "hand_oa"])
def test_a_disabled_preset_says_why(name: str) -> None:
    assert preset(name).disabled
    assert f"* {name} cannot be prescribed" in preset_table()
    assert "Cannot be prescribed" in preset_page(name)


def test_the_general_preset_is_no_laxer_than_the_strictest_condition() -> None:
    given = general(Side.RIGHT, library=PACKAGED)
    crps = make("crps", {"affected_side": "right"}, library=PACKAGED)

    assert given.mode is Mode.BILATERAL_SYNC
    assert given.cap_min <= crps.cap_min
    assert given.session_min <= crps.session_min
    assert given.daily_cap_min <= crps.daily_cap_min
    assert given.day_h == 24


def test_crps_is_never_unilateral_and_ten_minutes_at_most() -> None:
    locked = preset("crps").locked

    assert "unilateral" not in locked["mode"].allowed
    assert locked["cap_min"].high == 10
    assert locked["mode"].source == ("EFIC-how",)


def test_an_unknown_preset_is_one_sentence_with_a_guess() -> None:
    with pytest.raises(PrescriptionError) as caught:
        preset("crsp")

    assert str(caught.value) == "There is no preset 'crsp'; did you mean crps?"


def test_no_preset_s_file_can_be_reached_by_a_path() -> None:
    with pytest.raises(PrescriptionError, match="There is no preset"):
        preset("_common")


def test_sources_in_words() -> None:
    assert cited(("Thieme18", "Morkisch19")) == "Thieme18, Morkisch19"
    assert cited((DERIVED,)) == "derived"
    assert cited(("Onset17", DERIVED)) == "derived from Onset17"


@pytest.mark.parametrize(
    ("low", "high", "allowed", "words"),
    [
        (15, 60, (), "15 to 60"),
        (None, 10, (), "at most 10"),
        (5, None, (), "at least 5"),
        (0, 0, (), "only 0"),
        (None, None, ("a", "b"), "a or b"),
    ],
)
def test_a_rule_in_words(
    low: float | None, high: float | None, allowed: tuple[str, ...], words: str
) -> None:
    rule = Rule("x", low, high, allowed, ("derived",), None)

    assert rule.words == words


def test_a_page_shows_every_setting_bound_lock_and_source() -> None:
    page = preset_page("crps")

    for field in (*CLINICAL, "stop_rules.pain_rise", "ratings", "contrast"):
        assert f"\n  {field} " in page
    assert "Locked: mode is bilateral_sync or imagined: never unilateral" in page
    assert "1 to 100" in page
    assert "crps.europeanpainfederation.eu/how-to" in page


def test_the_table_has_a_line_for_each_preset() -> None:
    lines = preset_table().splitlines()

    assert lines[0].split()[:2] == ["Preset", "Condition"]
    assert [line.split()[0] for line in lines[1:16]] == presets()
    assert all(len(line) <= 120 for line in lines[:16])
