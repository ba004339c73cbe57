from __future__ import annotations

import pytest

from mirrorbox.config import load
from mirrorbox.prescription import make
from mirrorbox.treatment import look_of, setting_of
from mirrorbox.words import Limb, Mode, Side
from tests.prescription.helpers import PACKAGED


@pytest.mark.parametrize("side", Side)
def test_pictures_show_the_prescribed_limb_and_mode(side: Side) -> None:
    chosen = {"affected_side": side, "picture_first": True}
    prescription = make("stroke_leg", chosen, library=PACKAGED)
    setting = setting_of(prescription, load().clinic, sentences={})
    look = look_of(prescription)

    assert look.picture_first
    assert look.limb is setting.limb is prescription.limb is Limb.LEG
    assert look.limb_side is side
    assert setting.mode is Mode.BILATERAL_SYNC
    assert setting.mode_alone
