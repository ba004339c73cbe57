"""mirrorbox: the healthy limb, mirrored, live and at life size."""

__version__ = "0.1.0"
