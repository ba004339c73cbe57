"""The writer of raw files."""

from __future__ import annotations


class PICAM2DNG:
    """Never made: no film is stored."""
