"""Sizes, places, turns, colours and formats: libcamera's value types.

picamera2 itself lends some of them `to_tuple`, `__repr__` and `__eq__`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Size:
    """Width and height in pixels."""

    width: int = 0
    height: int = 0

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


@dataclass(frozen=True)
class SizeRange:
    """From the smallest to the largest size."""

    min: Size
    max: Size


@dataclass(frozen=True)
class Rectangle:
    """A part of the sensor."""

    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0


class Transform:
    """Flips and a transposition."""

    def __init__(
        self,
        other: Transform | None = None,
        *,
        hflip: int = 0,
        vflip: int = 0,
        transpose: int = 0,
    ) -> None:
        self.hflip: bool = other.hflip if other else bool(hflip)
        self.vflip: bool = other.vflip if other else bool(vflip)
        self.transpose: bool = other.transpose if other else bool(transpose)

    def __str__(self) -> str:
        return f"hflip={self.hflip} vflip={self.vflip} transpose={self.transpose}"


class Orientation(Enum):
    """How the picture lies in memory."""

    Rotate0 = 1
    Rotate0Mirror = 2
    Rotate180 = 3
    Rotate180Mirror = 4
    Rotate90Mirror = 5
    Rotate270 = 6
    Rotate270Mirror = 7
    Rotate90 = 8


class _Primaries(Enum):
    Raw = 0
    Smpte170m = 1
    Rec709 = 2


class _TransferFunction(Enum):
    Linear = 0
    Srgb = 1
    Rec709 = 2


class _YcbcrEncoding(Enum):
    Null = 0
    Rec601 = 1
    Rec709 = 2


class _Range(Enum):
    Full = 0
    Limited = 1


class ColorSpace:
    """What the numbers of a picture mean."""

    Primaries = _Primaries
    TransferFunction = _TransferFunction
    YcbcrEncoding = _YcbcrEncoding
    Range = _Range

    def __init__(
        self,
        primaries: _Primaries | ColorSpace,
        transfer: _TransferFunction = _TransferFunction.Linear,
        encoding: _YcbcrEncoding = _YcbcrEncoding.Null,
        extent: _Range = _Range.Full,
    ) -> None:
        if isinstance(primaries, ColorSpace):
            self.__dict__.update(primaries.__dict__)
            return
        self.primaries = primaries
        self.transferFunction = transfer
        self.ycbcrEncoding = encoding
        self.range = extent

    def __str__(self) -> str:
        return f"{self.primaries.name}/{self.transferFunction.name}"

    @classmethod
    def Raw(cls) -> ColorSpace:  # noqa: N802  libcamera's name
        return cls(_Primaries.Raw)

    @classmethod
    def Sycc(cls) -> ColorSpace:  # noqa: N802  libcamera's name
        return cls(_Primaries.Rec709, _TransferFunction.Srgb, _YcbcrEncoding.Rec601)

    @classmethod
    def Smpte170m(cls) -> ColorSpace:  # noqa: N802  libcamera's name
        return cls(
            _Primaries.Smpte170m,
            _TransferFunction.Rec709,
            _YcbcrEncoding.Rec601,
            _Range.Limited,
        )

    @classmethod
    def Rec709(cls) -> ColorSpace:  # noqa: N802  libcamera's name
        return cls(
            _Primaries.Rec709,
            _TransferFunction.Rec709,
            _YcbcrEncoding.Rec709,
            _Range.Limited,
        )


@dataclass(frozen=True)
class PixelFormat:
    """A format by its DRM name."""

    name: str

    def __str__(self) -> str:
        return self.name
