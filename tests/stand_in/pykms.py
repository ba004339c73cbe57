"""Stands in for the DRM bindings: picamera2 imports them for previews we never use."""

from __future__ import annotations


class PixelFormat:
    """The formats that a preview window could show."""

    RGB888 = "RG24"
    BGR888 = "BG24"
    XRGB8888 = "XR24"
    XBGR8888 = "XB24"
    ABGR8888 = "AB24"
    YUV420 = "YU12"
    YVU420 = "YV12"
    NV12 = "NV12"
