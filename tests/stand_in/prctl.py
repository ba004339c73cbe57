"""Stands in for python-prctl: picamera2 imports it for an output we never use."""

from __future__ import annotations


def set_pdeathsig(signal: int) -> None:
    """Nothing of ours dies with its parent."""
    raise NotImplementedError(signal)
