from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Before anything imports pygame: the tests draw and sound on SDL's dummies.
os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"

settings.register_profile("mirrorbox", deadline=None)  # it would measure the machine
settings.load_profile("mirrorbox")

HANDS = Path(__file__).resolve().parents[1] / "../shared/hands"


@pytest.fixture
def desk_film() -> Path:
    """A real hand on a real desk, where the shared films are at hand."""
    path = HANDS / "derived/desk_one_hand_640x480_30fps.mp4"
    if not path.exists():
        pytest.skip("the shared films of hands are not beside this repository")
    return path
