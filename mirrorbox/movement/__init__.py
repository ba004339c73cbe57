"""How much the filmed limb moves, as numbers only; no picture is kept.

    frame ─► Cells ─► Changes ─► activity ─► movement per minute, seconds moving
                 └──► Posture ─► Swings ──► repetitions

Shown to the therapist as a record, never judged to the patient.
"""

from __future__ import annotations

from mirrorbox.movement.meter import MovementMeter, Summary

__all__ = ["MovementMeter", "Summary"]
