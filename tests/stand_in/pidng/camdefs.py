"""The raw files' camera."""

from __future__ import annotations


class Picamera2Camera:
    """Never made: no film is stored."""
