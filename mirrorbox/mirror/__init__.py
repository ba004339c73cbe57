"""Flip and blend: a geometry becomes a plan, a plan and a frame become pixels."""
