from __future__ import annotations

import pytest

from mirrorbox.camera import SyntheticCamera
from mirrorbox.camera.loose import LooseCable
from mirrorbox.clock import SimulatedClock
from mirrorbox.errors import CameraMissing


def test_out_it_is_missing_and_in_it_is_well() -> None:
    cable = {"in": True}
    inner = SyntheticCamera(clock=SimulatedClock(), width=160, height=120)
    camera = LooseCable(inner, lambda: cable["in"])
    camera.start()
    frame = camera.frame(1)

    cable["in"] = False
    with pytest.raises(CameraMissing, match="cable"):
        camera.frame(1)
    with pytest.raises(CameraMissing, match="cable"):
        camera.start()
    assert camera.lent == 1
    frame.release()

    cable["in"] = True
    camera.frame(1).release()
    camera.close()
    assert camera.lent == 0
