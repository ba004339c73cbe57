"""The camera modules as `rpicam-hello --list-cameras` prints them.

Written down apart from mirrorbox's own table, so that each checks the other:
raspberrypi/documentation#2587 (imx219, imx477), raspberrypi/rpicam-apps#427 (ov5647)
and #570 (imx708), AllskyTeam/allsky#3632 (imx296).
"""

from __future__ import annotations

from dataclasses import dataclass

from .geometry import PixelFormat, Rectangle, Size


@dataclass(frozen=True)
class Mode:
    """One way to read a sensor: raw format, size, rate and the part that is seen."""

    format: PixelFormat
    size: Size
    fps: float
    crop: Rectangle

    @property
    def bit_depth(self) -> int:
        """Bits in a raw pixel."""
        digits = str(self.format).split("_", maxsplit=1)[0].lstrip("SRGB")
        return int(digits)


@dataclass(frozen=True)
class Model:
    """A camera module."""

    pixels: Size
    modes: tuple[Mode, ...]
    has_motor: bool = False


def _modes(listing: str) -> tuple[Mode, ...]:
    """Read lines of: format, size, rate, corner of the crop, size of the crop."""
    modes = []
    for line in listing.strip().splitlines():
        name, *numbers = line.replace("x", " ").replace(",", " ").split()
        w, h, fps, x, y, crop_w, crop_h = map(float, numbers)
        crop = Rectangle(int(x), int(y), int(crop_w), int(crop_h))
        modes.append(Mode(PixelFormat(name), Size(int(w), int(h)), fps, crop))
    return tuple(modes)


_IMX708 = Model(
    Size(4608, 2592),
    _modes("""
        SRGGB10_CSI2P 1536x864  120.13 768,432 3072x1728
        SRGGB10_CSI2P 2304x1296  56.03 0,0     4608x2592
        SRGGB10_CSI2P 4608x2592  14.35 0,0     4608x2592
    """),
    has_motor=True,
)

MODELS = {
    "imx708": _IMX708,
    "imx708_wide": _IMX708,
    "imx708_noir": _IMX708,
    "imx708_wide_noir": _IMX708,
    "imx219": Model(
        Size(3280, 2464),
        _modes("""
            SRGGB10_CSI2P 640x480   206.65 1000,752 1280x960
            SRGGB10_CSI2P 1640x1232  41.85 0,0      3280x2464
            SRGGB10_CSI2P 1920x1080  47.57 680,692  1920x1080
            SRGGB10_CSI2P 3280x2464  21.19 0,0      3280x2464
            SRGGB8        640x480   206.65 1000,752 1280x960
            SRGGB8        1640x1232  41.85 0,0      3280x2464
            SRGGB8        1920x1080  47.57 680,692  1920x1080
            SRGGB8        3280x2464  21.19 0,0      3280x2464
        """),
    ),
    "imx477": Model(
        Size(4056, 3040),
        _modes("""
            SRGGB10_CSI2P 1332x990  120.05 696,528 2664x1980
            SRGGB12_CSI2P 2028x1080  50.03 0,440   4056x2160
            SRGGB12_CSI2P 2028x1520  40.01 0,0     4056x3040
            SRGGB12_CSI2P 4056x3040  10.00 0,0     4056x3040
        """),
    ),
    "imx296": Model(
        Size(1456, 1088), _modes("SRGGB10_CSI2P 1456x1088 60.38 0,0 1456x1088")
    ),
    "ov5647": Model(
        Size(2592, 1944),
        _modes("""
            SGBRG10_CSI2P 640x480   58.92 16,0    2560x1920
            SGBRG10_CSI2P 1296x972  43.25 0,0     2592x1944
            SGBRG10_CSI2P 1920x1080 30.62 348,434 1928x1080
            SGBRG10_CSI2P 2592x1944 15.63 0,0     2592x1944
        """),
    ),
    "imx500": Model(  # a module that mirrorbox has no line for
        Size(4056, 3040),
        _modes("""
            SRGGB10_CSI2P 2028x1520 30.02 0,0 4056x3040
            SRGGB10_CSI2P 4056x3040 10.00 0,0 4056x3040
        """),
    ),
}
"""Every module by libcamera's name."""
