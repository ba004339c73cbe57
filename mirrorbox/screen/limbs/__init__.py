"""Drawn limbs: a small model of arm and leg, seen from anywhere, inked like a cartoon.

    postures.toml, shapes.toml ─► pose ─► bones ─► view ─► relief ─► ink ─► picture

Everything up to the ink is pure numpy; only `paint` knows pygame. A limb is modelled
and drawn as a right one; a left one is its mirror image, and `sides` can tell which
one a picture shows.
"""

from __future__ import annotations

from mirrorbox.screen.limbs.paint import draw, draw_card, exercise_frames

__all__ = ["draw", "draw_card", "exercise_frames"]
